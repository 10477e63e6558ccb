// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class JsonReaderTests
{
    // One letter a token, in the order of JsonToken.
    private const string Letters = "?{}[]NS#tf0$";

    [TestMethod]
    [DataRow("{}", "{}$")]
    [DataRow("[]", "[]$")]
    [DataRow(" [ 1 , \"a\" ,true,false,null,{ } , [ ] ] ", "[#Stf0{}[]]$")]
    [DataRow("{\"a\":{\"b\":[{\"c\":-1.5e3}]}}", "{N{N[{N#}]}}$")]
    [DataRow("\t\r\n {\"a\" : 1 , \"b\" :\n[]}\r\n", "{N#N[]}$")]
    [DataRow("\"\"", "S$")]
    [DataRow("0", "#$")]
    [DataRow("-0", "#$")]
    [DataRow("10.25E+2", "#$")]
    [DataRow("null", "0$")]
    public void Next_ValidText_GivesTokens(string text, string letters)
    {
        Assert.AreEqual(letters, Tokens(Hex.Utf8(text)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("{")]
    [DataRow("[1,")]
    [DataRow("{\"a\"")]
    [DataRow("{\"a\":")]
    [DataRow("{\"a\":1,")]
    [DataRow("\"abc")]
    [DataRow("\"abc\\")]
    [DataRow("\"abc\\u00e")]
    [DataRow("tru")]
    [DataRow("-")]
    [DataRow("1.")]
    [DataRow("1e")]
    [DataRow("1e+")]
    public void Next_CutText_NeedsMore(string text)
    {
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)Outcome(Hex.Utf8(text)));
    }

    [TestMethod]
    [DataRow("{]")]
    [DataRow("[}")]
    [DataRow("]")]
    [DataRow("}")]
    [DataRow(",")]
    [DataRow("[,1]")]
    [DataRow("[1,]")]
    [DataRow("[1 2]")]
    [DataRow("{,}")]
    [DataRow("{\"a\":1,}")]
    [DataRow("{\"a\",1}")]
    [DataRow("{\"a\"1}")]
    [DataRow("{\"a\":,}")]
    [DataRow("{\"a\":1 \"b\":2}")]
    [DataRow("{a:1}")]
    [DataRow("{1:1}")]
    [DataRow("{'a':1}")]
    [DataRow("{} {}")]
    [DataRow("1 1")]
    [DataRow("null,")]
    [DataRow("trux")]
    [DataRow("True")]
    [DataRow("truee")]
    [DataRow("NaN")]
    [DataRow("Infinity")]
    [DataRow("+1")]
    [DataRow(".5")]
    [DataRow("01")]
    [DataRow("-01")]
    [DataRow("-a")]
    [DataRow("1.a")]
    [DataRow("1.e1")]
    [DataRow("1ea")]
    [DataRow("0x1")]
    [DataRow("\"a\\x\"")]
    [DataRow("\"a\\u00g0\"")]
    [DataRow("\"a\nb\"")]
    [DataRow("\"a\u0001b\"")]
    [DataRow("\"a\u001fb\"")]
    [DataRow("\u001f{}")]
    [DataRow("// a\n1")]
    [DataRow("\ufeff{}")]
    [DataRow("\u00a0{}")]
    public void Next_BadText_IsMalformed(string text)
    {
        Assert.AreEqual((int)ParseStatus.Malformed, (int)Outcome(Hex.Utf8(text)));
    }

    [TestMethod]
    public void Next_AfterFailure_StaysFailed()
    {
        JsonReader reader = Start("[1,x]");
        Read(reader, 2);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Next());
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Next());
        Assert.AreEqual((int)JsonToken.None, (int)reader.Token);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Skip());
    }

    [TestMethod]
    public void Next_DeepestNesting_IsDoneAndDeeperIsTooLarge()
    {
        string open = "";
        string close = "";
        for (int i = 0; i < JsonReader.MaxDepth; i++)
        {
            open += i % 2 == 0 ? "[" : "{\"a\":";
            close = (i % 2 == 0 ? "]" : "}") + close;
        }

        Assert.AreEqual((int)ParseStatus.Done, (int)Outcome(Hex.Utf8(open + "1" + close)));
        Assert.AreEqual((int)ParseStatus.TooLarge, (int)Outcome(Hex.Utf8(open + "[]" + close)));
        Assert.AreEqual((int)ParseStatus.TooLarge, (int)Outcome(Hex.Utf8(open + "{}" + close)));
    }

    [TestMethod]
    [DataRow(JsonVectors.WriteAdkTimed)]
    [DataRow(JsonVectors.WriteAdkIntegers)]
    [DataRow(JsonVectors.WriteAdkStrings)]
    [DataRow(JsonVectors.PrepareAdk)]
    public void Next_VectorCutAtEveryByte_NeedsMore(string hex)
    {
        byte[] text = Hex.Bytes(hex);
        int whole = text.Length;
        while (text[whole - 1] == '\n')
        {
            whole--;
        }

        byte[] buffer = new byte[text.Length + 2];
        System.Array.Copy(text, 0, buffer, 1, text.Length);
        for (int count = 0; count <= text.Length; count++)
        {
            ParseStatus expected = count < whole ? ParseStatus.NeedMore : ParseStatus.Done;
            Assert.AreEqual((int)expected, (int)Outcome(buffer, 1, count));
        }

        CollectionAssert.AreEqual(text, Hex.Slice(buffer, 1, text.Length));
    }

    [TestMethod]
    public void TryGetUnsigned_AdkTimedVector_GivesEveryNumber()
    {
        // [aid, iid, value] of three entries, then the pid.
        Assert.AreEqual("2 6 1 2 7 3 2 8 4 11122333 ", Unsigned(JsonVectors.WriteAdkTimed));
    }

    [TestMethod]
    public void TryGetUnsigned_AdkPrepareVector_GivesTtlAndPid()
    {
        Assert.AreEqual("2500 11122333 ", Unsigned(JsonVectors.PrepareAdk));
    }

    [TestMethod]
    public void TryGetSignedAndUnsigned_AdkIntegerVector_GiveEveryValue()
    {
        JsonReader reader = new JsonReader();
        byte[] text = Hex.Bytes(JsonVectors.WriteAdkIntegers);
        reader.Reset(text, 0, text.Length);
        string signed = "";
        string unsigned = "";
        while (reader.Next() == ParseStatus.Done && reader.Token != JsonToken.End)
        {
            if (reader.Token != JsonToken.Name || !reader.NameEquals(Hex.Utf8("value")))
            {
                continue;
            }

            reader.Next();
            signed += reader.TryGetSigned(out long s) ? s.ToString() + " " : "- ";
            unsigned += reader.TryGetUnsigned(out ulong u) ? u.ToString() + " " : "- ";
        }

        Assert.AreEqual("-2147483648 -1 0 1 2147483648 4294967296 - - ", signed);
        Assert.AreEqual("- - 0 1 2147483648 4294967296 9223372036854775808 18446744073709551615 ", unsigned);
    }

    [TestMethod]
    [DataRow("1.0", 1UL)]
    [DataRow("1e0", 1UL)]
    [DataRow("1E+2", 100UL)]
    [DataRow("1200e-2", 12UL)]
    [DataRow("0.12e2", 12UL)]
    [DataRow("-0", 0UL)]
    [DataRow("0e999999999999", 0UL)]
    [DataRow("0.000e-999999999999", 0UL)]
    [DataRow("100000000000000000000000e-22", 10UL)]
    [DataRow("1.0000000000000000000000000000000000", 1UL)]
    [DataRow("18446744073709551615", 18446744073709551615UL)]
    [DataRow("18446744073709551615.0", 18446744073709551615UL)]
    [DataRow("1844674407370955161.5e1", 18446744073709551615UL)]
    [DataRow("1e19", 10000000000000000000UL)]
    [DataRow("123456789", 123456789UL)]
    [DataRow("1234567890", 1234567890UL)]
    public void TryGetUnsigned_Integer_IsExact(string text, ulong expected)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        Assert.IsTrue(reader.TryGetUnsigned(out ulong value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("0.1")]
    [DataRow("1e-1")]
    [DataRow("1.00000000000000000000000000001")]
    [DataRow("18446744073709551616")]
    [DataRow("184467440737095516150")]
    [DataRow("18446744073709551619")]
    [DataRow("184467440737095516193")]
    [DataRow("2e19")]
    [DataRow("1844674407370955162e1")]
    [DataRow("1e99999999999")]
    [DataRow("1e-99999999999")]
    [DataRow("\"1\"")]
    [DataRow("true")]
    [DataRow("null")]
    [DataRow("[1]")]
    public void TryGetUnsigned_AnythingElse_IsRefused(string text)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        Assert.IsFalse(reader.TryGetUnsigned(out ulong value));
        Assert.AreEqual(0UL, value);
    }

    [TestMethod]
    [DataRow("-9223372036854775808", true)]
    [DataRow("-9223372036854775809", false)]
    [DataRow("9223372036854775807", true)]
    [DataRow("9223372036854775808", false)]
    [DataRow("-1.0", true)]
    [DataRow("-1.5", false)]
    [DataRow("false", false)]
    public void TryGetSigned_AtTheBounds_TakesWhatFits(string text, bool isTaken)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        Assert.AreEqual(isTaken, reader.TryGetSigned(out long value));
        Assert.AreEqual(!isTaken, value == 0);
        if (isTaken && text != "-1.0")
        {
            Assert.AreEqual(text, value.ToString());
        }
    }

    [TestMethod]
    public void TryGetSigned_NegativeNumber_IsNegativeForArithmeticToo()
    {
        JsonReader reader = Start("-9");
        Read(reader, 1);

        Assert.IsTrue(reader.TryGetSigned(out long value));
        Assert.IsTrue((double)value == -9.0, "as floating point");
        Assert.AreEqual(-3L, value / 3);
        Assert.AreEqual(-5L, value >> 1);
    }

    [TestMethod]
    [DataRow("true", true, true)]
    [DataRow("false", true, false)]
    [DataRow("1", true, true)]
    [DataRow("0", true, false)]
    [DataRow("1.0", true, true)]
    [DataRow("2", false, false)]
    [DataRow("-1", false, false)]
    [DataRow("0.5", false, false)]
    [DataRow("null", false, false)]
    [DataRow("\"true\"", false, false)]
    [DataRow("[true]", false, false)]
    public void TryGetBool_AnyToken_TakesTheFourForms(string text, bool isTaken, bool expected)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        Assert.AreEqual(isTaken, reader.TryGetBool(out bool value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    public void CopyString_AdkStringVector_GivesUtf8()
    {
        string[] expected =
        {
            JsonVectors.WriteAdkStrings_value0, JsonVectors.WriteAdkStrings_value1, JsonVectors.WriteAdkStrings_value2,
            JsonVectors.WriteAdkStrings_value3, JsonVectors.WriteAdkStrings_value4,
        };
        JsonReader reader = new JsonReader();
        byte[] text = Hex.Bytes(JsonVectors.WriteAdkStrings);
        reader.Reset(text, 0, text.Length);
        int found = 0;
        while (reader.Next() == ParseStatus.Done && reader.Token != JsonToken.End)
        {
            if (reader.Token == JsonToken.String)
            {
                int length = expected[found].Length / 2;
                byte[] buffer = Hex.Filled(length + 2);
                Assert.AreEqual(length, reader.CopyString(buffer, 1, length));
                Expect.Bytes("a5" + expected[found] + "a5", buffer, 0, buffer.Length);
                found++;
            }
        }

        Assert.AreEqual(expected.Length, found);
    }

    [TestMethod]
    [DataRow("\"\"", "")]
    [DataRow("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "225c2f080c0a0d09")]
    [DataRow("\"\\u0000\"", "00")]
    [DataRow("\"\\u007f\\u0080\\u07ff\\u0800\\uffff\"", "7fc280dfbfe0a080efbfbf")]
    [DataRow("\"\\ud7ff\\ue000\"", "ed9fbfee8080")]
    [DataRow("\"\\uD800\\uDC00\\uDBFF\\uDFFF\"", "f0908080f48fbfbf")]
    [DataRow("\"a\\u00e4b\u00e4c\u20ac\"", "61c3a462c3a463e282ac")]
    public void CopyString_Escapes_GiveUtf8(string text, string expected)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        int length = expected.Length / 2;
        byte[] buffer = Hex.Filled(length + 2);
        Assert.AreEqual(length, reader.CopyString(buffer, 1, length));
        Expect.Bytes("a5" + expected + "a5", buffer, 0, buffer.Length);
    }

    [TestMethod]
    [DataRow("225c756438303022")]
    [DataRow("225c75646330305c756438303022")]
    [DataRow("225c75643830305c6e22")]
    [DataRow("225c75643830305c753030343122")]
    [DataRow("225c75643830305c756438303022")]
    [DataRow("225c75646330305c756463303022")]
    [DataRow("225c75643830305c756530303022")]
    [DataRow("225c75643830306122")]
    [DataRow("22ff22")]
    [DataRow("2280 22")]
    [DataRow("22c022")]
    [DataRow("22c08022")]
    [DataRow("22c1bf22")]
    [DataRow("22e0808022")]
    [DataRow("22e09fbf22")]
    [DataRow("22eda08022")]
    [DataRow("22edbfbf22")]
    [DataRow("22f08fbfbf22")]
    [DataRow("22f490808022")]
    [DataRow("22f580808022")]
    [DataRow("2261e28222")]
    [DataRow("22e2826122")]
    [DataRow("22e2e28222")]
    [DataRow("22f09f9822")]
    public void CopyString_BadTextOrSurrogate_IsRefusedAndLeavesZeros(string hex)
    {
        byte[] text = Hex.Bytes(hex);
        JsonReader reader = new JsonReader();
        reader.Reset(text, 0, text.Length);
        Read(reader, 1);
        byte[] buffer = Hex.Filled(66);
        Assert.AreEqual(-1, reader.CopyString(buffer, 1, 64));
        for (int i = 1; i < buffer.Length; i++)
        {
            Assert.IsTrue(buffer[i] == 0xA5 || buffer[i] == 0);
        }

        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 1 + text.Length, buffer.Length - 1 - text.Length));
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
    }

    [TestMethod]
    [DataRow("\"abcd\"", 4)]
    [DataRow("\"ab\\ncd\"", 5)]
    [DataRow("\"abc\\u20ac\"", 6)]
    [DataRow("\"\\ud83d\\ude01\"", 4)]
    public void CopyString_OneByteTooLong_IsRefusedAndLeavesZeros(string text, int length)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        byte[] buffer = Hex.Filled(length + 2);
        Assert.AreEqual(-2, reader.CopyString(buffer, 1, length - 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, length, 2));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1));
        for (int i = 1; i < length; i++)
        {
            Assert.AreEqual(0, (int)buffer[i]);
        }

        Assert.AreEqual(length, reader.CopyString(buffer, 1, length));
    }

    [TestMethod]
    public void CopyString_NoString_IsRefused()
    {
        JsonReader reader = Start("[1]");
        byte[] buffer = Hex.Filled(4);
        Assert.AreEqual(-1, reader.CopyString(buffer, 0, 4));
        Read(reader, 2);
        Assert.AreEqual(-1, reader.CopyString(buffer, 0, 4));
        Assert.AreEqual(-1, reader.CopyBase64(buffer, 0, 4));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 4));
    }

    [TestMethod]
    [DataRow("\"\"", "")]
    [DataRow("\"Zm9vYmFy\"", "666f6f626172")]
    [DataRow("\"Zm8=\"", "666f")]
    [DataRow("\"\\/\\/79\"", "fffefd")]
    [DataRow("\"\\u005am9v\"", "666f6f")]
    public void CopyBase64_Text_GivesBytes(string text, string expected)
    {
        JsonReader reader = Start(text);
        Read(reader, 1);
        byte[] buffer = Hex.Filled(32);
        Assert.AreEqual(expected.Length / 2, reader.CopyBase64(buffer, 1, 24));
        Expect.Bytes("a5" + expected, buffer, 0, 1 + (expected.Length / 2));
        Assert.IsTrue(Hex.IsUntouched(buffer, 25, 7));
    }

    [TestMethod]
    public void CopyBase64_NoRoomOrNoBase64_IsRefused()
    {
        byte[] buffer = new byte[32];
        JsonReader reader = Start("\"Zm9vYmFy\"");
        Read(reader, 1);
        Assert.AreEqual(-2, reader.CopyBase64(buffer, 0, 7));
        reader = Start("\"Zm9vYmF\"");
        Read(reader, 1);
        Assert.AreEqual(-1, reader.CopyBase64(buffer, 0, 32));
    }

    [TestMethod]
    [DataRow("{\"aid\":1}", "aid", true)]
    [DataRow("{\"aid\":1}", "aie", false)]
    [DataRow("{\"aid\":1}", "ai", false)]
    [DataRow("{\"aid\":1}", "aids", false)]
    [DataRow("{\"\\u0061i\\u0064\":1}", "aid", true)]
    [DataRow("{\"\\u0061i\\u0064\":1}", "ai", false)]
    [DataRow("{\"\\u0061i\\u0064\":1}", "aids", false)]
    [DataRow("{\"a\\/b\":1}", "a/b", true)]
    [DataRow("{\"\\ud800\":1}", "?", false)]
    [DataRow("{\"\":1}", "", true)]
    public void NameEquals_Name_ComparesWhatItStandsFor(string text, string name, bool expected)
    {
        JsonReader reader = Start(text);
        Read(reader, 2);
        Assert.AreEqual((int)JsonToken.Name, (int)reader.Token);
        Assert.AreEqual(expected, reader.NameEquals(Hex.Utf8(name)));
    }

    [TestMethod]
    public void NameEquals_OtherToken_IsFalse()
    {
        JsonReader reader = Start("[1]");
        Read(reader, 2);
        Assert.IsFalse(reader.NameEquals(Hex.Utf8("1")));
    }

    [TestMethod]
    public void TokenOffset_EveryKind_TellsTheRawBytes()
    {
        JsonReader reader = Start("{ \"a\\n\" : [ -1.5 , \"xy\" , true ] }");
        string[] expected = { "{", "a\\n", "[", "-1.5", "xy", "true", "]", "}", "" };
        byte[] text = Hex.Utf8("{ \"a\\n\" : [ -1.5 , \"xy\" , true ] }");
        for (int i = 0; i < expected.Length; i++)
        {
            Read(reader, 1);
            Expect.Bytes(Hex.Text(Hex.Utf8(expected[i])), text, reader.TokenOffset, reader.TokenLength);
        }
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("\"a\"")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("[[],[[]],{\"x\":[1,{}]}]")]
    [DataRow("{\"skipped\":{\"after\":[1]},\"b\":\"}\"}")]
    public void Skip_MemberValue_StopsInFrontOfTheNextMember(string value)
    {
        JsonReader reader = Start("{\"skipped\":" + value + ",\"after\":7}");
        Read(reader, 2);
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Skip());
        AssertAfter(reader);

        reader = Start("{\"skipped\":" + value + ",\"after\":7}");
        Read(reader, 3);
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Skip());
        AssertAfter(reader);
    }

    [TestMethod]
    public void Skip_BadOrCutValue_TellsSo()
    {
        JsonReader reader = Start("{\"a\":[1,}");
        Read(reader, 2);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)reader.Skip());
        reader = Start("{\"a\":[1,");
        Read(reader, 2);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)reader.Skip());
    }

    private static void AssertAfter(JsonReader reader)
    {
        Read(reader, 1);
        Assert.IsTrue(reader.NameEquals(Hex.Utf8("after")));
        Read(reader, 1);
        Assert.IsTrue(reader.TryGetUnsigned(out ulong value));
        Assert.AreEqual(7UL, value);
        Read(reader, 2);
        Assert.AreEqual((int)JsonToken.End, (int)reader.Token);
    }

    private static JsonReader Start(string text)
    {
        byte[] bytes = Hex.Utf8(text);
        JsonReader reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }

    private static void Read(JsonReader reader, int tokens)
    {
        for (int i = 0; i < tokens; i++)
        {
            Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        }
    }

    private static ParseStatus Outcome(byte[] text)
    {
        return Outcome(text, 0, text.Length);
    }

    private static ParseStatus Outcome(byte[] buffer, int offset, int count)
    {
        JsonReader reader = new JsonReader();
        reader.Reset(buffer, offset, count);
        ParseStatus status;
        do
        {
            status = reader.Next();
        }
        while (status == ParseStatus.Done && reader.Token != JsonToken.End);

        return status;
    }

    private static string Tokens(byte[] text)
    {
        byte[] letters = Hex.Utf8(Letters);
        byte[] found = new byte[100];
        int count = 0;
        JsonReader reader = new JsonReader();
        reader.Reset(text, 0, text.Length);
        do
        {
            Read(reader, 1);
            found[count] = letters[(int)reader.Token];
            count++;
        }
        while (reader.Token != JsonToken.End);

        // The end stays the end.
        Read(reader, 1);
        Assert.AreEqual((int)JsonToken.End, (int)reader.Token);
        return System.Text.Encoding.UTF8.GetString(found, 0, count);
    }

    private static string Unsigned(string hex)
    {
        byte[] text = Hex.Bytes(hex);
        JsonReader reader = new JsonReader();
        reader.Reset(text, 0, text.Length);
        string numbers = "";
        while (reader.Next() == ParseStatus.Done && reader.Token != JsonToken.End)
        {
            if (reader.TryGetUnsigned(out ulong value))
            {
                numbers += value.ToString() + " ";
            }
        }

        return numbers;
    }
}
