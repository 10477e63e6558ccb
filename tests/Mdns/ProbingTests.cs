// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>How names are won and lost: RFC 6762 §8.1, §8.2, §9.</summary>
[TestClass]
public class ProbingTests
{
    [TestMethod]
    public void Start_FirstProbe_WaitsUpToAQuarterSecond()
    {
        bool isVaried = false;
        long first = -1;
        for (uint seed = 0; seed < 40; seed++)
        {
            var bench = new Bench(seed);
            bench.Responder.Start(bench.NowMs);
            long delay = bench.Responder.NextDeadlineMs - bench.NowMs;

            Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
            Assert.IsTrue(delay >= 0 && delay <= 250);
            isVaried |= first >= 0 && delay != first;
            first = delay;
        }

        Assert.IsTrue(isVaried, "the delay is to be random");
    }

    [TestMethod]
    public void Probe_NobodyObjects_ThreeProbesThenAnnouncement()
    {
        Bench bench = Bench.Started();
        bench.NextDeadline();
        long first = bench.NowMs;

        bench.ExpectOnly(Bench.Probe);
        Assert.AreEqual(first + 250, bench.Responder.NextDeadlineMs);
        bench.Advance(249);
        bench.ExpectNothing();
        bench.Advance(1);
        bench.ExpectOnly(Bench.Probe);
        bench.Advance(250);
        bench.ExpectOnly(Bench.Probe);
        bench.Advance(249);
        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
        bench.Advance(1);

        Assert.IsTrue(bench.Responder.State == MdnsState.Announcing);
        bench.ExpectOnly(Bench.Announcement);
        Assert.IsFalse(bench.Responder.TakeRename());
    }

    [TestMethod]
    public void Probe_TakenLate_KeepsItsDistance()
    {
        Bench bench = Bench.Started();
        bench.NextDeadline();
        bench.Advance(5000);

        bench.ExpectOnly(Bench.Probe);

        Assert.AreEqual(bench.NowMs + 250, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Probe_InstanceTaken_TriesTheNextNumber()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(OtherService());

        Assert.AreEqual(2, bench.Responder.InstanceNumber);
        Assert.AreEqual(1, bench.Responder.HostNumber);
        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        Expect.Bytes(
            "084c616d7020283229" + "045f686170045f746370056c6f63616c00" + "00ff8001" + "0b6c616d702d613162326333c01f",
            bench.Buffer, Bench.Margin + 12, 9 + 17 + 4 + 14);   // "Lamp (2)"
        bench.ToDeadline();
        bench.ToDeadline();
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);
    }

    [TestMethod]
    public void Probe_HostTaken_TriesTheNextNumber()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }));

        Assert.AreEqual(1, bench.Responder.InstanceNumber);
        Assert.AreEqual(2, bench.Responder.HostNumber);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        Expect.Bytes("0d6c616d702d6131623263332d32c01b", bench.Buffer, Bench.Margin + 0x26, 16);   // "lamp-a1b2c3-2"
    }

    [TestMethod]
    public void Probe_NameTakenThreeTimes_CountsOn()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Receive(OtherService());
        bench.ToDeadline();

        bench.Receive(Message.Response()
            .Answer("lamp (2)._hap._tcp.local", Message.TypeTxt, Message.InFlush, 4500, new byte[] { 0 }));

        Assert.AreEqual(3, bench.Responder.InstanceNumber);
    }

    [TestMethod]
    public void Probe_ObjectionInAdditionalSection_Counts()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Response()
            .Additional(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local")));

        Assert.AreEqual(2, bench.Responder.InstanceNumber);
    }

    [TestMethod]
    public void Probe_ObjectionWithNsecBesideIt_Counts()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 })
            .Additional(Bench.HostName, Message.TypeNsec, Message.InFlush, 120, Hex.Bytes("00 00 01 40")));

        Assert.AreEqual(2, bench.Responder.HostNumber);
    }

    [TestMethod]
    public void Probe_NameWithAnotherType_IsTaken()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Response().Answer(
            Bench.HostName, Message.TypeAaaa, Message.InFlush, 120, Hex.Bytes("fe800000000000000000000000000001")));

        Assert.AreEqual(2, bench.Responder.HostNumber);
    }

    [TestMethod]
    public void Probe_HarmlessResponses_AreNoConflict()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        long deadline = bench.Responder.NextDeadlineMs;
        byte[] other = OtherService().Bytes();

        // Our own data come back; a goodbye; NSEC alone; another name; another class; a response from another port; off link.
        bench.Receive(Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(51826, "LAMP-A1B2C3.local"))
            .Answer(Bench.InstanceName, Message.TypeTxt, Message.InFlush, 4500, Hex.Bytes("0463233d310473663d31"))
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 20 }));
        bench.Receive(Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 0, Message.Srv(1, "other.local")));
        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeNsec, Message.InFlush, 120, Hex.Bytes("00 00 04 40000008")));
        bench.Receive(Message.Response()
            .Answer("Lam._hap._tcp.local", Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local")));
        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, 3, 120, new byte[] { 192, 168, 1, 77 }));
        bench.ReceiveFrom(77, 5354, other);
        bench.Source.Set(new byte[] { 10, 0, 0, 1 }, 5353);
        bench.Responder.Receive(other, 0, other.Length, bench.Source, bench.NowMs);

        Assert.AreEqual(deadline, bench.Responder.NextDeadlineMs);
        Assert.AreEqual(1, bench.Responder.InstanceNumber);
        Assert.AreEqual(1, bench.Responder.HostNumber);
    }

    [TestMethod]
    public void Probe_ObjectionBeforeTheFirstProbe_IsIgnored()
    {
        Bench bench = Bench.Started();

        bench.Receive(OtherService());

        Assert.AreEqual(1, bench.Responder.InstanceNumber);
    }

    [TestMethod]
    public void Probe_StoredNumbers_AreTriedFirst()
    {
        var bench = new Bench(1);
        bench.Service.SetNumbers(2, 12);
        bench.Responder.Start(bench.NowMs);
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);

        Expect.Bytes("084c616d7020283229", bench.Buffer, Bench.Margin + 12, 9);
        Expect.Bytes("0e6c616d702d6131623263332d3132", bench.Buffer, Bench.Margin + 0x2A, 15);
    }

    [TestMethod]
    public void Conflicts_FifteenInTenSeconds_SlowDownAndDrawNumbersAtRandom()
    {
        Bench bench = Bench.Started();
        for (int i = 1; i <= 14; i++)
        {
            Object(bench);
            Assert.AreEqual(i + 1, bench.Responder.InstanceNumber);
            Assert.IsTrue(bench.Responder.NextDeadlineMs - bench.NowMs <= 250);
        }

        Object(bench);
        Assert.AreEqual(16, bench.Responder.InstanceNumber);
        Assert.AreEqual(bench.NowMs + 5000, bench.Responder.NextDeadlineMs);

        Object(bench);
        Assert.IsTrue(bench.Responder.InstanceNumber >= 1000 && bench.Responder.InstanceNumber <= 9999);
    }

    [TestMethod]
    public void Conflicts_FarApart_DoNotSlowDown()
    {
        Bench bench = Bench.Started();
        for (int i = 1; i <= 20; i++)
        {
            bench.Advance(800);   // fourteen gaps are more than ten seconds
            Object(bench);
            Assert.IsTrue(bench.Responder.NextDeadlineMs - bench.NowMs <= 250);
        }
    }

    [TestMethod]
    public void Conflicts_AfterAWonName_AreCountedAnew()
    {
        Bench bench = Bench.Started();
        for (int i = 1; i <= 10; i++)
        {
            Object(bench);
        }

        bench.RunUntilIdle();
        bench.Advance(60_000);
        bench.Responder.Start(bench.NowMs);
        for (int i = 1; i <= 10; i++)
        {
            Object(bench);
        }

        Assert.AreEqual(21, bench.Responder.InstanceNumber);
    }

    [TestMethod]
    public void TakeRename_AfterTheWonProbe_IsToldOnce()
    {
        Bench bench = Bench.Started();
        Object(bench);
        Assert.IsFalse(bench.Responder.TakeRename(), "not before the name is won");
        bench.RunUntilIdle();

        Assert.IsTrue(bench.Responder.TakeRename());
        Assert.IsFalse(bench.Responder.TakeRename());
        Assert.AreEqual(2, bench.Responder.InstanceNumber);
    }

    [TestMethod]
    public void TakeRename_SecondRename_IsToldADayAfterTheFirst()
    {
        Bench bench = Bench.Started();
        Object(bench);
        bench.RunUntilIdle();
        bench.Responder.TakeRename();
        long told = bench.NowMs;

        bench.Responder.Start(bench.NowMs);
        Object(bench);
        bench.RunUntilIdle();
        Assert.AreEqual(3, bench.Responder.InstanceNumber);
        bench.Advance((int)(told + (24L * 60 * 60 * 1000) - 1 - bench.NowMs));
        Assert.IsFalse(bench.Responder.TakeRename());
        bench.Advance(1);

        Assert.IsTrue(bench.Responder.TakeRename());
    }

    [TestMethod]
    public void Start_AfterARename_KeepsTheWonNumber()
    {
        Bench bench = Bench.Started();
        Object(bench);
        bench.RunUntilIdle();

        bench.Responder.Start(bench.NowMs);

        Assert.AreEqual(2, bench.Responder.InstanceNumber);
        bench.RunUntilIdle();
        Assert.IsTrue(bench.Responder.TakeRename(), "not yet told, so not forgotten");
    }

    // Ours is 192.168.1.20; bytes are compared unsigned (RFC 6762 §8.2).
    [TestMethod]
    [DataRow("c0a80113", false)]
    [DataRow("c0a80114", false)]
    [DataRow("c0a80115", true)]
    [DataRow("ff000000", true)]
    [DataRow("0a000001", false)]
    public void TieBreak_HostAddress_GreaterWins(string address, bool isLost)
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, Hex.Bytes(address)));

        ExpectTie(bench, isLost);
    }

    // Ours in order: TXT "c#=1" "sf=1", SRV 0 0 51826 lamp-a1b2c3.local.
    [TestMethod]
    [DataRow("0463233d310473663d31", 51826, Bench.HostName, false)]           // the same: our own probe come back
    [DataRow("0463233d310473663d31", 51827, Bench.HostName, true)]
    [DataRow("0463233d310473663d31", 51825, Bench.HostName, false)]
    [DataRow("0463233d310473663d31", 51826, "lamp-b.local", false)]           // label lengths come first: 6 is below 11
    [DataRow("0463233d310473663d31", 51826, "mamp-a1b2c3.local", true)]
    [DataRow("0463233d310473663d32", 1, "a.local", true)]                     // TXT 16 is compared before SRV 33
    [DataRow("0463233d310473663d30", 65535, "z.local", false)]
    [DataRow("0463233d310473663d3100", 1, "a.local", true)]                   // begins with ours and is longer
    [DataRow("0463233d31", 65535, "z.local", false)]                          // ours begins with it and is longer
    [DataRow("04ff", 1, "a.local", true)]
    public void TieBreak_InstanceData_GreaterWins(string text, int port, string host, bool isLost)
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        // In the order SRV, TXT: the responder has to sort.
        bench.Receive(Message.Query()
            .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
            .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(port, host))
            .Authority(Bench.InstanceName, Message.TypeTxt, Message.In, 4500, Hex.Bytes(text)));

        ExpectTie(bench, isLost);
    }

    [TestMethod]
    public void TieBreak_CompressedHost_IsComparedUncompressed()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        // The same probe as ours, its SRV data compressed as ours are: equal, so not lost.
        bench.Receive(Hex.Bytes(
            "0000 0000 0002 0000 0003 0000"
            + "04 4c616d70 04 5f686170 04 5f746370 05 6c6f63616c 00" + "00ff 8001"
            + "0b 6c616d702d613162326333 c01b" + "00ff 8001"
            + "c00c 0021 0001 00000078 0008" + "0000 0000 ca72 c026"
            + "c00c 0010 0001 00001194 000a" + "04 63233d31 04 73663d31"
            + "c026 0001 0001 00000078 0004" + "c0a80114"));

        ExpectTie(bench, false);
    }

    [TestMethod]
    [DataRow(Message.TypeAaaa, "fe800000000000000000000000000001", true)]      // A equal, then one more: more records win
    [DataRow(Message.TypeTxt, "00", true)]
    public void TieBreak_SameRecordsAndOneMore_Wins(int type, string data, bool isLost)
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, type, Message.In, 120, Hex.Bytes(data))
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 20 }));

        ExpectTie(bench, isLost);
    }

    [TestMethod]
    public void TieBreak_FewerRecords_Loses()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Query()
            .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
            .Authority(Bench.InstanceName, Message.TypeTxt, Message.In, 4500, Hex.Bytes("0463233d310473663d31")));

        ExpectTie(bench, false);
    }

    [TestMethod]
    public void TieBreak_ClassIsComparedBeforeTypeAndWithoutTheTopBit()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 20 }));
        ExpectTie(bench, false);

        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, 3, 120, new byte[] { 0, 0, 0, 0 }));
        ExpectTie(bench, true);
    }

    [TestMethod]
    public void TieBreak_TwoAddresses_AreSorted()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        // Sorted, the first is 192.168.1.19, below ours: not lost, though the packet begins with a greater one.
        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 99 })
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 19 }));

        ExpectTie(bench, false);
    }

    [TestMethod]
    [DataRow((byte)0x00, true)]     // begins as ours do and goes on
    [DataRow((byte)0xFF, true)]
    public void TieBreak_TextLongerThanAnyOfOurs_IsCompared(byte rest, bool isLost)
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        var text = new byte[600];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = rest;
        }

        System.Array.Copy(Hex.Bytes("0463233d310473663d31"), 0, text, 0, 10);

        bench.Receive(Message.Query()
            .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
            .Authority(Bench.InstanceName, Message.TypeTxt, Message.In, 4500, text)
            .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(51826, Bench.HostName)));

        ExpectTie(bench, isLost);
    }

    [TestMethod]
    public void TieBreak_TwoClasses_AreSortedByClassFirst()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        // Sorted, the first is 192.168.1.19 of class IN: not lost. By data alone, class 3 would come first and win.
        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, 3, 120, new byte[] { 0, 0, 0, 0 })
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 19 }));

        ExpectTie(bench, false);
    }

    [TestMethod]
    public void TieBreak_MoreRecordsThanCanBeCompared_IsIgnored()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        Message probe = Message.Query().Question(Bench.HostName, Message.TypeAny, Message.InQu);
        for (byte i = 0; i < 9; i++)
        {
            probe.Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 255, 255, 255, i });
        }

        bench.Receive(probe);

        ExpectTie(bench, false);
    }

    [TestMethod]
    public void TieBreak_BeforeOurFirstProbe_IsNotHeld()
    {
        Bench bench = Bench.Started();
        long deadline = bench.Responder.NextDeadlineMs;

        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 255, 255, 255, 255 }));

        Assert.AreEqual(deadline, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void TieBreak_Lost_ProbesForTheSameNameAgain()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 255, 255, 255, 255 }));

        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        bench.RunUntilIdle();

        Assert.AreEqual(1, bench.Responder.HostNumber);
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }

    private static Message OtherService()
    {
        return Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(51826, "other.local"));
    }

    /// <summary>Sends one probe and lets somebody own the instance name it asks for.</summary>
    private static void Object(Bench bench)
    {
        bench.NextDeadline();
        Assert.AreEqual(Bench.Probe, bench.TakeSummary());
        byte[] packet = bench.Sent();
        byte[] name = Hex.Slice(packet, 12, 1 + packet[12] + 17);
        bench.Receive(Message.Response().Record(7, name, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local")));
    }

    /// <summary>Lost: a second of silence before the first probe of a new round. Not lost: the second probe comes after 250 ms.</summary>
    private static void ExpectTie(Bench bench, bool isLost)
    {
        Assert.AreEqual(bench.NowMs + (isLost ? 1000 : 250), bench.Responder.NextDeadlineMs);
        Assert.AreEqual(1, bench.Responder.HostNumber);
        Assert.AreEqual(1, bench.Responder.InstanceNumber);
    }
}
