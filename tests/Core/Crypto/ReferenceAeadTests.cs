// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The oracle's own vectors.</summary>
[TestClass]
public class ReferenceAeadTests
{
    [TestMethod]
    public void Crypt_PublishedStreams_AreThese()
    {
        CaseReader cases = new CaseReader(ChaCha20Cases.Lines());
        while (cases.Next())
        {
            byte[] counter = cases.Bytes("counter");
            uint first = ((uint)counter[0] << 24) | ((uint)counter[1] << 16) | ((uint)counter[2] << 8) | counter[3];
            byte[] ciphertext = ReferenceAead.Crypt(cases.Bytes("key"), first, cases.Bytes("nonce"), cases.Bytes("text"));
            Assert.AreEqual(cases.Text("ciphertext"), Hex.Text(ciphertext));
        }

        Assert.AreEqual(8, cases.Count);
    }

    [TestMethod]
    public void Poly1305_PublishedMessages_GiveTheirTags()
    {
        CaseReader cases = new CaseReader(Poly1305Cases.Lines());
        while (cases.Next())
        {
            Assert.AreEqual(cases.Text("tag"), Hex.Text(ReferenceAead.Poly1305(cases.Bytes("key"), cases.Bytes("message"))));
        }

        Assert.AreEqual(12, cases.Count);
    }

    [TestMethod]
    public void SealAndOpen_PublishedTexts_AreThese()
    {
        CaseReader cases = new CaseReader(ChaCha20Poly1305Cases.Lines());
        while (cases.Next())
        {
            byte[] key = cases.Bytes("key");
            byte[] nonce = cases.Bytes("nonce");
            byte[] aad = cases.Bytes("aad");
            byte[] text = cases.Bytes("text");
            byte[] wanted = cases.Bytes("sealed");
            byte[] tag = Hex.Slice(wanted, text.Length, 16);
            byte[] ciphertext = Hex.Slice(wanted, 0, text.Length);

            Assert.AreEqual(cases.Text("sealed"), Hex.Text(ReferenceAead.Seal(key, nonce, aad, text)));
            Assert.AreEqual(cases.Text("text"), Hex.Text(ReferenceAead.Open(key, nonce, aad, ciphertext, tag)));
            tag[15] ^= 1;
            Assert.IsNull(ReferenceAead.Open(key, nonce, aad, ciphertext, tag));
        }

        Assert.AreEqual(5, cases.Count);
    }
}
