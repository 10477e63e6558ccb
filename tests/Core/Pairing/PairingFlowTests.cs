// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>The exchanges one after another, as a home lives with its accessory.</summary>
[TestClass]
public class PairingFlowTests
{
    [TestMethod]
    public void Exchanges_PairVerifyAddVerifyRemovePair_WorkAcrossReboots()
    {
        PairingBench bench = new PairingBench();
        TestController owner = new TestController("owner");
        TestController guest = new TestController("guest");
        bench.Pair(owner);

        bench = bench.Reboot();
        FakePeer session = bench.Verify(owner);
        bench.PostPairings(session, TestController.AddPairing(guest, 0));
        guest.AccessoryId = owner.AccessoryId;
        guest.AccessoryLtpk = owner.AccessoryLtpk;

        bench = bench.Reboot();
        Assert.IsFalse(bench.Context.Pairings.IsAdmin(bench.Verify(guest).Pairing));
        session = bench.Verify(owner);
        bench.PostPairings(session, TestController.RemovePairing(owner));
        Assert.IsFalse(bench.Context.Pairings.Contains(session.Pairing));

        bench = bench.Reboot();
        Assert.IsFalse(bench.Context.Pairings.IsPaired);
        bench.Pair(guest);
        Assert.IsTrue(bench.Context.Pairings.IsAdmin(bench.Verify(guest).Pairing));
    }
}
