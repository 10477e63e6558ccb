// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class JsonWriterTests
{
    [TestMethod]
    [DataRow(0UL, "0")]
    [DataRow(9UL, "9")]
    [DataRow(10UL, "10")]
    [DataRow(999999999UL, "999999999")]
    [DataRow(1000000000UL, "1000000000")]
    [DataRow(1000000001UL, "1000000001")]
    [DataRow(9007199254740991UL, "9007199254740991")]
    [DataRow(1000000000000000000UL, "1000000000000000000")]
    [DataRow(18446744073709551615UL, "18446744073709551615")]
    public void Unsigned_Number_IsDecimal(ulong value, string expected)
    {
        byte[] buffer = Hex.Filled(24);
        JsonWriter writer = Start(buffer, 1, 22);
        writer.Unsigned(value);
        AssertText(expected, writer, buffer);
    }

    [TestMethod]
    [DataRow(0L, "0")]
    [DataRow(-1L, "-1")]
    [DataRow(-70402L, "-70402")]
    [DataRow(2147483647L, "2147483647")]
    [DataRow(-2147483648L, "-2147483648")]
    [DataRow(9223372036854775807L, "9223372036854775807")]
    [DataRow(long.MinValue, "-9223372036854775808")]
    public void Signed_Number_IsDecimal(long value, string expected)
    {
        byte[] buffer = Hex.Filled(24);
        JsonWriter writer = Start(buffer, 1, 22);
        writer.Signed(value);
        AssertText(expected, writer, buffer);
    }

    [TestMethod]
    public void BoolNullCharRaw_GiveTheirText()
    {
        byte[] buffer = Hex.Filled(40);
        JsonWriter writer = Start(buffer, 1, 38);
        writer.Char((byte)'[');
        writer.Bool(true);
        writer.Raw(Hex.Utf8(", "));
        writer.Bool(false);
        writer.Char((byte)',');
        writer.Null();
        writer.Char((byte)']');
        AssertText("[true, false,null]", writer, buffer);
    }

    [TestMethod]
    [DataRow("", "\"\"")]
    [DataRow("Lamp", "\"Lamp\"")]
    [DataRow("a\"b\\c/", "\"a\\\"b\\\\c/\"")]
    [DataRow("\"", "\"\\\"\"")]
    [DataRow("\u0001\b\n\r\t\u001f\u007f", "\"\\u0001\\u0008\\u000A\\u000D\\u0009\\u001F\u007f\"")]
    [DataRow("\u00e4\u20ac\ud83d\ude01", "\"\u00e4\u20ac\ud83d\ude01\"")]
    public void String_Text_IsEscapedOnlyWhereItMust(string text, string expected)
    {
        byte[] utf8 = Hex.Utf8("." + text + ".");
        byte[] buffer = Hex.Filled(60);
        JsonWriter writer = Start(buffer, 1, 58);
        writer.String(utf8, 1, utf8.Length - 2);
        AssertText(expected, writer, buffer);
    }

    [TestMethod]
    public void String_Nul_IsEscaped()
    {
        byte[] buffer = Hex.Filled(20);
        JsonWriter writer = Start(buffer, 1, 18);
        writer.String(new byte[1], 0, 1);
        AssertText("\"\\u0000\"", writer, buffer);
    }

    [TestMethod]
    [DataRow(JsonVectors.Base64_0, JsonVectors.Base64_0_text)]
    [DataRow(JsonVectors.Base64_1, JsonVectors.Base64_1_text)]
    [DataRow(JsonVectors.Base64_2, JsonVectors.Base64_2_text)]
    [DataRow(JsonVectors.Base64_6, JsonVectors.Base64_6_text)]
    [DataRow(
        "546865205175697a6963616c2071756963686520697a7a61726420717561666673",
        "5647686c4946463161587070593246734948463161574e6f5a534270656e7068636d5167635856685a6d5a7a")]
    public void Base64_Bytes_AreAQuotedString(string hex, string textHex)
    {
        // The long one is longer than the piece that the writer encodes at a time; its text is Python's.
        byte[] bytes = Hex.Bytes(hex);
        byte[] text = Hex.Bytes(textHex);
        byte[] buffer = Hex.Filled(80);
        JsonWriter writer = Start(buffer, 1, 78);
        writer.Base64(bytes, 0, bytes.Length);
        AssertText("\"" + Encoding.UTF8.GetString(text, 0, text.Length) + "\"", writer, buffer);
    }

    [TestMethod]
    [DataRow(JsonVectors.Uuid0, JsonVectors.Uuid0_json)]
    [DataRow(JsonVectors.Uuid1, JsonVectors.Uuid1_json)]
    [DataRow(JsonVectors.Uuid2, JsonVectors.Uuid2_json)]
    [DataRow(JsonVectors.Uuid3, JsonVectors.Uuid3_json)]
    [DataRow(JsonVectors.Uuid4, JsonVectors.Uuid4_json)]
    [DataRow(JsonVectors.Uuid5, JsonVectors.Uuid5_json)]
    [DataRow(JsonVectors.Uuid6, JsonVectors.Uuid6_json)]
    [DataRow("0000000000001000800000" + "26bb765291", "30")]
    [DataRow("0000003e00001000800000" + "26bb765290", "30303030303033452d303030302d313030302d383030302d303032364242373635323930")]
    public void Type_Uuid_IsShortWhenAppleDefinesIt(string uuidHex, string expectedHex)
    {
        byte[] uuid = Hex.Bytes("ff" + uuidHex);
        byte[] expected = Hex.Bytes(expectedHex);
        byte[] buffer = Hex.Filled(44);
        JsonWriter writer = Start(buffer, 1, 42);
        writer.Type(uuid, 1);
        AssertText("\"" + Encoding.UTF8.GetString(expected, 0, expected.Length) + "\"", writer, buffer);
    }

    [TestMethod]
    [DataRow(0x3EU, "\"3E\"")]
    [DataRow(0x8U, "\"8\"")]
    [DataRow(0U, "\"0\"")]
    [DataRow(0xFF000000U, "\"FF000000\"")]
    [DataRow(0x10004FFU, "\"10004FF\"")]
    public void Type_ShortNumber_HasNoLeadingZeros(uint type, string expected)
    {
        byte[] buffer = Hex.Filled(16);
        JsonWriter writer = Start(buffer, 1, 14);
        writer.Type(type);
        AssertText(expected, writer, buffer);
    }

    [TestMethod]
    public void Float_AnyNumber_IsTheTextOfFloatText()
    {
        byte[] buffer = Hex.Filled(40);
        JsonWriter writer = Start(buffer, 1, 38);
        writer.Float(21.1f);
        writer.Char((byte)' ');
        writer.Float(-0.0f);
        writer.Char((byte)' ');
        writer.Float(float.NaN);
        writer.Char((byte)' ');
        writer.Float(float.NegativeInfinity);
        AssertText("21.1 -0 null null", writer, buffer);
    }

    [TestMethod]
    public void EveryWrite_ThroughAWindow_GivesThatPartOfTheWhole()
    {
        byte[] whole = new byte[200];
        JsonWriter writer = Start(whole, 0, whole.Length);
        WriteSample(writer);
        int total = writer.Sink.Total;
        Assert.AreEqual(total, writer.Sink.Written);

        for (int skip = 0; skip <= total; skip += 3)
        {
            byte[] part = Hex.Filled(12);
            writer.Sink.Reset(part, 1, 10, skip);
            WriteSample(writer);
            int expected = total - skip < 10 ? total - skip : 10;
            Assert.AreEqual(total, writer.Sink.Total);
            Assert.AreEqual(expected, writer.Sink.Written);
            Expect.Bytes(Hex.Text(whole, skip, expected), part, 1, expected);
            Assert.IsTrue(Hex.IsUntouched(part, 0, 1) && Hex.IsUntouched(part, 1 + expected, 11 - expected));
        }
    }

    private static void WriteSample(JsonWriter writer)
    {
        byte[] data = Hex.Bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        writer.Char((byte)'[');
        writer.Unsigned(18446744073709551615UL);
        writer.Signed(-1234567890123L);
        writer.Float(-0.1f);
        writer.String(data, 0, 16);
        writer.Base64(data, 0, data.Length);
        writer.Type(0x3E);
        writer.Null();
    }

    private static JsonWriter Start(byte[] buffer, int offset, int capacity)
    {
        ByteSink sink = new ByteSink();
        sink.Reset(buffer, offset, capacity, 0);
        return new JsonWriter(sink);
    }

    private static void AssertText(string expected, JsonWriter writer, byte[] buffer)
    {
        Assert.IsFalse(writer.Sink.IsOverflowing);
        Assert.AreEqual(expected, Encoding.UTF8.GetString(buffer, 1, writer.Sink.Written));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 1 + writer.Sink.Written, buffer.Length - 1 - writer.Sink.Written));
    }
}
