// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Pairing;


[TestClass]
public class KeyPoolTests
{
    [TestMethod]
    public void Work_WhileIdle_FillsThePool()
    {
        KeyPool pool = new KeyPool(new ReferenceCrypto("pool"));
        int made = 1;
        while (pool.Work())
        {
            made++;
        }

        Assert.AreEqual(KeyPool.Capacity, made);
        Assert.AreEqual(KeyPool.Capacity, pool.Count);
        Assert.IsFalse(pool.HasWork);
    }

    [TestMethod]
    public void TryTake_EachPair_ComesOnceAndFits()
    {
        ReferenceCrypto crypto = new ReferenceCrypto("pool");
        KeyPool pool = new KeyPool(crypto);
        pool.Work();
        byte[] secret = new byte[32];
        string last = string.Empty;
        for (int i = 0; i < KeyPool.Capacity; i++)
        {
            byte[] publicKey = Hex.Filled(34);
            Assert.IsTrue(pool.TryTake(secret, publicKey, 1));
            Expect.Bytes(Hex.Text(ReferenceX25519.PublicKey(secret)), publicKey, 1, 32);
            Assert.AreNotEqual(last, Hex.Text(secret));
            last = Hex.Text(secret);
        }

        Assert.AreEqual(0, pool.Count);
        Assert.IsTrue(pool.HasWork);
    }

    [TestMethod]
    public void Work_NoRandomness_RestsUntilTheNextTake()
    {
        ReferenceCrypto crypto = new ReferenceCrypto("pool") { IsRandomReady = false };
        KeyPool pool = new KeyPool(crypto);

        Assert.IsFalse(pool.Work());
        Assert.IsFalse(pool.HasWork);
        Assert.IsFalse(pool.TryTake(new byte[32], new byte[32], 0));

        crypto.IsRandomReady = true;
        Assert.IsTrue(pool.TryTake(new byte[32], new byte[32], 0));
        Assert.IsTrue(pool.HasWork);
    }
}
