// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>What is said unasked: RFC 6762 §8.3, §8.4, §10.1.</summary>
[TestClass]
public class AnnouncingTests
{
    private static readonly byte[] s_mask = { 255, 255, 255, 0 };

    [TestMethod]
    public void Announcements_AreThreeWithDoublingGaps()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.ToDeadline();
        bench.ToDeadline();
        bench.NextDeadline();
        long first = bench.NowMs;

        bench.ExpectOnly(Bench.Announcement);
        Assert.IsTrue(bench.Responder.State == MdnsState.Announcing);
        Assert.AreEqual(first + 1000, bench.Responder.NextDeadlineMs);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);
        Assert.AreEqual(first + 3000, bench.Responder.NextDeadlineMs);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Update_Text_IsAnnouncedTwiceWithoutGoodbye()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("sf", "0");
        bench.Service.SetText("c#", "22");

        bench.Responder.Update(bench.NowMs);

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        Expect.Bytes(
            "044c616d70045f686170045f746370056c6f63616c00" + "0010800100001194" + "000b" + "0563233d3232" + "0473663d30",
            bench.Buffer, Bench.Margin + 12, 22 + 10 + 11);
        Assert.AreEqual(bench.NowMs + 1000, bench.Responder.NextDeadlineMs);
        bench.NextDeadline();
        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Update_NothingChanged_SendsNothing()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("sf", "1");
        bench.Service.SetInstanceName("Lamp");
        bench.Service.SetHostLabel("lamp-a1b2c3");
        bench.Service.SetPort(51826);

        bench.Responder.Update(bench.NowMs);

        bench.ExpectNothing();
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Update_NotCalled_PublishesNothingNew()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("aa", "much longer than before");

        bench.Receive(Message.Query().Question(Bench.InstanceName, Message.TypeTxt, Message.In));

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        Expect.Bytes("000a0463233d310473663d31", bench.Buffer, Bench.Margin + 12 + 22 + 8, 12);
    }

    [TestMethod]
    public void Update_TwiceWithinASecond_SendsTheLastAfterTheGap()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("sf", "0");
        bench.Responder.Update(bench.NowMs);
        bench.TakeSummary();
        long sent = bench.NowMs;

        bench.Advance(100);
        bench.Service.SetText("sf", "2");
        bench.Responder.Update(bench.NowMs);
        bench.Advance(100);
        bench.Service.SetText("sf", "3");
        bench.Responder.Update(bench.NowMs);
        bench.ExpectNothing();
        bench.NextDeadline();

        Assert.AreEqual(sent + 1000, bench.NowMs);
        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        Expect.Bytes("0473663d33", bench.Buffer, Bench.Margin + 12 + 22 + 10 + 5, 5);
    }

    [TestMethod]
    public void Update_Port_IsAnnounced()
    {
        Bench bench = Bench.Running();
        bench.Service.SetPort(258);

        bench.Responder.Update(bench.NowMs);

        bench.ExpectOnly("AN SRV!/120 AD NSEC!/4500 NSEC!/120");
        Expect.Bytes("000000000102", bench.Buffer, Bench.Margin + 12 + 22 + 10, 6);
    }

    [TestMethod]
    public void Update_WhileProbing_IsInTheNextProbe()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Service.SetText("sf", "0");
        bench.Service.SetText("c#", null);

        bench.Responder.Update(bench.NowMs);
        bench.ExpectNothing();
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);
        Expect.Bytes("00050473663d30", bench.Buffer, Bench.Margin + 0x26 + 18 + 20 + 10, 7);
    }

    [TestMethod]
    public void Update_NoTextAtAll_IsOneEmptyString()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("sf", null);
        bench.Service.SetText("c#", null);

        bench.Responder.Update(bench.NowMs);
        bench.TakeSummary();

        Expect.Bytes("000100", bench.Buffer, Bench.Margin + 12 + 22 + 8, 3);
    }

    [TestMethod]
    public void Update_InstanceName_SaysGoodbyeToTheOldThenProbes()
    {
        Bench bench = Bench.Running();
        bench.Service.SetInstanceName("Desk.Lamp");

        bench.Responder.Update(bench.NowMs);

        Assert.IsTrue(bench.Responder.State == MdnsState.Goodbye);
        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0");
        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        Expect.Bytes("094465736b2e4c616d70045f686170", bench.Buffer, Bench.Margin + 12, 15);   // a dot within a label
        bench.RunUntilIdle();
        Assert.IsFalse(bench.Responder.TakeRename(), "the owner's own rename is no news to it");
    }

    [TestMethod]
    public void Update_HostLabel_SaysGoodbyeToTheAddress()
    {
        Bench bench = Bench.Running();
        bench.Service.SetHostLabel("desk");

        bench.Responder.Update(bench.NowMs);

        bench.ExpectOnly("AN A!/0");
        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
    }

    [TestMethod]
    public void Update_NameWhileProbing_StartsAnewWithoutGoodbye()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Service.SetInstanceName("Desk");

        bench.Responder.Update(bench.NowMs);

        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        Expect.Bytes("044465736b", bench.Buffer, Bench.Margin + 12, 5);
    }

    [TestMethod]
    public void Update_NameAfterARename_StartsWithThePlainName()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Receive(Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local"))
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }));
        bench.RunUntilIdle();
        bench.Service.SetInstanceName("Desk");

        bench.Responder.Update(bench.NowMs);
        bench.RunUntilIdle();

        Assert.AreEqual(1, bench.Responder.InstanceNumber);
        Assert.AreEqual(2, bench.Responder.HostNumber);
    }

    [TestMethod]
    public void Update_Stopped_SendsNothing()
    {
        var bench = new Bench(1);

        bench.Responder.Update(bench.NowMs);

        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
    }

    [TestMethod]
    public void SetAddresses_NewAddress_IsAnnouncedTwice()
    {
        Bench bench = Bench.Running();

        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 21 }, s_mask, null, bench.NowMs);

        bench.ExpectOnly(Bench.Announcement);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void SetAddresses_SameAddress_SendsNothing()
    {
        Bench bench = Bench.Running();

        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, s_mask, null, bench.NowMs);

        bench.ExpectNothing();
    }

    [TestMethod]
    public void SetAddresses_NewMask_IsUsedAtOnce()
    {
        Bench bench = Bench.Running();

        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, new byte[] { 255, 255, 255, 224 }, null, bench.NowMs);
        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectNothing();
    }

    [TestMethod]
    public void SetAddresses_IPv6ComesAndGoes_IsAnnouncedAndWithdrawn()
    {
        Bench bench = Bench.Running();
        byte[] ipv6 = Hex.Bytes("20010db8000000010000000000000020");

        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, s_mask, ipv6, bench.NowMs);
        bench.ExpectOnly("AN PTR/4500 PTR/4500 SRV!/120 TXT!/4500 A!/120 AAAA!/120 AD NSEC!/4500 NSEC!/120");
        bench.RunUntilIdle();
        bench.Advance(5000);
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, s_mask, null, bench.NowMs);

        Assert.AreEqual("AN AAAA!/0", bench.TakeSummary());
        Expect.Bytes(Hex.Text(ipv6), bench.Buffer, Bench.Margin + bench.Count - 16, 16);
        bench.ExpectOnly(Bench.Announcement);
    }

    [TestMethod]
    public void SetAddresses_WhileProbing_SendsNothingBesideTheProbe()
    {
        Bench bench = Bench.Started();
        bench.Responder.SetAddresses(
            new byte[] { 192, 168, 1, 20 }, s_mask, Hex.Bytes("20010db8000000010000000000000020"), bench.NowMs);
        bench.NextDeadline();
        bench.ExpectOnly("QD ANY? ANY? NS SRV/120 TXT/4500 A/120 AAAA/120");

        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, s_mask, null, bench.NowMs);
        bench.ExpectNothing();
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);
    }

    [TestMethod]
    public void Goodbye_WhileProbing_StopsAtOnce()
    {
        Bench bench = Bench.Started();
        bench.NextDeadline();

        bench.Responder.Goodbye(bench.NowMs);

        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Goodbye_WhileProbingForTheSameNamesAgain_IsSent()
    {
        Bench bench = Bench.Running();
        bench.Responder.Start(bench.NowMs);

        bench.Responder.Goodbye(bench.NowMs);

        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0 A!/0");
    }

    [TestMethod]
    public void Goodbye_WithAnswersWaiting_IsAllThatIsSent()
    {
        Bench bench = Bench.Running();
        Message query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In);
        bench.Receive(query);
        bench.ReceiveFrom(99, 40000, query.Bytes());
        bench.Receive(Message.TruncatedQuery().Question(Bench.InstanceName, Message.TypeTxt, Message.In));

        bench.Responder.Goodbye(bench.NowMs);
        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0 A!/0");
        bench.Receive(query);
        bench.Advance(1000);

        bench.ExpectNothing();
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Goodbye_Twice_IsSentOnce()
    {
        Bench bench = Bench.Running();

        bench.Responder.Goodbye(bench.NowMs);
        bench.Responder.Goodbye(bench.NowMs);
        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0 A!/0");
        bench.Responder.Goodbye(bench.NowMs);

        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
    }

    [TestMethod]
    public void Goodbye_AfterAnUntakenRename_NamesEverythingAndStops()
    {
        Bench bench = Bench.Running();
        bench.Service.SetHostLabel("desk");
        bench.Responder.Update(bench.NowMs);

        bench.Responder.Goodbye(bench.NowMs);

        bench.ExpectOnly("AN PTR/0 SRV!/0 TXT!/0 A!/0");
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
    }

    [TestMethod]
    public void Start_AfterGoodbye_ProbesAgain()
    {
        Bench bench = Bench.Running();
        bench.Responder.Goodbye(bench.NowMs);
        bench.TakeSummary();

        bench.Responder.Start(bench.NowMs);
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);
    }

    [TestMethod]
    public void Start_BeforeTheGoodbyeIsTaken_DropsIt()
    {
        Bench bench = Bench.Running();
        bench.Responder.Goodbye(bench.NowMs);

        bench.Responder.Start(bench.NowMs);
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);
    }

    [TestMethod]
    public void Start_WhileRunning_ProbesAgainWithoutGoodbye()
    {
        Bench bench = Bench.Running();

        bench.Responder.Start(bench.NowMs);
        bench.NextDeadline();

        bench.ExpectOnly(Bench.Probe);
    }

    [TestMethod]
    public void Start_WithoutAddress_Throws()
    {
        var responder = new MdnsResponder(new MdnsService("Lamp", "lamp", "_hap._tcp", 1), 1);

        Expect.Throws(typeof(InvalidOperationException), () => responder.Start(0));
    }

    [TestMethod]
    public void Reannounce_Interval_RepeatsEverything()
    {
        Bench bench = Bench.Running();
        bench.Responder.ReannounceIntervalMs = 60_000;
        long set = bench.NowMs;

        for (int i = 1; i <= 3; i++)
        {
            Assert.AreEqual(set + (i * 60_000), bench.Responder.NextDeadlineMs);
            bench.NextDeadline();
            bench.ExpectOnly(Bench.Announcement);
            Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        }

        bench.Responder.ReannounceIntervalMs = 0;
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Reannounce_EverySeventyFiveSeconds_IsBeforeCachesForget()
    {
        const int HostTtlMs = 120_000;
        Bench bench = Bench.Running();
        bench.Responder.ReannounceIntervalMs = 75_000;
        long last = bench.NowMs;

        // A day in which no question ever reaches us: whoever hears what we say always has the records.
        while (last < 24 * 3_600_000)
        {
            bench.NextDeadline();
            Assert.AreEqual(last + 75_000, bench.NowMs);
            bench.ExpectOnly(Bench.Announcement);
            Assert.IsTrue(bench.NowMs - last < HostTtlMs);
            last = bench.NowMs;
        }
    }

    [TestMethod]
    public void Reannounce_SetBeforeStart_FollowsTheAnnouncements()
    {
        var bench = new Bench(1);
        bench.Responder.ReannounceIntervalMs = 10_000;
        bench.Responder.Start(bench.NowMs);
        for (int i = 0; i < 6; i++)
        {
            bench.ToDeadline();
        }

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        Assert.AreEqual(bench.NowMs + 10_000, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Reannounce_TextUpdateBetween_AnnouncesTextAlone()
    {
        Bench bench = Bench.Running();
        bench.Responder.ReannounceIntervalMs = 60_000;
        bench.Service.SetText("sf", "0");

        bench.Responder.Update(bench.NowMs);

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        bench.NextDeadline();
        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        Assert.AreEqual(bench.NowMs + 60_000, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1)]
    [DataRow(9_999)]
    public void Reannounce_TooOften_Throws(int intervalMs)
    {
        var bench = new Bench(1);

        Expect.Throws(typeof(ArgumentOutOfRangeException), () => bench.Responder.ReannounceIntervalMs = intervalMs);
    }

    [TestMethod]
    public void Arguments_Wrong_Throw()
    {
        Bench bench = Bench.Running();
        MdnsResponder responder = bench.Responder;
        var packet = new byte[12];
        var endpoint = new MdnsEndpoint();

        Expect.Throws(typeof(ArgumentNullException), () => new MdnsResponder(null, 1));
        Expect.Throws(typeof(ArgumentNullException), () => responder.Receive(null, 0, 0, endpoint, 0));
        Expect.Throws(typeof(ArgumentNullException), () => responder.Receive(packet, 0, 12, null, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.Receive(packet, -1, 1, endpoint, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.Receive(packet, 0, -1, endpoint, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.Receive(packet, 1, 12, endpoint, 0));
        Expect.Throws(typeof(ArgumentNullException), () => responder.TakeOutput(null, 0, endpoint));
        Expect.Throws(typeof(ArgumentNullException), () => responder.TakeOutput(new byte[1200], 0, null));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.TakeOutput(new byte[1199], 0, endpoint));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.TakeOutput(new byte[1200], 1, endpoint));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.TakeOutput(new byte[1200], -1, endpoint));
        Expect.Throws(typeof(ArgumentNullException), () => responder.SetAddresses(null, null, null, 0));
        Expect.Throws(typeof(ArgumentException), () => responder.SetAddresses(new byte[5], null, null, 0));
        Expect.Throws(typeof(ArgumentException), () => responder.SetAddresses(new byte[4], new byte[3], null, 0));
        Expect.Throws(typeof(ArgumentException), () => responder.SetAddresses(new byte[4], null, new byte[4], 0));
    }
}
