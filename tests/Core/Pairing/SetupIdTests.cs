// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Pairing;


[TestClass]
public class SetupIdTests
{
    [TestMethod]
    [DataRow(SetupHashVectors.HapPython_setupId, SetupHashVectors.HapPython_deviceId, SetupHashVectors.HapPython_sh)]
    [DataRow(SetupHashVectors.AdkC9FE1BCF_setupId, SetupHashVectors.AdkC9FE1BCF_deviceId, SetupHashVectors.AdkC9FE1BCF_sh)]
    [DataRow(SetupHashVectors.AdkEF5D8E9B_setupId, SetupHashVectors.AdkEF5D8E9B_deviceId, SetupHashVectors.AdkEF5D8E9B_sh)]
    [DataRow(SetupHashVectors.Computed1QJ8_setupId, SetupHashVectors.Computed1QJ8_deviceId, SetupHashVectors.Computed1QJ8_sh)]
    [DataRow(SetupHashVectors.ComputedHSPN_setupId, SetupHashVectors.ComputedHSPN_deviceId, SetupHashVectors.ComputedHSPN_sh)]
    public void Hash_PublishedIds_GiveTheirText(string setupId, string deviceId, string text)
    {
        Assert.AreEqual(text, Hex.Text(SetupId.Hash(new ReferenceCrypto("hash"), Hex.Bytes(setupId), Hex.Bytes(deviceId))));
    }

    [TestMethod]
    [DataRow("7OSX", true)]
    [DataRow("0000", true)]
    [DataRow("ZZZZ", true)]
    [DataRow("7osx", false)]
    [DataRow("7OS", false)]
    [DataRow("7OSXX", false)]
    [DataRow("7OS/", false)]
    [DataRow("7OS:", false)]
    [DataRow("7OS@", false)]
    [DataRow("7OS[", false)]
    [DataRow("7OS\u00d6", false)]
    [DataRow("", false)]
    public void TryParse_TypedText_IsTakenOnlyAsAnId(string text, bool isId)
    {
        byte[] setupId = Hex.Filled(SetupId.TextBytes);

        Assert.AreEqual(isId, SetupId.TryParse(text, setupId));

        Assert.AreEqual(isId ? Hex.Text(Hex.Utf8(text)) : "00000000", Hex.Text(setupId));
    }

    [TestMethod]
    [DataRow("00010a23", "01AZ")]
    [DataRow("fb24fc2500", "Z010")]
    [DataRow("fffefdfc01020304", "1234")]
    public void TryDraw_RandomBytes_AreTakenOnlyWithoutBias(string random, string expected)
    {
        ScriptedCrypto crypto = new ScriptedCrypto("id");
        crypto.Script(Hex.Bytes(random));
        byte[] setupId = new byte[SetupId.TextBytes];

        Assert.IsTrue(SetupId.TryDraw(crypto, setupId));

        Assert.AreEqual(expected, System.Text.Encoding.UTF8.GetString(setupId, 0, setupId.Length));
        Assert.AreEqual(0, crypto.Remaining);
    }
}
