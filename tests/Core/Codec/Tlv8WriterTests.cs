// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class Tlv8WriterTests
{
    [TestMethod]
    [DataRow(Tlv8Vectors.AdkSingleTlv, Tlv8Vectors.AdkSingleTlv_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM2, Tlv8Vectors.AdkHomekitPairSetupM2_items)]
    [DataRow(Tlv8Vectors.AdkHomekitPairSetupM4, Tlv8Vectors.AdkHomekitPairSetupM4_items)]
    [DataRow(Tlv8Vectors.AdkLength255, Tlv8Vectors.AdkLength255_items)]
    [DataRow(Tlv8Vectors.AdkLength0, Tlv8Vectors.AdkLength0_items)]
    [DataRow(Tlv8Vectors.AdkVeryLong, Tlv8Vectors.AdkVeryLong_items)]
    [DataRow(Tlv8Vectors.HapNodejsSplit615, Tlv8Vectors.HapNodejsSplit615_items)]
    [DataRow(Tlv8Vectors.AiohomekitCertificate300, Tlv8Vectors.AiohomekitCertificate300_items)]
    [DataRow(Tlv8Vectors.ComputedSeparatorList, Tlv8Vectors.ComputedSeparatorList_items)]
    public void Write_VectorItems_GivesTheBodyAndOverflowsOneByteShort(string hex, string itemsHex)
    {
        int length = hex.Length / 2;
        byte[] buffer = Hex.Filled(length + 2);
        Tlv8Writer writer = new Tlv8Writer();
        writer.Reset(buffer, 1, length);
        WriteItems(writer, itemsHex);
        Assert.IsFalse(writer.IsOverflowing);
        Assert.AreEqual(length, writer.Count);
        Assert.AreEqual(0, writer.Remaining);
        Expect.Bytes("a5" + hex + "a5", buffer, 0, buffer.Length);

        buffer = Hex.Filled(length + 2);
        writer.Reset(buffer, 1, length - 1);
        WriteItems(writer, itemsHex);
        Assert.IsTrue(writer.IsOverflowing);
        Expect.Bytes(hex.Substring(0, writer.Count * 2), buffer, 1, writer.Count);
        Assert.IsTrue(Hex.IsUntouched(buffer, 1 + writer.Count, buffer.Length - 1 - writer.Count));
    }

    [TestMethod]
    [DataRow(254, "01fe")]
    [DataRow(255, "01ff")]
    [DataRow(256, "01ff 0101")]
    [DataRow(510, "01ff 01ff")]
    [DataRow(511, "01ff 01ff 0101")]
    public void Write_LengthAroundAFragment_NeverEndsInAnEmptyOne(int count, string headersHex)
    {
        byte[] headers = Hex.Bytes(headersHex);
        byte[] buffer = new byte[600];
        Tlv8Writer writer = new Tlv8Writer();
        writer.Reset(buffer, 0, buffer.Length);
        writer.Write(1, new byte[count], 0, count);

        Assert.AreEqual(count + headers.Length, writer.Count);
        for (int at = 0, i = 0; i < headers.Length; i += 2)
        {
            Assert.AreEqual((int)headers[i], (int)buffer[at]);
            Assert.AreEqual((int)headers[i + 1], (int)buffer[at + 1]);
            at += 2 + headers[i + 1];
        }
    }

    [TestMethod]
    public void WriteByteAndSeparatorAndComposedValue_GiveTheirItems()
    {
        byte[] buffer = Hex.Filled(16);
        Tlv8Writer writer = new Tlv8Writer();
        writer.Reset(buffer, 2, 12);
        writer.WriteByte(6, 2);
        writer.WriteSeparator(0xFF);
        int start = writer.BeginValue(5);
        Assert.AreEqual(9, start);
        Assert.AreEqual(5, writer.Remaining);
        buffer[start] = 0xAA;
        buffer[start + 1] = 0xBB;
        writer.EndValue(2);
        writer.BeginValue(7);
        writer.EndValue(0);

        CollectionAssert.AreEqual(Hex.Bytes("a5a5 060102 ff00 0502aabb 0700 a5a5a5"), buffer);
    }

    [TestMethod]
    public void EveryWrite_WithoutRoom_OverflowsAndWritesNothingMore()
    {
        byte[] buffer = Hex.Filled(4);
        Tlv8Writer writer = new Tlv8Writer();
        writer.Reset(buffer, 0, 2);
        writer.WriteByte(6, 2);
        Assert.IsTrue(writer.IsOverflowing);
        writer.WriteSeparator(1);
        Assert.AreEqual(0, writer.Count);

        writer.Reset(buffer, 0, 1);
        Assert.AreEqual(-1, writer.BeginValue(6));
        writer.EndValue(0);
        Assert.IsTrue(writer.IsOverflowing);
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 4));

        writer.Reset(buffer, 0, 3);
        Assert.AreEqual(2, writer.BeginValue(6));
        writer.EndValue(2);
        Assert.IsTrue(writer.IsOverflowing);
        Assert.AreEqual(0, writer.Count);
        Assert.IsTrue(Hex.IsUntouched(buffer, 2, 2));
    }

    [TestMethod]
    public void EndValue_OverOneFragment_Throws()
    {
        byte[] buffer = new byte[300];
        Tlv8Writer writer = new Tlv8Writer();
        writer.Reset(buffer, 0, buffer.Length);
        writer.BeginValue(1);
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => writer.EndValue(256));
    }

    private static void WriteItems(Tlv8Writer writer, string itemsHex)
    {
        byte[] items = Hex.Bytes(itemsHex);
        int at = 0;
        while (at < items.Length)
        {
            int length = (items[at + 1] << 8) | items[at + 2];
            writer.Write(items[at], items, at + 3, length);
            at += 3 + length;
        }
    }
}
