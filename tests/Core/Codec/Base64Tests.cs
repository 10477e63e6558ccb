// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class Base64Tests
{
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
    public void Encode_Vector_GivesText(string hex, string textHex)
    {
        byte[] bytes = Hex.Bytes(hex);
        byte[] text = Hex.Bytes(textHex);
        byte[] buffer = Hex.Filled(text.Length + 2);

        int count = Base64.Encode(bytes, 0, bytes.Length, buffer, 1);

        Assert.AreEqual(text.Length, count);
        Assert.AreEqual(text.Length, Base64.EncodedBytes(bytes.Length));
        Expect.Bytes("a5" + Hex.Text(text) + "a5", buffer, 0, buffer.Length);
    }
}
