// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>Packets that are broken or meant to hurt: nothing is thrown, nothing changes, and a good packet is answered afterwards.</summary>
[TestClass]
public class MalformedTests
{
    [TestMethod]
    public void Receive_QueryCutAnywhere_ChangesNothing()
    {
        byte[] query = Message.Query()
            .Question(Bench.InstanceName, Message.TypeAny, Message.InQu)
            .Question(Bench.HostName, Message.TypeA, Message.In)
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName))
            .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(1, "other.local"))
            .Record(11, new byte[1], 41, 1472, 0, new byte[0])   // OPT, whose name is the root
            .Bytes();
        Bench bench = Bench.Running();

        for (int count = 0; count < query.Length; count++)
        {
            bench.Receive(Hex.Slice(query, 0, count));
            bench.ReceiveFrom(99, 40000, Hex.Slice(query, 0, count));
            ExpectUnchanged(bench);
        }

        bench.Receive(query);
        Assert.IsTrue(bench.TakeSummary().Length > 0);
    }

    [TestMethod]
    public void Receive_CompressedQueryCutAnywhere_ChangesNothing()
    {
        byte[] query = Hex.Bytes(
            "0000 0000 0001 0001 0000 0000"
            + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "000c 0001"
            + "c00c 000c 0001 00000001 0007" + "04 4c616d70 c00c");
        Bench bench = Bench.Running();

        for (int count = 0; count < query.Length; count++)
        {
            bench.Receive(Hex.Slice(query, 0, count));
            ExpectUnchanged(bench);
        }

        bench.Receive(query);
        bench.NextDeadline();
        Assert.IsTrue(bench.TakeSummary().Length > 0);
    }

    [TestMethod]
    public void Receive_ConflictCutAnywhere_ChangesNothing()
    {
        byte[] response = Message.Response()
            .Answer(Bench.InstanceName, Message.TypeSrv, Message.InFlush, 120, Message.Srv(1, "other.local"))
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 0, Message.Name(Bench.InstanceName))
            .Bytes();
        Bench bench = Bench.Running();

        for (int count = 0; count < response.Length; count++)
        {
            bench.Receive(Hex.Slice(response, 0, count));
            ExpectUnchanged(bench);
        }

        bench.Receive(response);
        Assert.IsTrue(bench.Responder.State == MdnsState.Probing);
    }

    [TestMethod]
    public void Receive_ProbeOrObjectionCutAnywhere_ChangesNothing()
    {
        byte[] probe = Message.Query()
            .Question(Bench.HostName, Message.TypeAny, Message.InQu)
            .Authority(Bench.HostName, Message.TypeA, Message.In, 120, new byte[] { 255, 255, 255, 255 })
            .Authority(Bench.HostName, Message.TypeAaaa, Message.In, 120, new byte[16])
            .Bytes();
        byte[] objection = Message.Response()
            .Answer(Bench.HostName, Message.TypeA, Message.InFlush, 120, new byte[] { 255, 255, 255, 255 })
            .Bytes();
        Bench bench = Bench.Started();
        bench.ToDeadline();
        long deadline = bench.Responder.NextDeadlineMs;

        for (int count = 0; count < probe.Length; count++)
        {
            bench.Receive(Hex.Slice(probe, 0, count));
            Assert.AreEqual(deadline, bench.Responder.NextDeadlineMs);
        }

        for (int count = 0; count < objection.Length; count++)
        {
            bench.Receive(Hex.Slice(objection, 0, count));
            Assert.AreEqual(deadline, bench.Responder.NextDeadlineMs);
            Assert.AreEqual(1, bench.Responder.HostNumber);
        }
    }

    [TestMethod]
    public void Receive_EachByteOfAQueryReplaced_ThrowsNothing()
    {
        byte[] query = Message.Query()
            .Question(Bench.ServiceName, Message.TypePtr, Message.In)
            .Answer(Bench.ServiceName, Message.TypePtr, Message.In, 4500, Message.Name(Bench.InstanceName))
            .Authority(Bench.InstanceName, Message.TypeSrv, Message.In, 120, Message.Srv(1, "other.local"))
            .Additional(Bench.HostName, Message.TypeNsec, Message.In, 120, Hex.Bytes("00 00 01 40"))
            .Bytes();
        byte[] values = { 0x00, 0x01, 0x3F, 0x40, 0x7F, 0x80, 0xBF, 0xC0, 0xFF };
        Bench bench = Bench.Running();
        Bench prober = Bench.Started();
        prober.ToDeadline();

        for (int i = 0; i < query.Length; i++)
        {
            byte good = query[i];
            for (int v = 0; v < values.Length; v++)
            {
                query[i] = values[v];
                bench.Receive(query);
                prober.Receive(query);
            }

            query[i] = good;
        }

        bench.RunUntilIdle();
        bench.Advance(2000);
        bench.Receive(Message.Query().Question(Bench.HostName, Message.TypeA, Message.In));
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
    }

    // What stands at 23 behind a good question: a second question, or an answer record.
    [TestMethod]
    [DataRow(5, "c023 0001 0001")]                              // points to itself
    [DataRow(5, "c025 c023 0001 0001")]                         // points forward, and from there back
    [DataRow(5, "04 4c616d70 c023 0001 0001")]                  // points into its own labels
    [DataRow(5, "04 4c616d70 c028 0001 0001")]                  // points to its own end
    [DataRow(5, "c000 0001 0001")]                              // points into the header
    [DataRow(5, "c00b 0001 0001")]                              // the same, at its last byte
    [DataRow(5, "ffff 0001 0001")]                              // points behind the end
    [DataRow(5, "40 4c616d70 00 0001 0001")]                    // label type 01
    [DataRow(5, "80 4c616d70 00 0001 0001")]                    // label type 10
    [DataRow(7, "00 0001 0001 00000078 0003 c0a801")]           // A of 3 bytes
    [DataRow(7, "00 0001 0001 00000078 0005 c0a8010101")]       // A of 5 bytes
    [DataRow(7, "00 001c 0001 00000078 0004 c0a80101")]         // AAAA of 4 bytes
    [DataRow(7, "00 0021 0001 00000078 0005 0000000000")]       // SRV without name
    [DataRow(7, "00 0021 0001 00000078 0006 000000000000")]     // SRV whose name would be behind its data
    [DataRow(7, "00 0021 0001 00000078 0008 000000000001 00 00")]   // SRV with a byte too many
    [DataRow(7, "00 000c 0001 00000078 0000")]                  // PTR without name
    [DataRow(7, "00 000c 0001 00000078 0002 0161 00")]          // PTR whose name goes on behind its data
    [DataRow(7, "00 000c 0001 00000078 0001 c00c")]             // PTR whose pointer does
    [DataRow(7, "00 002f 0001 00000078 0002 0161 00")]          // NSEC whose name does
    [DataRow(7, "00 002f 0001 00000078 0001 c00c")]             // NSEC whose pointer does
    [DataRow(7, "00 0010 0001 00000078 0003 0161")]             // data longer than the packet
    public void Receive_BadPartBehindAGoodQuestion_IsNotAnswered(int countAt, string hex)
    {
        byte[] good = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes();
        byte[] bad = Hex.Bytes(hex);
        Assert.AreEqual(0x23, good.Length);
        var packet = new byte[good.Length + bad.Length];
        System.Array.Copy(good, 0, packet, 0, good.Length);
        System.Array.Copy(bad, 0, packet, good.Length, bad.Length);
        packet[countAt]++;
        Bench bench = Bench.Running();

        bench.Receive(packet);

        ExpectUnchanged(bench);
    }

    [TestMethod]
    public void Receive_NameOf255Bytes_IsReadOf256IsNot()
    {
        Bench bench = Bench.Running();
        for (int excess = 0; excess <= 1; excess++)
        {
            // 3 * 64 + 1 + last + 1 = 255 for a last label of 61 bytes.
            var name = new byte[255 + excess];
            name[0] = 63;
            name[64] = 63;
            name[128] = 63;
            name[192] = (byte)(61 + excess);
            bench.Receive(Message.Query()
                .Question(Bench.HostName, Message.TypeA, Message.In)
                .Question(name, Message.TypeA, Message.In));

            bench.ExpectOnly(excess == 0 ? "AN A!/120 AD NSEC!/120" : "");
            bench.Advance(5000);
        }
    }

    [TestMethod]
    public void Receive_ManyPointersToALongName_IsGivenUp()
    {
        // One name of 127 labels, and pointers to it: 9 * 128 steps are more than 1,024.
        var name = new byte[255];
        for (int i = 0; i < 254; i += 2)
        {
            name[i] = 1;
        }

        Bench bench = Bench.Running();
        for (int pointers = 6; pointers <= 8; pointers++)
        {
            Message query = Message.Query().Question(name, Message.TypeA, Message.In);
            for (int i = 0; i < pointers; i++)
            {
                query.Question(new byte[] { 0xC0, 0x0C }, Message.TypeA, Message.In);
            }

            bench.Receive(query.Question(Bench.HostName, Message.TypeA, Message.In));

            // 127 + pointers * 128 + 2 for the last question.
            bench.ExpectOnly(127 + (pointers * 128) + 2 <= 1024 ? "AN A!/120 AD NSEC!/120" : "");
            bench.Advance(5000);
        }
    }

    [TestMethod]
    public void Receive_CountsThatPromiseMore_ChangeNothing()
    {
        byte[] query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes();
        Bench bench = Bench.Running();
        for (int at = 4; at < 12; at++)
        {
            byte[] packet = Hex.Slice(query, 0, query.Length);
            packet[at]++;
            bench.Receive(packet);
            ExpectUnchanged(bench);
        }
    }

    [TestMethod]
    public void Receive_LongerThanAnEthernetFrame_IsIgnored()
    {
        byte[] query = Message.Query().Question(Bench.HostName, Message.TypeA, Message.In).Bytes();
        var packet = new byte[1473];
        System.Array.Copy(query, 0, packet, 0, query.Length);
        Bench bench = Bench.Running();
        bench.Receive(packet);
        ExpectUnchanged(bench);

        bench.Receive(Hex.Slice(packet, 0, 1472));
        bench.ExpectOnly("AN A!/120 AD NSEC!/120");
    }

    [TestMethod]
    public void Receive_AtAnOffset_ReadsPointersFromThere()
    {
        byte[] query = Hex.Bytes(
            "a5a5a5 0000 0000 0002 0000 0000 0000"
            + "04 5f686170 04 5f746370 05 6c6f63616c 00" + "0021 0001"
            + "04 4c616d70 c00c" + "0010 0001" + "a5a5");
        Bench bench = Bench.Running();
        bench.Source.Set(new byte[] { 192, 168, 1, 77 }, 5353);

        bench.Responder.Receive(query, 3, query.Length - 5, bench.Source, bench.NowMs);

        bench.ExpectOnly("AN TXT!/4500 AD NSEC!/4500");
    }

    private static void ExpectUnchanged(Bench bench)
    {
        bench.ExpectNothing();
        Assert.AreEqual(MdnsResponder.Never, bench.Responder.NextDeadlineMs);
        Assert.IsTrue(bench.Responder.State == MdnsState.Running);
    }
}
