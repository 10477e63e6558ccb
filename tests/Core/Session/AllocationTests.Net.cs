// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>Nothing is allocated between receive and output once a connection stands. Counted, so for .NET only.</summary>
[TestClass]
public class AllocationTests
{
    private const int Requests = 10000;

    // Sealed requests ready to be sent again would be refused as replays, so the bench's controller seals each one anew into the same array.
    private static readonly byte[] s_frame = new byte[4096];

    [TestMethod]
    public void Received_TenThousandWrites_AllocateNothing()
    {
        byte[] on = HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}");
        byte[] off = HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false}]}");
        AssertNothingAllocated(on, off);
    }

    [TestMethod]
    public void Received_TenThousandReads_AllocateNothing()
    {
        AssertNothingAllocated(
            HostPeer.Request("GET", "/characteristics?id=1.11,1.12,1.32,1.36&meta=1&perms=1&type=1&ev=1"),
            HostPeer.Request("GET", "/characteristics?id=1.11,1.99"));
    }

    [TestMethod]
    public void Received_TenThousandWritesWithFailures_AllocateNothing()
    {
        AssertNothingAllocated(
            HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":99,\"value\":1},{\"aid\":1,\"iid\":12,\"value\":7}]}"),
            HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":34,\"value\":9,\"r\":true}]}"));
    }

    [TestMethod]
    public void Received_TenThousandDatabases_AllocateNothing()
    {
        AssertNothingAllocated(HostPeer.Request("GET", "/accessories"), HostPeer.Put("/prepare", "{\"ttl\":1000,\"pid\":1}"));
    }

    [TestMethod]
    public void Received_TenThousandRefusals_AllocateNothing()
    {
        AssertNothingAllocated(HostPeer.Request("GET", "/nothing"), HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1}]}"));
    }

    [TestMethod]
    public void Events_TenThousandToTwoControllers_AllocateNothing()
    {
        HostBench bench = HostBench.Paired();
        HostPeer one = Subscribed(bench, 1);
        HostPeer two = Subscribed(bench, 2);
        long allocated = 0;
        for (int i = 0; i < Requests + 100; i++)
        {
            allocated = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : allocated;
            bench.Relay.Move(i % 2 == 0);
            bench.Dimmer.Move(i % 100);
            bench.Button.ProgrammableSwitchEvent.Raise(i % 3);
            bench.NowMs += 300;
            bench.Host.Poll(bench.NowMs);
            Drain(one, bench);
            Drain(two, bench);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static HostPeer Subscribed(HostBench bench, ulong address)
    {
        HostPeer peer = bench.ConnectAdmin(address);
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true},{\"aid\":1,\"iid\":12,\"ev\":true},{\"aid\":1,\"iid\":21,\"ev\":true}]}");
        return peer;
    }

    private static void AssertNothingAllocated(byte[] one, byte[] other)
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Settle();
        long allocated = 0;
        int answered = 0;
        for (int i = 0; i < Requests + 100; i++)
        {
            allocated = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : allocated;
            int count = peer.FrameInto(i % 2 == 0 ? one : other, s_frame);
            peer.Connection.Receive(s_frame, 0, count, bench.NowMs);
            answered += Drain(peer, bench) > 0 ? 1 : 0;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.AreEqual(Requests + 100, answered);
        Assert.IsFalse(peer.Connection.IsCloseRequested);
        Assert.AreEqual(0L, allocated);
    }

    private static int Drain(HostPeer peer, HostBench bench)
    {
        int total = 0;
        while (peer.Connection.OutputCount > 0)
        {
            int count = peer.Connection.OutputCount;
            total += count;
            peer.Connection.Sent(count, bench.NowMs);
        }

        return total;
    }
}
