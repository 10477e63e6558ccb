// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>What the reader says of each message part; what the responder makes of it is shown elsewhere.</summary>
[TestClass]
public class DnsReaderTests
{
    private const string Header = "1234 8400 0001 0002 0003 0004";

    [TestMethod]
    public void Begin_Header_IsRead()
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes("a5" + Header);

        Assert.IsTrue(reader.Begin(packet, 1, 12) == DnsStatus.Done);

        Assert.AreEqual(0x1234, reader.Id);
        Assert.AreEqual(0x8400, reader.Flags);
        Assert.AreEqual(1, reader.QuestionCount);
        Assert.AreEqual(2, reader.AnswerCount);
        Assert.AreEqual(3, reader.AuthorityCount);
        Assert.AreEqual(4, reader.AdditionalCount);
        Assert.AreEqual(13, reader.Position);
        Assert.IsTrue(reader.Begin(packet, 1, 11) == DnsStatus.Malformed);
    }

    [TestMethod]
    [DataRow("c00c", false)]                   // itself
    [DataRow("01 61 c00c", false)]             // the start of its own labels
    [DataRow("01 61 c00e", false)]             // itself, behind a label
    [DataRow("c00e 00", false)]                // forward
    [DataRow("c00b", false)]                   // the header
    [DataRow("c0", false)]                     // half a pointer
    [DataRow("02 61", false)]                  // half a label
    [DataRow("01 61", false)]                  // no end
    [DataRow("", false)]
    [DataRow("40 00", false)]
    [DataRow("bf 00", false)]
    [DataRow("00 0001 00", false)]             // half a class
    [DataRow("00 0001 0001", true)]
    public void ReadQuestion_Name_IsDoneOrMalformed(string hex, bool isDone)
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes(Header + hex);
        reader.Begin(packet, 0, packet.Length);

        Assert.IsTrue(reader.ReadQuestion() == (isDone ? DnsStatus.Done : DnsStatus.Malformed));
    }

    [TestMethod]
    public void ReadQuestion_PointerToPointer_IsFollowed()
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes(
            Header
            + "05 6c6f63616c 00 0001 0001"      // local, 0c
            + "01 61 c00c 0001 0001"            // a.local, 17
            + "01 42 c017 001c 8001");          // B.a.local
        reader.Begin(packet, 0, packet.Length);
        reader.ReadQuestion();
        reader.ReadQuestion();

        Assert.IsTrue(reader.ReadQuestion() == DnsStatus.Done);

        Assert.AreEqual(packet.Length, reader.Position);
        Assert.AreEqual(28, reader.Type);
        Assert.AreEqual(1, reader.Class);
        Assert.IsTrue(reader.IsTopBitSet);
        Assert.IsTrue(reader.NameIs(Message.Name("b.A.LOCAL")));
        Assert.IsFalse(reader.NameIs(Message.Name("b.A.LOCAL.x")));
        Assert.IsFalse(reader.NameIs(Message.Name("b.a")));
        Assert.IsFalse(reader.NameIs(Message.Name("b.b.local")));
    }

    [TestMethod]
    public void ReadQuestion_StepsBeyondTheBound_AreTooLarge()
    {
        // 127 labels and 8 pointers to them: 127 + 8 * 128 = 1,151 steps.
        var name = new byte[255];
        for (int i = 0; i < 254; i += 2)
        {
            name[i] = 1;
        }

        Message message = Message.Query().Question(name, 1, 1);
        for (int i = 0; i < 8; i++)
        {
            message.Question(new byte[] { 0xC0, 0x0C }, 1, 1);
        }

        var reader = new DnsReader();
        byte[] packet = message.Bytes();
        reader.Begin(packet, 0, packet.Length);
        for (int i = 0; i < 8; i++)
        {
            Assert.IsTrue(reader.ReadQuestion() == DnsStatus.Done);
        }

        Assert.IsTrue(reader.ReadQuestion() == DnsStatus.TooLarge);
    }

    [TestMethod]
    [DataRow("00000078", 120)]
    [DataRow("7fffffff", 0x7FFFFFFF)]
    [DataRow("80000000", 0)]              // RFC 2181 section 8
    [DataRow("ffffffff", 0)]
    public void ReadRecord_Ttl_IsRead(string hex, int expected)
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes(Header + "00 0010 0001" + hex + "0000");
        reader.Begin(packet, 0, packet.Length);

        Assert.IsTrue(reader.ReadRecord() == DnsStatus.Done);

        Assert.AreEqual(expected, reader.TtlSeconds);
    }

    [TestMethod]
    public void ExpandRdata_CompressedHost_IsUncompressed()
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes(
            Header
            + "05 6c6f63616c 00 0001 0001"
            + "c00c 0021 8001 00000078 000a" + "0001 0002 0003" + "01 61 c00c");
        reader.Begin(packet, 0, packet.Length);
        reader.ReadQuestion();
        Assert.IsTrue(reader.ReadRecord() == DnsStatus.Done);
        byte[] output = Hex.Filled(30);

        int count = reader.ExpandRdata(output);

        Expect.Bytes("0001000200030161056c6f63616c00a5", output, 0, 16);
        Assert.AreEqual(15, count);
        Assert.IsTrue(reader.RdataIs(Hex.Bytes("000100020003 01 41 05 6c6f63614c 00"), 15));
        Assert.IsFalse(reader.RdataIs(Hex.Bytes("000100020004 01 61 05 6c6f63616c 00"), 15));

        var small = new byte[9];
        Assert.AreEqual(9, reader.ExpandRdata(small));
        Expect.Bytes("000100020003016105", small, 0, 9);
    }

    /// <summary>The same record against data that are less, the same and greater, in a byte or in length alone.</summary>
    [TestMethod]
    [DataRow("000100020003 01 61 05 6c6f63616c 00", 0)]
    [DataRow("000100020004 01 61 05 6c6f63616c 00", -1)]
    [DataRow("000100020002 01 61 05 6c6f63616c 00", 1)]
    [DataRow("000100020003 01 61 05 6c6f63616c 01", -1)]
    [DataRow("000100020003 01 61 05 6c6f63616b 00", 1)]
    [DataRow("000100020003 01 61 05 6c6f63616c", 1)]
    [DataRow("000100020003", 1)]
    [DataRow("", 1)]
    [DataRow("000100020003 01 61 05 6c6f63616c 00 00", -1)]
    public void CompareRdata_CompressedHost_IsComparedUncompressed(string other, int order)
    {
        var reader = new DnsReader();
        byte[] packet = Hex.Bytes(Header + "05 6c6f63616c 00 0001 0001" + "c00c 0021 8001 00000078 000a" + "0001 0002 0003" + "01 61 c00c");
        reader.Begin(packet, 0, packet.Length);
        reader.ReadQuestion();
        Assert.IsTrue(reader.ReadRecord() == DnsStatus.Done);
        byte[] data = Hex.Bytes(other + "ff");

        int compared = reader.CompareRdata(data, data.Length - 1);

        Assert.AreEqual(order, compared < 0 ? -1 : compared > 0 ? 1 : 0);
    }
}
