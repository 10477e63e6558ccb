// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class Utf8Tests
{
    // First and last of each row of the table in RFC 3629 section 4.
    [TestMethod]
    [DataRow("")]
    [DataRow("007f")]
    [DataRow("c280 dfbf")]
    [DataRow("e0a080 e0bfbf")]
    [DataRow("e18080 ecbfbf")]
    [DataRow("ed8080 ed9fbf")]
    [DataRow("ee8080 efbfbf")]
    [DataRow("f0908080 f0bfbfbf")]
    [DataRow("f1808080 f3bfbfbf")]
    [DataRow("f4808080 f48fbfbf")]
    [DataRow("4c616d70 e282ac f09f9881 31")]
    public void IsValid_WellFormed_IsTrueAndWithoutItsLastByteFalse(string hex)
    {
        byte[] bytes = Hex.Bytes(hex);
        Assert.IsTrue(Utf8.IsValid(bytes, 0, bytes.Length));
        if (bytes.Length > 0 && bytes[bytes.Length - 1] >= 0x80)
        {
            Assert.IsFalse(Utf8.IsValid(bytes, 0, bytes.Length - 1));
            Assert.IsFalse(Utf8.IsValid(bytes, 1, bytes.Length - 1));
        }
    }

    [TestMethod]
    [DataRow("80")]
    [DataRow("bf")]
    [DataRow("c080")]
    [DataRow("c1bf")]
    [DataRow("c27f")]
    [DataRow("c2c0")]
    [DataRow("e09fbf")]
    [DataRow("eda080")]
    [DataRow("e18041")]
    [DataRow("f08fbfbf")]
    [DataRow("f4908080")]
    [DataRow("f5808080")]
    [DataRow("f1808041")]
    [DataRow("fe")]
    [DataRow("ff")]
    public void IsValid_IllFormed_IsFalse(string hex)
    {
        byte[] bytes = Hex.Bytes("41" + hex + "41");
        Assert.IsFalse(Utf8.IsValid(bytes, 0, bytes.Length));
    }
}
