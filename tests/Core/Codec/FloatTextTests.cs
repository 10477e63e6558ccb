// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class FloatTextTests
{
    // Text of the shortest round trip, made with another implementation: .NET 10's float.ToString("R"), with the point moved where the exponent is ours.
    [TestMethod]
    [DataRow(0f, "0")]
    [DataRow(-0f, "-0")]
    [DataRow(1f, "1")]
    [DataRow(-1f, "-1")]
    [DataRow(50f, "50")]
    [DataRow(21.3f, "21.3")]
    [DataRow(21.1f, "21.1")]
    [DataRow(23.5f, "23.5")]
    [DataRow(0.1f, "0.1")]
    [DataRow(0.3f, "0.3")]
    [DataRow(-0.7f, "-0.7")]
    [DataRow(100.01f, "100.01")]
    [DataRow(360f, "360")]
    [DataRow(0.0001f, "0.0001")]
    [DataRow(0.00012345678f, "0.00012345678")]
    [DataRow(100000f, "100000")]
    [DataRow(99999.99f, "99999.99")]
    [DataRow(3.1415927f, "3.1415927")]
    [DataRow(2.7182817f, "2.7182817")]
    [DataRow(0.33333334f, "0.33333334")]
    [DataRow(8388607.5f, "8388607.5")]
    [DataRow(16777215f, "16777215")]
    [DataRow(16777216f, "16777216")]
    [DataRow(123456784f, "123456784")]
    [DataRow(4294967296f, "4294967296")]
    [DataRow(9223371487098961920f, "9223371487098961920")]
    [DataRow(9223372036854775808f, "9.223372e18")]
    [DataRow(0.0000999f, "9.99e-5")]
    [DataRow(0.00009999999f, "9.999999e-5")]
    [DataRow(1e-5f, "1e-5")]
    [DataRow(1e-10f, "1e-10")]
    [DataRow(1e20f, "1e20")]
    [DataRow(-1.5e-7f, "-1.5e-7")]
    [DataRow(3.4028235e38f, "3.4028235e38")]
    [DataRow(1.1754944e-38f, "1.1754944e-38")]
    [DataRow(1e-45f, "1e-45")]
    [DataRow(7.006492e-45f, "7e-45")]
    [DataRow(1.1754942e-38f, "1.1754942e-38")]
    [DataRow(9.5e-6f, "9.5e-6")]
    [DataRow(9.9999e-6f, "9.9999e-6")]
    public void Format_Number_IsTheShortestText(float value, string expected)
    {
        byte[] buffer = Hex.Filled(FloatText.MaxBytes + 2);

        int count = FloatText.Format(value, buffer, 1);

        Assert.AreEqual(expected, Encoding.UTF8.GetString(buffer, 1, count));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 1 + count, buffer.Length - 1 - count));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Format_NoNumber_IsNothing(float value)
    {
        byte[] buffer = Hex.Filled(FloatText.MaxBytes);
        Assert.AreEqual(0, FloatText.Format(value, buffer, 0));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, buffer.Length));
    }

    [TestMethod]
    public void Format_NumbersOfEveryExponent_ReadBackAndFitTheRoom()
    {
        uint state = 2463534242;
        for (int exponent = 0; exponent < 255; exponent++)
        {
            for (int i = 0; i < 12; i++)
            {
                // Xorshift: the same numbers in every run. The first two of an exponent are its ends.
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                uint mantissa = i == 0 ? 0 : i == 1 ? 0x7FFFFF : state & 0x7FFFFF;
                float value = FromBits(((uint)exponent << 23) | mantissa);

                byte[] buffer = Hex.Filled(FloatText.MaxBytes + 1);
                int count = FloatText.Format(-value, buffer, 0);
                Assert.IsTrue(count >= 2 && count <= FloatText.MaxBytes);
                Assert.AreEqual((byte)'-', buffer[0]);

                JsonReader reader = new JsonReader();
                reader.Reset(buffer, 1, count - 1);
                Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
                Assert.IsTrue(reader.TryGetFloat(out float back));
                Assert.IsTrue(back == value);
                Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
                Assert.AreEqual((int)JsonToken.End, (int)reader.Token);
            }
        }
    }

    // Expected values: the correctly rounded ones, as the C# compiler reads them.
    [TestMethod]
    [DataRow("0", 0f)]
    [DataRow("0.0", 0f)]
    [DataRow("21.3", 21.3f)]
    [DataRow("21.299999237060547", 21.3f)]
    [DataRow("21.29999923706054", 21.3f)]
    [DataRow("-21.3", -21.3f)]
    [DataRow("1e-1", 0.1f)]
    [DataRow("0.1000000014901161", 0.1f)]
    [DataRow("1E5", 100000f)]
    [DataRow("1e+5", 100000f)]
    [DataRow("123456789e-9", 0.123456789f)]
    [DataRow("16777217", 16777216f)]
    [DataRow("16777217.0001", 16777218f)]
    [DataRow("16777219", 16777220f)]
    [DataRow("16777218.9999999", 16777218f)]
    [DataRow("33554435", 33554436f)]
    [DataRow("937007.15625", 937007.125f)]
    [DataRow("58546.822265625", 58546.8203125f)]
    [DataRow("16130.02685546875", 16130.02734375f)]
    [DataRow("8388608.5", 8388608f)]
    [DataRow("8388609.5", 8388610f)]
    [DataRow("1.00000005960464", 1f)]
    [DataRow("1.0000000596047", 1.00000012f)]
    [DataRow("0.000000000001", 1e-12f)]
    [DataRow("18446744073709551615", 18446744073709551615f)]
    [DataRow("18446744073709551616", 18446744073709551616f)]
    [DataRow("100000000000000000000000000000000000000", 1e38f)]
    [DataRow("0.00000000000000000000000000000000000001", 1e-38f)]
    [DataRow("3.4028235e38", 3.4028235e38f)]
    [DataRow("1e-45", 1e-45f)]
    [DataRow("1e-46", 0f)]
    [DataRow("1e-999999999999", 0f)]
    [DataRow("0e999999999999", 0f)]
    public void TryGetFloat_Text_IsRoundedCorrectly(string text, float expected)
    {
        JsonReader reader = First(text);
        Assert.IsTrue(reader.TryGetFloat(out float value));
        Assert.IsTrue(value == expected);
    }

    [TestMethod]
    [DataRow("3.4028236e38")]
    [DataRow("-1e39")]
    [DataRow("1e999999999999")]
    [DataRow("\"1\"")]
    [DataRow("true")]
    [DataRow("null")]
    [DataRow("{}")]
    public void TryGetFloat_TooLargeOrNoNumber_IsRefused(string text)
    {
        JsonReader reader = First(text);
        Assert.IsFalse(reader.TryGetFloat(out float value));
        Assert.IsTrue(value == 0f);
    }

    private static JsonReader First(string text)
    {
        byte[] bytes = Hex.Utf8(text);
        JsonReader reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        return reader;
    }

    private static float FromBits(uint bits)
    {
        byte[] bytes = { (byte)bits, (byte)(bits >> 8), (byte)(bits >> 16), (byte)(bits >> 24) };
        return System.BitConverter.ToSingle(bytes, 0);
    }
}
