// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class Base64Tests
{
    // The last three are RFC 4648 section 9 and the two characters that are neither letter nor digit.
    [TestMethod]
    [DataRow(JsonVectors.Base64_0, JsonVectors.Base64_0_text)]
    [DataRow(JsonVectors.Base64_1, JsonVectors.Base64_1_text)]
    [DataRow(JsonVectors.Base64_2, JsonVectors.Base64_2_text)]
    [DataRow(JsonVectors.Base64_3, JsonVectors.Base64_3_text)]
    [DataRow(JsonVectors.Base64_4, JsonVectors.Base64_4_text)]
    [DataRow(JsonVectors.Base64_5, JsonVectors.Base64_5_text)]
    [DataRow(JsonVectors.Base64_6, JsonVectors.Base64_6_text)]
    [DataRow("14fb9c03d97e", "465075634139 6c2b")]
    [DataRow("fffefd", "2f2f3739")]
    [DataRow("fbefbe", "2b2b2b2b")]
    public void EncodeAndDecode_Vector_GiveEachOther(string hex, string textHex)
    {
        byte[] bytes = Hex.Bytes(hex);
        byte[] text = Hex.Bytes(textHex);
        byte[] buffer = Hex.Filled(text.Length + 2);

        Assert.AreEqual(text.Length, Base64.EncodedBytes(bytes.Length));
        Assert.AreEqual(text.Length, Base64.Encode(bytes, 0, bytes.Length, buffer, 1));
        Expect.Bytes("a5" + Hex.Text(text) + "a5", buffer, 0, buffer.Length);

        buffer = Hex.Filled(bytes.Length + 2);
        Assert.AreEqual(bytes.Length, Base64.Decode(text, 0, text.Length, buffer, 1, bytes.Length));
        Expect.Bytes("a5" + hex + "a5", buffer, 0, buffer.Length);
    }

    [TestMethod]
    public void Decode_OverItsOwnText_GivesTheBytes()
    {
        byte[] buffer = Hex.Utf8("-Zm9vYmE=-");
        Assert.AreEqual(5, Base64.Decode(buffer, 1, 8, buffer, 1, 8));
        Expect.Bytes("666f6f6261", buffer, 1, 5);
        Expect.Bytes("2d", buffer, 9, 1);
    }

    [TestMethod]
    [DataRow("Z")]
    [DataRow("Zg")]
    [DataRow("Zg=")]
    [DataRow("Zg==Zg==")]
    [DataRow("=g==")]
    [DataRow("Z===")]
    [DataRow("====")]
    [DataRow("Zm=v")]
    [DataRow("Zm9vYg==\n")]
    [DataRow("Zm9\n")]
    [DataRow("Zm 9")]
    [DataRow("Zm-_")]
    [DataRow("Zm9@")]
    [DataRow("Zm9[")]
    [DataRow("Zh==")]
    [DataRow("Zm9vZm9=")]
    public void Decode_BadText_IsRefusedAndLeavesZeros(string text)
    {
        byte[] ascii = Hex.Utf8(text);
        byte[] buffer = Hex.Filled(16);
        Assert.AreEqual(-1, Base64.Decode(ascii, 0, ascii.Length, buffer, 1, 14));
        for (int i = 1; i < 15; i++)
        {
            Assert.IsTrue(buffer[i] == 0 || buffer[i] == 0xA5);
        }
    }

    [TestMethod]
    [DataRow("Zg==", 1)]
    [DataRow("Zm8=", 2)]
    [DataRow("Zm9v", 3)]
    [DataRow("Zm9vYg==", 4)]
    public void Decode_OneByteTooLong_IsRefusedAndWritesNothing(string text, int length)
    {
        byte[] ascii = Hex.Utf8(text);
        byte[] buffer = Hex.Filled(8);
        Assert.AreEqual(-2, Base64.Decode(ascii, 0, ascii.Length, buffer, 0, length - 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 8));
        Assert.AreEqual(length, Base64.Decode(ascii, 0, ascii.Length, buffer, 0, length));
    }
}
