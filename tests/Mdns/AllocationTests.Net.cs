// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>Nothing is allocated per packet. Only .NET can count what one thread allocates.</summary>
[TestClass]
public class AllocationTests
{
    [TestMethod]
    public void ReceiveAndTakeOutput_Queries_AllocateNothing()
    {
        byte[][] packets =
        {
            Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In).Bytes(),
            Message.Query().Question(Bench.InstanceName, Message.TypeAny, Message.InQu).Bytes(),
            Message.TruncatedQuery().Question(Bench.HostName, Message.TypeA, Message.In).Bytes(),
            Message.Query().Answer(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 20 }).Bytes(),
            Message.Response().Answer(Bench.ServiceName, Message.TypePtr, Message.In, 0, Message.Name(Bench.InstanceName)).Bytes(),
            new byte[] { 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0 },
        };

        ExpectNoAllocation(packets, 10_000);
    }

    [TestMethod]
    public void ReceiveAndTakeOutput_ProbesAndConflicts_AllocateNothing()
    {
        byte[][] packets =
        {
            Message.Query()
                .Question(Bench.HostName, Message.TypeAny, Message.InQu)
                .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 2 })
                .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 1 }).Bytes(),
            Message.Response()
                .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local")).Bytes(),
        };

        ExpectNoAllocation(packets, 1_000);
    }

    /// <summary>Sends each packet 10,000 times.</summary>
    /// <param name="packets">What to send.</param>
    /// <param name="leastSent">Packets that have to come back, or else nothing is shown.</param>
    private static void ExpectNoAllocation(byte[][] packets, int leastSent)
    {
        Bench bench = Bench.Running();
        bench.Source.Set(new byte[] { 192, 168, 1, 77 }, 5353);
        Run(bench, packets, 20);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int sent = Run(bench, packets, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsTrue(sent >= leastSent, "sent: " + sent.ToString());
        Assert.AreEqual(0L, allocated);
    }

    private static int Run(Bench bench, byte[][] packets, int rounds)
    {
        int sent = 0;
        for (int i = 0; i < rounds * packets.Length; i++)
        {
            byte[] packet = packets[i % packets.Length];
            bench.NowMs += 170;
            bench.Responder.Receive(packet, 0, packet.Length, bench.Source, bench.NowMs);
            while (bench.Responder.TakeOutput(bench.Buffer, Bench.Margin, bench.Destination) > 0)
            {
                sent++;
            }
        }

        return sent;
    }
}
