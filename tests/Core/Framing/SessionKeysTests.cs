// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Framing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Framing;

[TestClass]
public class SessionKeysTests
{
    [TestMethod]
    public void Derive_VectorSecret_GivesBothKeysAndWipeTakesThem()
    {
        byte[] secret = Hex.Bytes("ff" + SessionFrameVectors.ComputedOneByte_sharedSecret);
        SessionKeys keys = new SessionKeys();

        keys.Derive(new ReferenceCrypto("keys"), secret, 1);

        Expect.Bytes(SessionFrameVectors.ComputedOneByte_key, keys.Bytes, SessionKeys.ReadKeyOffset, CryptoProvider.KeyBytes);
        Expect.Bytes(SessionFrameVectors.ComputedGetAccessories_key, keys.Bytes, SessionKeys.WriteKeyOffset, CryptoProvider.KeyBytes);
        keys.Wipe();
        CollectionAssert.AreEqual(new byte[2 * CryptoProvider.KeyBytes], keys.Bytes);
    }
}
