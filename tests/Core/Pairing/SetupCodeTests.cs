// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Pairing;


[TestClass]
public class SetupCodeTests
{
    [TestMethod]
    [DataRow(SetupCodeVectors.Refused00000000)]
    [DataRow(SetupCodeVectors.Refused11111111)]
    [DataRow(SetupCodeVectors.Refused22222222)]
    [DataRow(SetupCodeVectors.Refused33333333)]
    [DataRow(SetupCodeVectors.Refused44444444)]
    [DataRow(SetupCodeVectors.Refused55555555)]
    [DataRow(SetupCodeVectors.Refused66666666)]
    [DataRow(SetupCodeVectors.Refused77777777)]
    [DataRow(SetupCodeVectors.Refused88888888)]
    [DataRow(SetupCodeVectors.Refused99999999)]
    [DataRow(SetupCodeVectors.Refused12345678)]
    [DataRow(SetupCodeVectors.Refused87654321)]
    public void IsValid_CodeThatEverybodyTries_IsRefused(string code)
    {
        byte[] text = Hex.Bytes(code);

        Assert.IsFalse(SetupCode.IsValid(text, 0, text.Length));
        Assert.IsFalse(SetupCode.TryParse(System.Text.Encoding.UTF8.GetString(text, 0, text.Length), new byte[SetupCode.TextBytes]));
    }

    [TestMethod]
    [DataRow("518-08-582", true)]
    [DataRow("000-00-001", true)]
    [DataRow("123-45-679", true)]
    [DataRow("51808582", true)]
    [DataRow("518-08-58", false)]
    [DataRow("518-08-5822", false)]
    [DataRow("518 08 582", false)]
    [DataRow("5180-8-582", false)]
    [DataRow("518-08-58a", false)]
    [DataRow("518-08-58/", false)]
    [DataRow("518-08-58:", false)]
    [DataRow("518-08-58\u0665", false)]
    [DataRow("5180858", false)]
    [DataRow("518085821", false)]
    [DataRow("12345678", false)]
    [DataRow("", false)]
    public void TryParse_TypedText_IsTakenOnlyAsACode(string text, bool isCode)
    {
        byte[] code = Hex.Filled(SetupCode.TextBytes);

        Assert.AreEqual(isCode, SetupCode.TryParse(text, code));

        Assert.AreEqual(!isCode, Bytes.IsZero(code));
        Assert.IsTrue(!isCode || SetupCode.IsValid(code, 0, code.Length));
    }

    [TestMethod]
    public void TryParse_DigitsAlone_GetTheirHyphens()
    {
        byte[] code = new byte[SetupCode.TextBytes];

        Assert.IsTrue(SetupCode.TryParse("00000001", code));

        Assert.AreEqual("000-00-001", System.Text.Encoding.UTF8.GetString(code, 0, code.Length));
        Assert.AreEqual(1u, SetupCode.ToNumber(code, 0));
    }

    [TestMethod]
    [DataRow("46891603", "518-08-582", "51808582 as it stands")]
    [DataRow("01000000", "000-00-001", "1")]
    [DataRow("01e1f505", "000-00-001", "1 + 10^8")]
    [DataRow("ffe956fa", "999-99-999+", "4199999999 is all nines: drawn again")]
    [DataRow("00ea56fa", "limit", "4200000000 would favour low codes: drawn again")]
    [DataRow("ffffffff", "limit", "2^32 - 1: drawn again")]
    [DataRow("00000000", "zero", "all zeros: drawn again")]
    [DataRow("4e61bc00", "forbidden", "12345678: drawn again")]
    [DataRow("b17f3905", "forbidden", "87654321: drawn again")]
    [DataRow("c78aa900", "forbidden", "11111111: drawn again")]
    public void TryDraw_RandomNumber_IsTakenOnlyWithoutBias(string random, string expected, string what)
    {
        ScriptedCrypto crypto = new ScriptedCrypto("code");
        crypto.Script(Hex.Bytes(random));
        crypto.Script(Hex.Bytes("2a000000"));
        byte[] code = new byte[SetupCode.TextBytes];

        Assert.IsTrue(SetupCode.TryDraw(crypto, code), what);

        bool isTaken = expected.Length == SetupCode.TextBytes;
        Assert.AreEqual(isTaken ? expected : "000-00-042", System.Text.Encoding.UTF8.GetString(code, 0, code.Length), what);
        Assert.AreEqual(isTaken ? 4 : 0, crypto.Remaining, what);
    }

    [TestMethod]
    public void TryDraw_NoRandomness_DrawsNothing()
    {
        ScriptedCrypto crypto = new ScriptedCrypto("code") { IsRandomReady = false };
        byte[] code = new byte[SetupCode.TextBytes];

        Assert.IsFalse(SetupCode.TryDraw(crypto, code));

        Assert.IsTrue(Bytes.IsZero(code));
    }
}
