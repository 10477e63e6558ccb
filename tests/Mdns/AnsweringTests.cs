// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>What is answered, to whom, when: RFC 6762 §5.4, §6, §7 and RFC 6763 §12.</summary>
[TestClass]
public class AnsweringTests
{
    private const string PointerAnswer = "AN PTR/4500 AD SRV!/120 TXT!/4500 A!/120 NSEC!/4500 NSEC!/120";
    private const string ServiceAnswer = "AN SRV!/120 AD A!/120 NSEC!/4500 NSEC!/120";

    [TestMethod]
    public void Query_ServiceType_IsAnsweredAfterTwentyToOneHundredTwentyMs()
    {
        for (uint seed = 0; seed < 40; seed++)
        {
            var bench = new Bench(seed);
            bench.Responder.Start(bench.NowMs);
            bench.RunUntilIdle();
            bench.Advance(20_000);

            bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
            bench.ExpectNothing();
            long delay = bench.Responder.NextDeadlineMs - bench.NowMs;
            Assert.IsTrue(delay >= 20 && delay <= 120);
            bench.NextDeadline();

            bench.ExpectOnly(PointerAnswer);
            Assert.IsTrue(bench.Destination.IsMulticast);
        }
    }

    [TestMethod]
    [DataRow(Bench.InstanceName, Message.TypeSrv, ServiceAnswer)]
    [DataRow(Bench.InstanceName, Message.TypeTxt, "AN TXT!/4500 AD NSEC!/4500")]
    [DataRow(Bench.InstanceName, Message.TypeAny, "AN SRV!/120 TXT!/4500 AD A!/120 NSEC!/4500 NSEC!/120")]
    [DataRow(Bench.InstanceName, Message.TypeNsec, "AN NSEC!/4500")]
    [DataRow(Bench.InstanceName, Message.TypeA, "AN NSEC!/4500")]
    [DataRow(Bench.HostName, Message.TypeA, "AN A!/120 AD NSEC!/120")]
    [DataRow(Bench.HostName, Message.TypeAny, "AN A!/120 AD NSEC!/120")]
    [DataRow(Bench.HostName, Message.TypeAaaa, "AN NSEC!/120 AD A!/120")]
    [DataRow("LAMP._Hap._TCP.Local", Message.TypeSrv, ServiceAnswer)]
    [DataRow("LAMP-A1B2C3.LOCAL", Message.TypeA, "AN A!/120 AD NSEC!/120")]
    public void Query_UniqueName_IsAnsweredAtOnce(string name, int type, string answer)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(name, type, Message.In));

        bench.ExpectOnly(answer);
    }

    [TestMethod]
    public void Query_ListOfTypes_GivesOurType()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(Bench.TypesName, Message.TypePtr, Message.In));
        bench.ExpectNothing();
        bench.NextDeadline();

        bench.ExpectOnly("AN PTR/4500");
        Expect.Bytes(
            "095f7365727669636573075f646e732d7364045f756470056c6f63616c00" + "000c000100001194" + "000c" + "045f686170045f746370c023",
            bench.Buffer, Bench.Margin + 12, bench.Count - 12);
    }

    [TestMethod]
    public void Query_ClassAny_IsAnswered()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(Bench.InstanceName, Message.TypeSrv, 255));

        bench.ExpectOnly(ServiceAnswer);
    }

    [TestMethod]
    [DataRow("Lamp2._hap._tcp.local", Message.TypeSrv, Message.In)]
    [DataRow("amp._hap._tcp.local", Message.TypeSrv, Message.In)]
    [DataRow("x.Lamp._hap._tcp.local", Message.TypeSrv, Message.In)]
    [DataRow("_hap._udp.local", Message.TypePtr, Message.In)]
    [DataRow("_hap._tcp", Message.TypePtr, Message.In)]
    [DataRow("local", Message.TypeAny, Message.In)]
    [DataRow(Bench.ServiceName, Message.TypeSrv, Message.In)]
    [DataRow(Bench.ServiceName, Message.TypePtr, 3)]
    [DataRow(Bench.InstanceName, Message.TypeSrv, 3)]
    public void Query_NotOurs_IsNotAnswered(string name, int type, int questionClass)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(name, type, questionClass));

        bench.ExpectNothing();
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
    }

    [TestMethod]
    [DataRow("LAMP-a1B2c3.Local", Message.TypeA, "AN A!/120 AD NSEC!/120")]
    [DataRow("lAMP._HAP._tCp.LOCAL", Message.TypeTxt, "AN TXT!/4500 AD NSEC!/4500")]
    public void Query_OtherCase_IsAnswered(string name, int type, string answer)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(name, type, Message.In));

        bench.ExpectOnly(answer);
    }

    [TestMethod]
    public void Query_CompressedNames_AreFollowed()
    {
        Bench bench = Bench.Running();

        bench.Receive(Hex.Bytes(
            "0000 0000 0002 0000 0000 0000"
            + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "0021 0001"   // _hap._tcp.local SRV, which does not exist; 0c
            + "04 4c616d70 c00c" + "0010 0001"));                        // Lamp and the rest at 0c: TXT

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
    }

    [TestMethod]
    public void Query_SeveralQuestions_UniqueAtOnceSharedLater()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        bench.NextDeadline();
        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 TXT!/4500 NSEC!/4500");
    }

    [TestMethod]
    public void Query_QuestionsInResponse_AreIgnored()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Response().Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectNothing();
    }

    [TestMethod]
    [DataRow(0x0800)]
    [DataRow(0x2000)]
    [DataRow(0x7800)]
    [DataRow(0x0001)]
    [DataRow(0x0003)]
    public void Query_OpcodeOrResponseCode_IsIgnored(int flags)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.WithFlags(flags).Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectNothing();
    }

    [TestMethod]
    public void Query_WhileProbing_IsNotAnswered()
    {
        Bench bench = Bench.Started();
        bench.ToDeadline();

        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.In));
        bench.ReceiveFrom(99, 40000, Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes());

        bench.ExpectNothing();
    }

    [TestMethod]
    [DataRow(4500, "")]
    [DataRow(2250, "")]
    [DataRow(2249, PointerAnswer)]
    [DataRow(0, PointerAnswer)]
    public void KnownAnswer_SuppressesFromHalfOfTheTtl(int ttl, string answer)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, ttl, Message.Name("LAMP._hap._tcp.local")));
        bench.Advance(120);

        bench.ExpectOnly(answer);
    }

    [TestMethod]
    public void KnownAnswer_OfAnotherInstance_DoesNotSuppress()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name("Lamp2._hap._tcp.local")));
        bench.Advance(120);

        bench.ExpectOnly(PointerAnswer);
    }

    [TestMethod]
    public void KnownAnswer_CompressedData_IsRecognised()
    {
        Bench bench = Bench.Running();

        bench.Receive(Hex.Bytes(
            "0000 0000 0001 0001 0000 0000"
            + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001"
            + "c00c 000c 0001 00001194 0007" + "04 4c616d70 c00c"));
        bench.Advance(120);

        bench.ExpectNothing();
    }

    [TestMethod]
    public void KnownAnswer_OfAdditionalRecord_LeavesItOut()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(51826, Bench.HostName)));
        bench.Advance(120);

        bench.ExpectOnly("AN PTR/4500 AD TXT!/4500 A!/120 NSEC!/4500 NSEC!/120");
    }

    [TestMethod]
    [DataRow("00 05 0000800040", "")]                                       // ours
    [DataRow("00 05 0000800041", "AN NSEC!/4500")]
    [DataRow("00 05 0000800040 00", "AN NSEC!/4500")]
    [DataRow("00 05 00008000", "AN NSEC!/4500")]
    public void KnownAnswer_Nsec_IsComparedWithItsTypes(string types, string answer)
    {
        Bench bench = Bench.Running();
        byte[] name = Message.Name(Bench.InstanceName);
        byte[] list = Hex.Bytes(types);
        var data = new byte[name.Length + list.Length];
        System.Array.Copy(name, 0, data, 0, name.Length);
        System.Array.Copy(list, 0, data, name.Length, list.Length);

        bench.Receive(Message.Query()
            .Question(Bench.InstanceName, Message.TypeNsec, Message.In)
            .Answer(Bench.InstanceName, Message.TypeNsec, Message.In, 4500, data));

        bench.ExpectOnly(answer);
    }

    [TestMethod]
    public void TruncatedQuery_IsAnsweredAfterFourHundredMs()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.TruncatedQuery().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        long delay = bench.Responder.NextDeadlineMs - bench.NowMs;
        Assert.IsTrue(delay >= 400 && delay <= 500);
        bench.Advance(399);
        bench.ExpectNothing();
        bench.NextDeadline();

        bench.ExpectOnly(PointerAnswer);
    }

    [TestMethod]
    public void TruncatedQuery_KnownAnswerInNextPacket_Suppresses()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.TruncatedQuery().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.Advance(100);
        bench.Receive(Message.Query()
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)));
        bench.Advance(600);

        bench.ExpectNothing();
    }

    [TestMethod]
    public void TruncatedQuery_KnownAnswerOfSomebodyElse_DoesNotSuppress()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.TruncatedQuery().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.ReceiveFrom(78, 5353, Message.Query()
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)).Bytes());
        bench.Advance(600);

        bench.ExpectOnly(PointerAnswer);
    }

    [TestMethod]
    public void TruncatedQuery_AnotherTruncatedPacket_WaitsAnew()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.TruncatedQuery().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.Advance(390);
        bench.Receive(Message.TruncatedQuery()
            .Answer(Bench.InstanceName, Message.TypeTxt, Message.In, 4500, Hex.Bytes("0463233d310473663d31")));
        long delay = bench.Responder.NextDeadlineMs - bench.NowMs;
        Assert.IsTrue(delay >= 400 && delay <= 500);
        bench.NextDeadline();

        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 A!/120 NSEC!/4500 NSEC!/120");
    }

    [TestMethod]
    public void TruncatedQuery_NoRoomToHold_IsAnsweredWithoutWaiting()
    {
        Bench bench = Bench.Running();

        for (byte host = 1; host <= 3; host++)
        {
            bench.ReceiveFrom(host, 5353, Message.TruncatedQuery().Question(Bench.HostName, Message.TypeA, Message.In).Bytes());
        }

        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
    }

    [TestMethod]
    public void TruncatedQuery_NotForUs_TakesNoRoom()
    {
        Bench bench = Bench.Running();
        for (byte host = 1; host <= 3; host++)
        {
            bench.ReceiveFrom(host, 5353, Message.TruncatedQuery().Question("other.local", Message.TypeA, Message.In).Bytes());
        }

        bench.Receive(Message.TruncatedQuery().Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectNothing();
        Assert.IsTrue(bench.Responder.NextDeadlineMs >= bench.NowMs + 400);
    }

    [TestMethod]
    public void UnicastQuestion_RecordSentLately_IsAnsweredToTheSourceAlone()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Id(0x1234).Question(Bench.ServiceName, Message.TypePtr, Message.InQu));

        bench.ExpectOnly(PointerAnswer);
        Expect.Bytes("c0a8014d", bench.Destination.Address, 0, 4);
        Assert.AreEqual(5353, bench.Destination.Port);
        Expect.Bytes("12348400", bench.Buffer, Bench.Margin, 4);
    }

    [TestMethod]
    public void UnicastQuestion_RecordSentAQuarterOfItsTtlAgo_IsAnsweredToEverybody()
    {
        Bench bench = Bench.Running();
        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.In));
        bench.TakeSummary();

        bench.Advance(29_999);
        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.InQu));
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        Assert.IsFalse(bench.Destination.IsMulticast);

        bench.Advance(1);
        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.InQu));
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        Assert.IsTrue(bench.Destination.IsMulticast);
    }

    [TestMethod]
    public void UnicastQuestion_NoFreeReply_IsAnsweredToEverybody()
    {
        Bench bench = Bench.Running();
        Message query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.InQu);

        bench.ReceiveFrom(1, 5353, query.Bytes());
        bench.ReceiveFrom(2, 5353, query.Bytes());

        bench.TakeSummary();
        Expect.Bytes("c0a80101", bench.Destination.Address, 0, 4);
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        Assert.IsTrue(bench.Destination.IsMulticast);
    }

    [TestMethod]
    public void UnicastQuestion_KnownAnswer_IsNotAnswered()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.InQu)
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)));
        bench.Advance(200);

        bench.ExpectNothing();
    }

    [TestMethod]
    public void UnicastQuestion_KnownAdditionalRecord_IsLeftOut()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.InQu)
            .Answer(Bench.HostName, Message.TypeA, Message.In, 60, new byte[] { 192, 168, 1, 20 }));

        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 TXT!/4500 NSEC!/4500 NSEC!/120");
    }

    [TestMethod]
    public void UnicastQuestion_AskedByMulticastToo_IsAnsweredOnce()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.HostName, Message.TypeA, Message.InQu)
            .Question(Bench.HostName, Message.TypeA, Message.In));

        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        Assert.IsTrue(bench.Destination.IsMulticast);
    }

    [TestMethod]
    public void PlainResolver_TypeThatIsNotThere_GetsAnEmptyAnswerAndNoNsec()
    {
        Bench bench = Bench.Running();

        bench.ReceiveFrom(99, 40000, Message.Query().Question(Bench.HostName, Message.TypeAaaa, Message.In).Bytes());

        bench.ExpectOnly("QD AAAA AD A/10");
    }

    [TestMethod]
    public void PlainResolver_SomebodyElsesName_IsNotAnswered()
    {
        Bench bench = Bench.Running();

        bench.ReceiveFrom(99, 40000, Message.Query().Question("other.local", Message.TypeA, Message.In).Bytes());

        bench.ExpectNothing();
    }

    [TestMethod]
    public void PlainResolver_QuestionsTooLongToRepeat_AreNotAnswered()
    {
        Bench bench = Bench.Running();
        var query = Message.Query();
        for (int i = 0; i < 12; i++)
        {
            query.Question(Bench.HostName, Message.TypeA, Message.In);   // 12 * (19 + 4) = 276 > 259
        }

        bench.ReceiveFrom(99, 40000, query.Bytes());

        bench.ExpectNothing();
    }

    [TestMethod]
    public void PlainResolver_LongestPacket_FitsIntoTheBuffer()
    {
        // Instance and host of 63 bytes, 400 bytes of text, IPv6, 259 bytes of questions.
        string longLabel = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk";
        var bench = new Bench(7);
        bench.Service.SetInstanceName(longLabel);
        bench.Service.SetHostLabel(longLabel);
        bench.Service.SetText("a", longLabel + longLabel + longLabel);
        bench.Service.SetText("b", longLabel + longLabel + longLabel + "123456");
        Assert.AreEqual(MdnsService.MaxTextBytes, bench.Service.Text.Length);
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, null, Ipv6(), bench.NowMs);
        bench.Responder.Start(bench.NowMs);
        bench.RunUntilIdle();
        byte[] query = Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Question(Bench.TypesName, Message.TypePtr, Message.In)
            .Question(longLabel + "._hap._tcp.local", Message.TypeAny, Message.In)
            .Question(longLabel + ".local", Message.TypeAny, Message.In)
            .Question("abcdefghijklmnopqrstuvwxyzabcdef.local", Message.TypeAny, Message.In).Bytes();
        Assert.AreEqual(12 + 259, query.Length);

        bench.ReceiveFrom(99, 40000, query);

        bench.ExpectOnly("QD PTR PTR ANY ANY ANY AN PTR/10 PTR/10 SRV/10 TXT/10 A/10 AAAA/10");
        Assert.AreEqual(12 + 259 + 108 + 52 + 153 + 412 + 80 + 28, bench.Count);
        Assert.IsTrue(bench.Count <= MdnsResponder.MaxOutputBytes);
    }

    [TestMethod]
    public void RateLimit_SameRecordWithinASecond_Waits()
    {
        Bench bench = Bench.Running();
        Message query = Message.Query().Question(Bench.InstanceName, Message.TypeTxt, Message.In);
        bench.Receive(query);
        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
        long sent = bench.NowMs;

        bench.Advance(300);
        bench.Receive(query);
        bench.ExpectNothing();
        Assert.AreEqual(sent + 1000, bench.Responder.NextDeadlineMs);
        bench.NextDeadline();

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
    }

    [TestMethod]
    public void RateLimit_ProbeOfAnotherHost_IsAnsweredAfterAQuarterSecond()
    {
        Bench bench = Bench.Running();
        Message probe = Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.In)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 192, 168, 1, 77 });
        bench.Receive(probe);
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
        long sent = bench.NowMs;

        bench.Advance(100);
        bench.Receive(probe);
        bench.ExpectNothing();
        Assert.AreEqual(sent + 250, bench.Responder.NextDeadlineMs);
        bench.NextDeadline();
        bench.ExpectOnly("AN A!/120");
    }

    [TestMethod]
    public void RateLimit_AdditionalRecordSentWithinASecond_IsLeftOut()
    {
        Bench bench = Bench.Running();
        bench.Receive(Message.Query().Question(Bench.InstanceName, Message.TypeTxt, Message.In));
        bench.TakeSummary();

        bench.Advance(200);
        bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.NextDeadline();

        bench.ExpectOnly("AN PTR/4500 AD SRV!/120 A!/120 NSEC!/120");
    }

    [TestMethod]
    public void Probe_WithUnicastQuestion_IsDefendedAtOnceAndAlone()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query()
            .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
            .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(1, "other.local")));

        bench.ExpectOnly("AN SRV!/120 TXT!/4500 AD A!/120 NSEC!/4500 NSEC!/120");
        Assert.IsFalse(bench.Destination.IsMulticast);
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }

    [TestMethod]
    public void SharedAnswer_GivenByAnotherAccessory_IsNotRepeated()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(Bench.TypesName, Message.TypePtr, Message.In));
        bench.Receive(Message.Response().Answer(Bench.TypesName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.ServiceName)));
        bench.Advance(200);

        bench.ExpectNothing();
    }

    [TestMethod]
    public void OwnAnswer_GivenBySomebodyElse_IsGivenAllTheSame()
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(Bench.ServiceName, Message.TypePtr, Message.In));
        bench.Receive(Message.Response().Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName)));
        bench.Advance(200);

        bench.ExpectOnly(PointerAnswer);
    }

    [TestMethod]
    [DataRow(4499)]
    [DataRow(0)]
    public void SharedAnswer_GivenWithLessTime_IsRepeated(int ttl)
    {
        Bench bench = Bench.Running();

        bench.Receive(Message.Query().Question(Bench.TypesName, Message.TypePtr, Message.In));
        bench.Receive(Message.Response().Answer(Bench.TypesName, Message.TypePtr, Message.In, ttl, Message.Name(Bench.ServiceName)));
        bench.Advance(200);

        bench.ExpectOnly("AN PTR/4500");
    }

    [TestMethod]
    [DataRow((byte)192, (byte)168, (byte)1, (byte)200, 5353, true)]
    [DataRow((byte)192, (byte)168, (byte)2, (byte)77, 5353, false)]
    [DataRow((byte)8, (byte)8, (byte)8, (byte)8, 53, false)]
    [DataRow((byte)169, (byte)254, (byte)7, (byte)7, 5353, true)]
    [DataRow((byte)169, (byte)253, (byte)7, (byte)7, 5353, false)]
    [DataRow((byte)192, (byte)168, (byte)1, (byte)200, 0, false)]
    public void Source_OnlyOnLink_IsAnswered(byte a, byte b, byte c, byte d, int port, bool isAnswered)
    {
        Bench bench = Bench.Running();
        byte[] query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes();

        bench.Source.Set(new byte[] { a, b, c, d }, port);
        bench.Responder.Receive(query, 0, query.Length, bench.Source, bench.NowMs);

        Assert.AreEqual(isAnswered, bench.TakeSummary().Length > 0);
    }

    [TestMethod]
    public void Source_WithoutMask_IsAlwaysAnswered()
    {
        Bench bench = Bench.Running();
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, null, null, bench.NowMs);
        byte[] query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes();

        bench.Source.Set(new byte[] { 8, 8, 8, 8 }, 5353);
        bench.Responder.Receive(query, 0, query.Length, bench.Source, bench.NowMs);

        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
    }

    [TestMethod]
    [DataRow("fe80000000000000020000fffe000001", true)]
    [DataRow("20010db8000000010000000000000099", true)]
    [DataRow("20010db8000000020000000000000099", false)]
    public void SourceIPv6_OnlyOnLink_IsAnswered(string address, bool isAnswered)
    {
        var bench = new Bench(1);
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, new byte[] { 255, 255, 255, 0 }, Ipv6(), bench.NowMs);
        bench.Responder.Start(bench.NowMs);
        bench.RunUntilIdle();
        bench.Advance(2000);
        byte[] query = Message.Query().Question(Bench.HostName, Message.TypeAaaa, Message.In).Bytes();

        bench.Source.Set(Hex.Bytes(address), 5353);
        bench.Responder.Receive(query, 0, query.Length, bench.Source, bench.NowMs);

        bench.ExpectOnly(isAnswered ? "AN AAAA!/120 AD A!/120 NSEC!/120" : "");
    }

    [TestMethod]
    public void Nsec_WithIPv6_ListsBothAddressTypes()
    {
        var bench = new Bench(1);
        bench.Responder.SetAddresses(new byte[] { 192, 168, 1, 20 }, null, Ipv6(), bench.NowMs);
        bench.Responder.Start(bench.NowMs);
        bench.RunUntilIdle();
        bench.Advance(2000);

        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeNsec, Message.In));

        bench.ExpectOnly("AN NSEC!/120 AD A!/120 AAAA!/120");
        Expect.Bytes(
            "0b6c616d702d613162326333056c6f63616c00" + "002f800100000078" + "0008" + "c00c" + "00" + "04" + "40000008",
            bench.Buffer, Bench.Margin + 12, 19 + 18);
    }

    private static byte[] Ipv6()
    {
        return Hex.Bytes("20010db8 00000001 00000000 00000020");
    }
}
