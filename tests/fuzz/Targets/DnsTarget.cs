// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Mdns;
using HapNano.Tests.Mdns;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>Packets for the mDNS responder, at any time and from anywhere: it throws nothing, keeps the limits of what it sends, and finds back to work.</summary>
/// <remarks>Input, again and again: milliseconds that pass (1, times 16), sender (1), length of the packet (2, little-endian), packet.</remarks>
internal sealed class DnsTarget : FuzzTarget
{
    private const int MaxPackets = 24;
    private const int HeadBytes = 4;

    // Eight records, each once a second or, for a probe, four times.
    private const int MaxMulticastASecond = 32;

    /// <inheritdoc/>
    internal override string Name => "dns";

    /// <inheritdoc/>
    protected override byte[][] Words =>
    [
        [0xC0, 0x0C], [0xC0, 0xFF], [0xFF, 0xFF], [0, 0, 0x84, 0], [0, 0, 2, 0], [0, 0xFF, 0, 1], [0, 0x0C, 0, 1], [0, 0x21, 0x80, 1], [0, 0x10, 0x80, 1], [0, 1, 0x80, 1],
        [0, 0x2F, 0x80, 1], [0, 0, 0x11, 0x94], [0, 0, 0, 0], [0x3F], [0x40], [0, 0, 0, 0x78, 0, 4, 192, 168, 1, 21],
        .. Array.ConvertAll([Bench.ServiceName, Bench.InstanceName, Bench.HostName, Bench.TypesName], name => Message.Name(name)),
    ];

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds()
    {
        yield return Input(
            Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In).Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
                .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)).Bytes(),
            Message.TruncatedQuery().Question(Bench.HostName, Message.TypeA, Message.In).Question(Bench.TypesName, Message.TypePtr, Message.InQu).Bytes());
        yield return Input(
            Message.Query().Question(Bench.HostName, Message.TypeAny, Message.InQu)
                .Authority(Bench.HostName, Message.TypeA, Message.In, 120, [192, 168, 1, 21])
                .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(51827, Bench.HostName)).Bytes());
        yield return Input(
            Message.Response().Answer(Bench.InstanceName, Message.TypeTxt, Message.InFlush, 0, [4, 99, 35, 61, 49]).Bytes(),
            Message.Response().Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(51827, Bench.HostName)).Bytes());
    }

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        var bench = new Bench(1);
        bench.Responder.Start(bench.NowMs);
        int at = 0;
        long second = 0;
        int sent = 0;
        for (int i = 0; i < MaxPackets && at + HeadBytes <= input.Length; i++)
        {
            bench.Advance(input[at] * 16);
            int count = Math.Min(input[at + 2] | (input[at + 3] << 8), input.Length - at - HeadBytes);
            Receive(bench, input[at + 1], input[(at + HeadBytes)..(at + HeadBytes + count)]);
            at += HeadBytes + count;
            sent = bench.NowMs / 1000 == second ? sent : 0;
            second = bench.NowMs / 1000;
            sent += Take(bench);
            Require(sent <= MaxMulticastASecond, "too many packets in one second");
        }

        CheckWorks(bench);
    }

    private static byte[] Input(params byte[][] packets)
    {
        var input = new List<byte>();
        foreach (byte[] packet in packets)
        {
            input.AddRange([60, 77, (byte)packet.Length, (byte)(packet.Length >> 8), .. packet]);
        }

        return [.. input];
    }

    // Bits 0..2: which host, 0 is off link. Bit 7: not from port 5353.
    private static void Receive(Bench bench, byte sender, byte[] packet)
    {
        byte network = (byte)((sender & 7) == 0 ? 99 : 1);
        bench.Source.Set([192, 168, network, (byte)(70 + (sender & 7))], (sender & 0x80) != 0 ? 40000 : 5353);
        var guarded = new Guarded(packet);
        bench.Responder.Receive(guarded.Buffer, guarded.Offset, packet.Length, bench.Source, bench.NowMs);
        guarded.Check();
        Require(guarded.Buffer.AsSpan(guarded.Offset, packet.Length).SequenceEqual(packet), "the packet was changed");
    }

    private static int Take(Bench bench)
    {
        int multicast = 0;
        int all = 0;
        while (bench.TakeSummary().Length > 0)
        {
            multicast += bench.Destination.IsMulticast ? 1 : 0;
            Require(++all <= 100, "no end of packets");
        }

        bench.Responder.TakeRename();
        return multicast;
    }

    private static void CheckWorks(Bench bench)
    {
        bench.RunUntilIdle();
        Require(bench.Responder.State == MdnsState.Running, "not running");
        bench.Advance(2000);
        bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.NextDeadline();
        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 TXT!/4500 A!/120 NSEC!/4500 NSEC!/120");
    }
}
