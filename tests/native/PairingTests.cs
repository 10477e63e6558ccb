// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Native;
using HapNano.Pairing;
using HapNano.Tests.Fakes;
using HapNano.Tests.Pairing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Tests;

/// <summary>Whole pairings with the accessory's end in C and the controller's end in the managed oracle, which share no code.</summary>
[TestClass]
public sealed class PairingTests
{
    [TestMethod]
    public void Exchanges_AgainstTheOraclesController_PairVerifyAndRemove()
    {
        PairingBench bench = new(new FakeStore(), new NativeCrypto());
        for (int i = 0; i < 5; i++)
        {
            TestController owner = new("owner " + i);
            bench.Pair(owner);
            FakePeer session = bench.Verify(owner);
            Assert.IsTrue(bench.Context.Pairings.IsAdmin(session.Pairing));

            bench.PostPairings(session, TestController.RemovePairing(owner));
            Assert.IsFalse(bench.Context.Pairings.IsPaired);
        }
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void PairSetup_AnyFormOfLeadingZeros_IsAccepted(bool isSecretPadded, bool isKeyPadded)
    {
        PairingBench bench = new(new FakeStore(), new NativeCrypto());
        FakePeer peer = new(1);
        TestController controller = new("forms");

        byte[] m3 = controller.SetupM3(bench.Send(peer, TestController.SetupM1()), PairingBench.Code, isSecretPadded, isKeyPadded);

        controller.SetupM6(bench.Send(peer, controller.SetupM5(bench.Send(peer, m3))));
    }

    [TestMethod]
    public void PairSetup_WrongCode_IsRefused()
    {
        PairingBench bench = new(new FakeStore(), new NativeCrypto());
        FakePeer peer = new(1);

        byte[] m4 = PairSetupFlow.Fail(bench, peer, new TestController("wrong"));

        PairSetupFlow.AssertFailed(bench, peer, "060104070102", m4);
    }

    [TestMethod]
    public void Load_SetupCode_HasTheOraclesVerifier()
    {
        FakeStore store = new();
        AccessoryState native = new(store, new NativeCrypto());
        Assert.AreEqual(BootStatus.Ready, native.Load(new SetupOptions { Code = Hex.Utf8(PairingBench.Code) }));

        AccessoryState oracle = new(store, new Crypto.ReferenceCrypto("again"));

        Assert.AreEqual(BootStatus.Ready, oracle.Load(new SetupOptions { Code = Hex.Utf8(PairingBench.Code) }));
        Assert.AreEqual(2, store.WriteCount);
        CollectionAssert.AreEqual(native.Identity.PublicKey, oracle.Identity.PublicKey);
    }
}
