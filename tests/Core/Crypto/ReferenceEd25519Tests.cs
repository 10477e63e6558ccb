// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The oracle's own vectors.</summary>
[TestClass]
public class ReferenceEd25519Tests
{
    [TestMethod]
    public void Sign_PublishedSeeds_GiveTheirKeysAndSignatures()
    {
        CaseReader cases = new CaseReader(Ed25519Cases.Lines());
        while (cases.Next())
        {
            byte[] seed = cases.Bytes("seed");
            byte[] message = cases.Bytes("message");
            byte[] publicKey = ReferenceEd25519.PublicKey(seed);
            Assert.AreEqual(cases.Text("public_key"), Hex.Text(publicKey));
            byte[] signature = ReferenceEd25519.Sign(message, seed, publicKey);
            Assert.AreEqual(cases.Text("signature"), Hex.Text(signature));
            Assert.IsTrue(ReferenceEd25519.Verify(signature, message, publicKey));
        }

        Assert.AreEqual(5, cases.Count);
    }

    [TestMethod]
    public void Verify_WhereVerifiersDiffer_IsStrict()
    {
        CaseReader cases = new CaseReader(Ed25519StrictCases.Lines());
        while (cases.Next())
        {
            bool isAccepted = ReferenceEd25519.Verify(cases.Bytes("signature"), cases.Bytes("message"), cases.Bytes("public_key"));
            Assert.AreEqual(cases.Text("accept"), isAccepted ? "01" : "00", cases.Text("signature"));
        }

        Assert.AreEqual(46, cases.Count);
    }
}
