// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class Tlv8ReaderTests
{
    [TestMethod]
    [DataRow(Tlv8Vectors.AdkSingleTlv, Tlv8Vectors.AdkSingleTlv_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM1, Tlv8Vectors.AdkHomekitPairSetupM1_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM2, Tlv8Vectors.AdkHomekitPairSetupM2_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM3, Tlv8Vectors.AdkHomekitPairSetupM3_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM4, Tlv8Vectors.AdkHomekitPairSetupM4_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM5, Tlv8Vectors.AdkHomekitPairSetupM5_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM6, Tlv8Vectors.AdkHomekitPairSetupM6_items)]
    [DataRow(Tlv8Vectors.AdkLength255, Tlv8Vectors.AdkLength255_items)]
    [DataRow(Tlv8Vectors.AdkLength0, Tlv8Vectors.AdkLength0_items)]
    [DataRow(Tlv8Vectors.AdkVeryLong, Tlv8Vectors.AdkVeryLong_items)]
    [DataRow(Tlv8Vectors.HapNodejsSplit615, Tlv8Vectors.HapNodejsSplit615_items)]
    [DataRow(Tlv8Vectors.AiohomekitCertificate300, Tlv8Vectors.AiohomekitCertificate300_items)]
    [DataRow(Tlv8Vectors.ComputedSeparatorList, Tlv8Vectors.ComputedSeparatorList_items)]
    public void Next_Vector_GivesEveryItemAndCutOnesNone(string hex, string itemsHex)
    {
        byte[] body = Hex.Bytes(hex);
        byte[] items = Hex.Bytes(itemsHex);

        Assert.AreEqual(items.Length, MatchingItems(body, body.Length, items));

        // Cut anywhere, the items in front are the same, and the cut one is told from a clean end. A value of several fragments that
        // is cut between two of them is a shorter value: the reader has the whole body and cannot know.
        for (int count = 0; count < body.Length; count++)
        {
            Assert.IsTrue(MatchingItems(body, count, items) < items.Length);
        }
    }

    [TestMethod]
    [DataRow(Tlv8Vectors.AdkShortValueFragmented)]
    [DataRow(Tlv8Vectors.AdkEmptyFragment)]
    [DataRow(Tlv8Vectors.AdkShortFragmentInside)]
    [DataRow(Tlv8Vectors.LenientMerge)]
    [DataRow("0000 0000")]
    [DataRow("01020304 0100")]
    public void Next_BadFragment_IsMalformedForEver(string hex)
    {
        byte[] body = Hex.Bytes(hex);
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(body, 0, body.Length);

        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Next());
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Next());
        Assert.AreEqual(0, reader.ValueLength);
    }

    [TestMethod]
    public void Next_FragmentOneByteShort_IsMalformed()
    {
        byte[] body = new byte[2 + 254 + 3];
        body[0] = 1;
        body[1] = 254;
        body[256] = 1;
        body[257] = 1;
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(body, 0, body.Length);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Next());
    }

    [TestMethod]
    [DataRow(Tlv8Vectors.AiohomekitTruncated, 1)]
    [DataRow(Tlv8Vectors.ComputedTruncatedHeader, 0)]
    [DataRow(Tlv8Vectors.ComputedTruncatedValue, 0)]
    public void Next_CutItem_NeedsMoreAndIsNotAtEnd(string hex, int wholeItems)
    {
        byte[] body = Hex.Bytes(hex);
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(body, 0, body.Length);
        for (int i = 0; i < wholeItems; i++)
        {
            Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        }

        Assert.AreEqual((int)ParseStatus.NeedMore, (int)reader.Next());
        Assert.IsFalse(reader.IsAtEnd);
        Assert.AreEqual(0, reader.ValueLength);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)reader.Next());
        CollectionAssert.AreEqual(Hex.Bytes(hex), body);
    }

    [TestMethod]
    public void Next_AtTheCleanEnd_NeedsMoreAndIsAtEnd()
    {
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(new byte[4], 4, 0);
        Assert.IsTrue(reader.IsAtEnd);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)reader.Next());
        Assert.IsTrue(reader.IsAtEnd);
    }

    [TestMethod]
    public void Next_FragmentsInsideABuffer_TouchesNothingAround()
    {
        byte[] body = Hex.Bytes(Tlv8Vectors.HapNodejsSplit615);
        byte[] buffer = Hex.Filled(body.Length + 20);
        Array.Copy(body, 0, buffer, 10, body.Length);
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(buffer, 10, body.Length);

        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        Assert.AreEqual(615, reader.ValueLength);
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 10));
        Assert.IsTrue(Hex.IsUntouched(buffer, 10 + body.Length, 10));
    }

    [TestMethod]
    [DataRow("0601 01", 1U)]
    [DataRow("0602 0102", 0x0201U)]
    [DataRow("0603 010203", 0x030201U)]
    [DataRow("0604 01020384", 0x84030201U)]
    [DataRow("0604 01000000", 1U)]
    public void TryGetInteger_OneToFourBytes_IsLittleEndian(string hex, uint expected)
    {
        Tlv8Reader reader = First(hex);
        Assert.IsTrue(reader.TryGetInteger(out uint value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    [DataRow("0600")]
    [DataRow("0605 0100000000")]
    public void TryGetInteger_OtherLength_IsRefused(string hex)
    {
        Tlv8Reader reader = First(hex);
        Assert.IsFalse(reader.TryGetInteger(out uint value));
        Assert.AreEqual(0U, value);
    }

    private static Tlv8Reader First(string hex)
    {
        byte[] body = Hex.Bytes(hex);
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(body, 0, body.Length);
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        return reader;
    }

    // Reads the first bytes of a body, and compares what comes with a list of type (1), length (2, big-endian), value.
    // Returns how much of the list was found.
    private static int MatchingItems(byte[] body, int count, byte[] items)
    {
        byte[] copy = Hex.Slice(body, 0, count);
        Tlv8Reader reader = new Tlv8Reader();
        reader.Reset(copy, 0, count);
        int at = 0;
        int read = 0;
        ParseStatus status = reader.Next();
        while (status == ParseStatus.Done)
        {
            int length = (items[at + 1] << 8) | items[at + 2];
            Assert.AreEqual((int)items[at], (int)reader.Type);
            if (reader.ValueLength != length)
            {
                Assert.IsTrue(reader.ValueLength < length && reader.ValueLength % 255 == 0 && reader.IsAtEnd);
                return at;
            }

            Expect.Bytes(Hex.Text(items, at + 3, length), reader.Buffer, reader.ValueOffset, length);
            at += 3 + length;
            read += length + (2 * (length == 0 ? 1 : (length + 254) / 255));
            status = reader.Next();
        }

        Assert.AreEqual((int)ParseStatus.NeedMore, (int)status);
        Assert.AreEqual(read == count, reader.IsAtEnd);
        return at;
    }
}
