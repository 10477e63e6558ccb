// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>Many packets drawn from one seed, in every state: nothing is thrown, and limits hold whatever comes.</summary>
[TestClass]
public class RandomPacketTests
{
    private static uint s_random;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Receive_DamagedPackets_KeepTheLimits(int seed)
    {
        byte[][] seeds = Seeds();
        Bench bench = new Bench((uint)seed);
        bench.Responder.Start(bench.NowMs);
        s_random = (uint)seed;
        int sentInSecond = 0;
        long second = 0;
        for (int i = 0; i < 4_000; i++)
        {
            bench.Advance(Next(40));
            byte[] packet = Damage(seeds[Next(seeds.Length)]);
            bench.ReceiveFrom((byte)(70 + Next(4)), Next(4) == 0 ? 40000 : 5353, packet);
            if (Next(500) == 0)
            {
                bench.Service.SetText("c#", i.ToString());
                bench.Responder.Update(bench.NowMs);
            }

            sentInSecond = bench.NowMs / 1000 == second ? sentInSecond : 0;
            second = bench.NowMs / 1000;
            while (bench.TakeSummary().Length > 0)
            {
                sentInSecond += bench.Destination.IsMulticast ? 1 : 0;
            }

            // Eight records, each once a second or, for a probe, four times.
            Assert.IsTrue(sentInSecond <= 32, "multicast packets in one second");
            bench.Responder.TakeRename();
        }

        // Left alone, it finds back to work.
        bench.RunUntilIdle();
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        bench.Advance(2000);
        bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.NextDeadline();
        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 TXT!/4500 A!/120 NSEC!/4500 NSEC!/120");
    }

    private static byte[][] Seeds()
    {
        return new byte[][]
        {
            Message.Query()
                .Question(Bench.ServiceName, Message.TypePtr, Message.In)
                .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
                .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)).Bytes(),
            Message.TruncatedQuery()
                .Question(Bench.HostName, Message.TypeA, Message.In)
                .Question(Bench.TypesName, Message.TypePtr, Message.InQu).Bytes(),
            Message.Query()
                .Question(Bench.HostName, Message.TypeAny, Message.InQu)
                .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 21 })
                .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 19 })
                .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(51827, Bench.HostName)).Bytes(),
            Message.Response()
                .Answer(Bench.InstanceName, Message.TypeTxt, Message.InFlush, 0, Hex.Bytes("0463233d310473663d31"))
                .Additional(Bench.HostName, Message.TypeNsec, Message.InFlush, 120, Hex.Bytes("00 00 01 40")).Bytes(),
            Hex.Bytes(
                "0000 8400 0000 0002 0000 0000"
                + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001 00000000 0007" + "04 4c616d70 c00c"
                + "c027 0021 8001 00000078 0014" + "0000 0000 ca72 0b 6c616d702d613162326333 c016"),
        };
    }

    /// <summary>A copy with up to three bytes replaced, and now and then its end cut off.</summary>
    private static byte[] Damage(byte[] good)
    {
        byte[] packet = Hex.Slice(good, 0, Next(8) == 0 ? Next(good.Length) : good.Length);
        for (int i = Next(4); i > 0 && packet.Length > 0; i--)
        {
            packet[Next(packet.Length)] = (byte)(Next(2) == 0 ? Next(256) : 0xC0 + Next(2));
        }

        return packet;
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    private static int Next(int bound)
    {
        s_random = (s_random * 1664525) + 1013904223;
        return (int)((s_random >> 8) % (uint)bound);
    }
}
