// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>Whole packets, byte for byte, put together by hand from RFC 1035 §4.1 and RFC 6762.</summary>
[TestClass]
public class PacketTests
{
    // Offsets are in the message. "Lamp" 0c, "_hap" 11, "_tcp" 16, "local" 1b, "lamp-a1b2c3" 26.
    private const string ProbeHex =
        "0000 0000 0002 0000 0003 0000"                                       // id 0, query, 2 questions, 3 authority records
        + "04 4c616d70 04 5f686170 04 5f746370 05 6c6f63616c 00" + "00ff 8001"  // Lamp._hap._tcp.local ANY, QU and IN
        + "0b 6c616d702d613162326333 c01b" + "00ff 8001"                       // lamp-a1b2c3.local
        + "c00c 0021 0001 00000078 0008" + "0000 0000 ca72 c026"               // SRV, IN without cache-flush, 120 s: 0 0 51826 host
        + "c00c 0010 0001 00001194 000a" + "04 63233d31 04 73663d31"           // TXT, 4,500 s: "c#=1" "sf=1"
        + "c026 0001 0001 00000078 0004" + "c0a80114";                         // A, 120 s

    // "_hap" 0c, "_tcp" 11, "local" 16, "Lamp" 27, "_services" 2e, host 65.
    private const string AnnouncementHex =
        "0000 8400 0000 0005 0000 0002"                                       // id 0, QR and AA, 5 answers, 2 additional
        + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001 00001194 0007" + "04 4c616d70 c00c"
        + "09 5f7365727669636573 07 5f646e732d7364 04 5f756470 c016" + "000c 0001 00001194 0002" + "c00c"
        + "c027 0021 8001 00000078 0014" + "0000 0000 ca72 0b 6c616d702d613162326333 c016"
        + "c027 0010 8001 00001194 000a" + "04 63233d31 04 73663d31"
        + "c065 0001 8001 00000078 0004" + "c0a80114"
        + "c027 002f 8001 00001194 0009" + "c027 00 05 0000800040"             // NSEC: next is itself; TXT 16 and SRV 33
        + "c065 002f 8001 00000078 0005" + "c065 00 01 40";                    // NSEC: A 1

    // As the announcement without the list of types, TTL 0, no NSEC; "Lamp" 27, host 40.
    private const string GoodbyeHex =
        "0000 8400 0000 0004 0000 0000"
        + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001 00000000 0007" + "04 4c616d70 c00c"
        + "c027 0021 8001 00000000 0014" + "0000 0000 ca72 0b 6c616d702d613162326333 c016"
        + "c027 0010 8001 00000000 000a" + "04 63233d31 04 73663d31"
        + "c040 0001 8001 00000000 0004" + "c0a80114";

    // id and question come back, TTL 10, no cache-flush, the host in SRV in full. Names in data are not
    // compressed, nor pointed into: "_hap" 21, "local" 2b, instance 52.
    private const string LegacyHex =
        "4a4b 8400 0001 0001 0000 0003"
        + "04 5f484150 04 5f746370 05 6c6f63616c 00" + "000c 0001"             // the question as it was asked: _HAP._tcp.local
        + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001 0000000a 0016"
        + "04 4c616d70 04 5f686170 04 5f746370 05 6c6f63616c 00"
        + "04 4c616d70 c021" + "0021 0001 0000000a 0019" + "0000 0000 ca72 0b 6c616d702d613162326333 05 6c6f63616c 00"
        + "c052 0010 0001 0000000a 000a" + "04 63233d31 04 73663d31"
        + "0b 6c616d702d613162326333 c02b" + "0001 0001 0000000a 0004" + "c0a80114";

    [TestMethod]
    public void TakeOutput_FirstProbe_IsTheBytesOfTheRfc()
    {
        Bench bench = Bench.Started();
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);

        Assert.AreEqual(Hex.Text(Hex.Bytes(ProbeHex)), bench.SentHex());
        Assert.IsTrue(bench.Destination.IsMulticast);
        Assert.AreEqual(5353, bench.Destination.Port);
    }

    [TestMethod]
    public void TakeOutput_FirstAnnouncement_IsTheBytesOfTheRfc()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.ToDeadline();
        bench.ToDeadline();
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Announcement);

        Assert.AreEqual(Hex.Text(Hex.Bytes(AnnouncementHex)), bench.SentHex());
    }

    [TestMethod]
    public void TakeOutput_Goodbye_IsTheBytesOfTheRfc()
    {
        Bench bench = Bench.Running();

        bench.Responder.Goodbye(bench.NowMs);
        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0 A!/0");

        Assert.AreEqual(Hex.Text(Hex.Bytes(GoodbyeHex)), bench.SentHex());
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
    }

    [TestMethod]
    public void TakeOutput_ReplyToPlainResolver_IsTheBytesOfTheRfc()
    {
        Bench bench = Bench.Running();
        byte[] query = Message.Query().Id(0x4A4B).Question("_HAP._tcp.local", Message.TypePtr, Message.In).Bytes();

        bench.ReceiveFrom(99, 40123, query);
        bench.ExpectOnly("QD PTR AN PTR/10 AD SRV/10 TXT/10 A/10");

        Assert.AreEqual(Hex.Text(Hex.Bytes(LegacyHex)), bench.SentHex());
        Assert.AreEqual(4, bench.Destination.AddressCount);
        Expect.Bytes("c0a80163", bench.Destination.Address, 0, 4);
        Assert.AreEqual(40123, bench.Destination.Port);
    }
}
