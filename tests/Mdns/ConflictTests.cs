// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>What happens to names that were won: RFC 6762 §6.6, §9, §10.1.</summary>
[TestClass]
public class ConflictTests
{
    private const string Text = "0463233d310473663d31";

    [TestMethod]
    [DataRow(Bench.InstanceName, Message.TypeSrv, "000000000001056f74686572056c6f63616c00")]
    [DataRow(Bench.InstanceName, Message.TypeTxt, "0463233d32")]
    [DataRow(Bench.HostName, Message.TypeA, "c0a8014d")]
    public void Response_OtherDataUnderOurName_ProbesAgainAndKeepsAnUndefendedName(string name, int type, string data)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Response().Answer(name, type, Message.InFlush, 120, Hex.Bytes(data)));

        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
        Assert.IsTrue(bench.Responder.NextDeadlineMs - bench.NowMs <= 250);
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Probe);
        bench.ToDeadline();
        bench.ToDeadline();
        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);
        bench.RunUntilIdle();
        Assert.AreEqual(1, bench.Responder.InstanceNumber);
        Assert.AreEqual(1, bench.Responder.HostNumber);
        Assert.IsFalse(bench.Responder.TakeRename());
    }

    [TestMethod]
    public void Response_OtherDataAndTheProbeIsDefended_Renames()
    {
        Bench bench = Bench.Running();
        Message other = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 });

        bench.Receive(other);
        bench.ToDeadline();
        bench.Receive(other);
        bench.RunUntilIdle();

        Assert.AreEqual(2, bench.Responder.HostNumber);
        Assert.IsTrue(bench.Responder.TakeRename());
    }

    [TestMethod]
    public void Probe_OwnPacketsReflected_AreNoConflict()
    {
        Bench bench = Bench.Started();

        // Probes of ours come back while they count, and so do announcements of before a restart.
        for (int i = 0; i < 3; i++)
        {
            bench.NextDeadline();
            bench.ExpectOnly(Bench.Probe);
            bench.Receive(bench.Sent());
        }

        bench.NextDeadline();
        bench.ExpectOnly(Bench.Announcement);
        byte[] announcement = bench.Sent();
        bench.Responder.Start(bench.NowMs);
        for (int i = 0; i < 3; i++)
        {
            bench.NextDeadline();
            bench.ExpectOnly(Bench.Probe);
            bench.Receive(announcement);
        }

        bench.RunUntilIdle();
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        Assert.AreEqual(1, bench.Responder.InstanceNumber);
        Assert.AreEqual(1, bench.Responder.HostNumber);
    }

    [TestMethod]
    [DataRow(8, 8, 8, 8)]
    [DataRow(192, 168, 2, 77)]
    public void Response_FromAnotherLink_ChangesNothing(int a, int b, int c, int d)
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();
        bench.Source.Set(new byte[] { (byte)a, (byte)b, (byte)c, (byte)d }, 5353);
        byte[] other = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }).Bytes();

        // Neither an objection to a probe, nor a conflict, nor a goodbye of our records.
        bench.Responder.Receive(other, 0, other.Length, bench.Source, bench.NowMs);
        bench.RunUntilIdle();
        bench.Responder.Receive(other, 0, other.Length, bench.Source, bench.NowMs);
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        byte[] goodbye = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 0, new byte[] { 192, 168, 1, 20 }).Bytes();
        bench.Responder.Receive(goodbye, 0, goodbye.Length, bench.Source, bench.NowMs);

        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
        Assert.AreEqual(1, bench.Responder.HostNumber);
    }

    [TestMethod]
    public void Response_ManyAuthorityRecordsBesideOtherData_IsStillAConflict()
    {
        Bench bench = Bench.Running();
        Message response = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 });
        for (byte i = 0; i < 9; i++)
        {
            response.Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 255, 255, 255, i });
        }

        bench.Receive(response);

        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
    }

    [TestMethod]
    public void Response_OtherDataWhileAnswersWait_DropsThem()
    {
        Bench bench = Bench.Running();
        bench.ReceiveFrom(99, 40000, Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes());
        bench.Receive(Message.TruncatedQuery().Question(Bench.InstanceName, Message.TypeTxt, Message.InQu));

        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }));

        while (bench.Responder.NextDeadlineMs != MdnsResponder.Never)
        {
            bench.NextDeadline();
            while (bench.TakeSummary().Length > 0)
            {
                Assert.IsTrue(bench.Destination.IsMulticast, "an answer from before the name was in doubt");
            }
        }
    }

    [TestMethod]
    public void Response_OtherDataWhileARecordWaitsForItsGap_DropsIt()
    {
        Bench bench = Bench.Running();
        Message query = Message.Query().Question(Bench.HostName, Message.TypeAaaa, Message.In);
        bench.Receive(query);
        bench.ExpectOnly("AN NSEC!/120 AD A!/120");
        bench.Receive(query);

        bench.Receive(OtherAddress());
        bench.ToDeadline();
        bench.ToDeadline();
        bench.ToDeadline();
        bench.Advance(2000);

        bench.ExpectOnly(Bench.Announcement);   // no NSEC among the answers
    }

    [TestMethod]
    public void Response_OtherDataWhileAnswersWait_ForgetsWhatTheyWouldHaveCarried()
    {
        Bench bench = Bench.Running();
        bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.Receive(OtherAddress());
        bench.RunUntilIdle();
        bench.Advance(20_000);

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(51826, Bench.HostName)));
        bench.NextDeadline();

        bench.ExpectOnly("AN PTR/4500 AD TXT!/4500 A!/120 NSEC!/4500 NSEC!/120");
    }

    [TestMethod]
    public void Goodbye_AfterTheNameWasLost_LeavesTheOthersRecordsAlone()
    {
        Bench bench = Bench.Running();
        Message other = Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local"));
        bench.Receive(other);
        bench.ToDeadline();
        bench.Receive(other);
        Assert.AreEqual(2, bench.Responder.InstanceNumber);

        bench.Responder.Goodbye(bench.NowMs);

        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.State == MdnsState.Stopped);
    }

    [TestMethod]
    public void Response_OwnPacketReflected_IsNoConflict()
    {
        Bench bench = Bench.Started();
        for (int i = 0; i < 3; i++)
        {
            bench.NextDeadline();
            bench.TakeSummary();
            bench.Receive(bench.Sent());
        }

        bench.NextDeadline();
        Assert.AreEqual(Bench.Announcement, bench.TakeSummary());
        byte[] announcement = bench.Sent();
        bench.Receive(announcement);
        bench.ReceiveFrom(20, 5353, announcement);
        bench.ReceiveFrom(1, 5353, announcement);

        Assert.IsTrue(bench.Responder.State == MdnsState.Announcing);
        bench.ExpectNothing();
        bench.RunUntilIdle();
        bench.Receive(announcement);
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        bench.ExpectNothing();
    }

    [TestMethod]
    public void Response_OwnTextOfBeforeAnUpdate_IsNoConflict()
    {
        Bench bench = Bench.Running();
        bench.Service.SetText("sf", "0");
        bench.Responder.Update(bench.NowMs);
        bench.RunUntilIdle();

        bench.Receive(Message.Response().Answer(Bench.InstanceName, Message.TypeTxt, Message.InFlush, 4500, Hex.Bytes(Text)));

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }

    [TestMethod]
    public void Response_OwnAddressOfBeforeAChange_IsNoConflict()
    {
        Bench bench = Bench.Running();
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 21 }, new byte[] { 255, 255, 255, 0 }, null, bench.NowMs);
        bench.RunUntilIdle();

        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 20 }));

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }

    [TestMethod]
    public void Response_NoConflict_ChangesNothing()
    {
        Bench bench = Bench.Running();

        // Another type under our host name, a goodbye of other data, somebody else's PTR, an unknown name.
        bench.Receive(Message.Response().Answer(
            Bench.HostName, Message.TypeAaaa, Message.InFlush, 120, Hex.Bytes("fe800000000000000000000000000001")));
        bench.Receive(Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 0, new byte[] { 192, 168, 1, 77 }));
        bench.Receive(Message.Response()
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 0, Message.Name("Other._hap._tcp.local")));
        bench.Receive(Message.Response()
            .Answer("other.local", Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }));

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    public void Response_ConflictFromAnotherPort_IsIgnored()
    {
        Bench bench = Bench.Running();

        bench.ReceiveFrom(77, 5354, Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 }).Bytes());

        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }

    [TestMethod]
    public void Conflicts_AfterAnnouncing_CountForTheSlowDown()
    {
        Bench bench = Bench.Running();
        Message other = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 });
        bench.Receive(other);
        for (int i = 2; i <= 15; i++)
        {
            bench.ToDeadline();
            bench.Receive(Message.Response()
                .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local"))
                .Answer("Lamp (" + i.ToString() + ")._hap._tcp.local", Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "o.local"))
                .Answer("Lamp (" + (i - 1).ToString() + ")._hap._tcp.local", Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "o.local")));
        }

        Assert.AreEqual(bench.NowMs + 5000, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(59, true)]
    [DataRow(60, false)]
    [DataRow(120, false)]
    [DataRow(100000, false)]
    public void Response_OurDataWithLittleTime_IsSaidAgain(int ttl, bool isRepeated)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, ttl, Message.Srv(51826, Bench.HostName)));

        bench.ExpectOnly(isRepeated ? "AN SRV!/120" : "");
    }

    [TestMethod]
    public void ForgedGoodbye_Repeated_IsAnsweredOnceASecond()
    {
        Bench bench = Bench.Running();
        Message goodbye = Message.Response()
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 0, Message.Name(Bench.InstanceName))
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 0, new byte[] { 192, 168, 1, 20 });
        int addresses = 0;
        int pointers = 0;
        for (int ms = 0; ms < 10_000; ms += 10)
        {
            bench.Receive(goodbye);
            string sent = bench.TakeSummary();
            addresses += sent == "AN A!/120" || sent == "AN PTR/4500 A!/120" ? 1 : 0;
            pointers += sent == "AN PTR/4500" || sent == "AN PTR/4500 A!/120" ? 1 : 0;
            bench.Advance(10);
        }

        Assert.AreEqual(10, addresses);
        Assert.AreEqual(10, pointers);
    }

    private static Message OtherAddress()
    {
        return Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 192, 168, 1, 77 });
    }
}
