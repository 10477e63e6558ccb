// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>
/// A responder for "Lamp" on host "lamp-a1b2c3", 192.168.1.20/24, port 51826, with a clock turned by hand. What it sends lies in
/// <see cref="Buffer"/> from <see cref="Margin"/> on, between bytes 0xA5.
/// </summary>
internal sealed class Bench
{
    internal const int Margin = 3;

    internal const string TypesName = "_services._dns-sd._udp.local";
    internal const string ServiceName = "_hap._tcp.local";
    internal const string InstanceName = "Lamp._hap._tcp.local";
    internal const string HostName = "lamp-a1b2c3.local";

    /// <summary>Everything, as the first announcement has it.</summary>
    internal const string Announcement = "AN PTR/4500 PTR/4500 SRV!/120 TXT!/4500 A!/120 AD NSEC!/4500 NSEC!/120";

    internal const string Probe = "QD ANY? ANY? NS SRV/120 TXT/4500 A/120";

    internal Bench(uint seed)
    {
        Service = new MdnsService("Lamp", "lamp-a1b2c3", "_hap._tcp", 51826);
        Service.SetText("c#", "1");
        Service.SetText("sf", "1");
        Responder = new MdnsResponder(Service, seed);
        NowMs = 5000;
        Buffer = Hex.Filled(Margin + MdnsResponder.MaxOutputBytes + Margin);
        Source = new MdnsEndpoint();
        Destination = new MdnsEndpoint();
        Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, new byte[] { 255, 255, 255, 0 }, null, NowMs);
    }

    internal MdnsService Service { get; }

    internal MdnsResponder Responder { get; }

    internal byte[] Buffer { get; }

    internal MdnsEndpoint Source { get; }

    internal MdnsEndpoint Destination { get; }

    internal long NowMs { get; set; }

    /// <summary>Bytes of the packet last taken.</summary>
    internal int Count { get; private set; }

    /// <summary>A bench that has started and not yet sent anything.</summary>
    internal static Bench Started()
    {
        var bench = new Bench(1);
        bench.Responder.Start(bench.NowMs);
        return bench;
    }

    /// <summary>A bench whose names are won and all of whose announcements are long gone.</summary>
    internal static Bench Running()
    {
        Bench bench = Started();
        bench.RunUntilIdle();
        bench.Advance(20_000);
        return bench;
    }

    /// <summary>Goes on from deadline to deadline, taking everything, until none is left.</summary>
    /// <returns>Packets taken.</returns>
    internal int RunUntilIdle()
    {
        int packets = 0;
        while (Responder.NextDeadlineMs != MdnsResponder.Never)
        {
            packets += ToDeadline();
            Assert.IsTrue(packets < 1000, "no end");
        }

        return packets;
    }

    /// <summary>Turns the clock to the next deadline, if it lies ahead, and takes all that is due.</summary>
    /// <returns>Packets taken.</returns>
    internal int ToDeadline()
    {
        NextDeadline();
        int packets = 0;
        while (TakeSummary().Length > 0)
        {
            packets++;
        }

        return packets;
    }

    /// <summary>Turns the clock to the next deadline and polls.</summary>
    internal void NextDeadline()
    {
        long deadline = Responder.NextDeadlineMs;
        Assert.IsTrue(deadline != MdnsResponder.Never, "no deadline");
        NowMs = deadline > NowMs ? deadline : NowMs;
        Responder.Poll(NowMs);
    }

    internal void Advance(int ms)
    {
        NowMs += ms;
        Responder.Poll(NowMs);
    }

    /// <summary>A packet from 192.168.1.77, port 5353.</summary>
    internal void Receive(Message message)
    {
        Receive(message.Bytes());
    }

    internal void Receive(byte[] packet)
    {
        ReceiveFrom(77, 5353, packet);
    }

    /// <summary>A packet from 192.168.1.<paramref name="host"/>.</summary>
    internal void ReceiveFrom(byte host, int port, byte[] packet)
    {
        Source.Set(new byte[] { 192, 168, 1, host }, port);
        Responder.Receive(packet, 0, packet.Length, Source, NowMs);
    }

    /// <summary>Takes the next packet.</summary>
    /// <returns>What it holds; empty when nothing is due.</returns>
    internal string TakeSummary()
    {
        return TakeSummary(Destination);
    }

    /// <summary>Takes the next packet, and nothing more may be due.</summary>
    internal void ExpectOnly(string summary)
    {
        Assert.AreEqual(summary, TakeSummary());
        int count = Count;
        ExpectNothing();
        Count = count;
    }

    /// <summary>Nothing may be due. What was taken before stays in <see cref="Buffer"/> and <see cref="Destination"/>.</summary>
    internal void ExpectNothing()
    {
        Assert.AreEqual("", TakeSummary(new MdnsEndpoint()));
    }

    /// <summary>The packet last taken.</summary>
    internal byte[] Sent()
    {
        return Hex.Slice(Buffer, Margin, Count);
    }

    /// <summary>The packet last taken, in hexadecimal.</summary>
    internal string SentHex()
    {
        return Hex.Text(Buffer, Margin, Count);
    }

    private string TakeSummary(MdnsEndpoint destination)
    {
        Count = Responder.TakeOutput(Buffer, Margin, destination);
        Assert.IsTrue(Hex.IsUntouched(Buffer, 0, Margin), "written in front");
        Assert.IsTrue(Hex.IsUntouched(Buffer, Buffer.Length - Margin, Margin), "written behind");
        return Count == 0 ? "" : Summary.Of(Buffer, Margin, Count);
    }
}
