// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The oracle's own vectors.</summary>
[TestClass]
public class ReferenceX25519Tests
{
    [TestMethod]
    public void Multiply_PublishedKeys_GiveTheirSecrets()
    {
        // Not the one iterated a thousand times: the interpreter would need minutes.
        CaseReader cases = new CaseReader(X25519Cases.Lines());
        int keys = 0;
        while (cases.Next())
        {
            if (!cases.Has("secret_key"))
            {
                continue;
            }

            keys++;
            byte[] secret = cases.Bytes("secret_key");
            Assert.AreEqual(cases.Text("shared"), Hex.Text(ReferenceX25519.Multiply(secret, cases.Bytes("peer_key"))));
            Assert.AreEqual(cases.Text("public_key"), Hex.Text(ReferenceX25519.PublicKey(secret)));
        }

        Assert.AreEqual(4, keys);
    }

    [TestMethod]
    public void X25519_PeerKeyOfLowOrder_IsRefused()
    {
        CaseReader cases = new CaseReader(X25519LowOrderCases.Lines());
        ReferenceCrypto crypto = new ReferenceCrypto("low");
        while (cases.Next())
        {
            byte[] shared = Hex.Filled(32);
            Assert.IsFalse(crypto.X25519(shared, 0, Hex.Filled(32), 0, cases.Bytes("peer_key"), 0));
            Assert.IsTrue(Bytes.IsZero(shared));
        }

        Assert.AreEqual(14, cases.Count);
    }
}
