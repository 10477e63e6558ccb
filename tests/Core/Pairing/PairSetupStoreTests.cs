// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>The pairing is durable before M6, and gone again when M6 never left.</summary>
[TestClass]
public class PairSetupStoreTests
{
    [TestMethod]
    public void HandleM5_UntilThePairingIsStored_IsNotAnswered()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, new TestController("durable"));
        int resumed = peer.Resumed;

        bench.Post(peer, m5);

        Assert.IsTrue(bench.Outcome == PairingOutcome.Pending);
        Assert.IsTrue(bench.Transaction.IsPending);
        Assert.AreEqual(resumed, peer.Resumed);
        Assert.IsFalse(bench.Context.Pairings.IsPaired);
        bench.ServeStore();
        Assert.AreEqual(resumed + 1, peer.Resumed);
        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        Assert.IsTrue(bench.Reboot().Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void HandleM5_StoreFails_IsAnErrorAndNothingIsStored()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, new TestController("unlucky"));
        bench.Store.WritesLeft = 0;

        byte[] m6 = bench.Send(peer, m5);

        PairSetupFlow.AssertFailed(bench, peer, "060106070101", m6);
        bench.Store.WritesLeft = -1;
        bench.Pair(new TestController("next"));
    }

    [TestMethod]
    public void HandleM5_PairedMeanwhile_IsRefused()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, new TestController("second"));
        TestController first = new TestController("first");
        byte[] record = Bytes.Concat(Hex.Bytes("010124"), first.Identifier, first.Ltpk, Hex.Bytes("01"));
        bench.Context.Pairings.Apply(record);

        Assert.AreEqual("060106070106", Hex.Text(bench.Send(peer, m5)));

        Assert.AreEqual(1, bench.Context.Pairings.Count);
        Assert.IsNull(bench.Store.Get(StoreRecord.Pairings));
        Assert.IsTrue(bench.Setup.IsWiped);
    }

    [TestMethod]
    public void HandleM5_StoreTakenBySomebodyElse_WaitsForIt()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("patient");
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, controller);
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Pairings, 2));

        bench.Send(peer, m5);

        Assert.IsTrue(bench.Outcome == PairingOutcome.Pending);
        Assert.IsFalse(bench.Context.Pairings.IsPaired);
        bench.Transaction.Cancel();
        bench.Setup.StoreFreed();
        controller.SetupM6(bench.Finish(peer));
        Assert.IsTrue(bench.Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void Released_WhileM5WaitsForTheStore_StoresNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, new TestController("gone"));
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Pairings, 2));
        bench.Post(peer, m5);

        bench.Setup.Released(peer, bench.NowMs);
        bench.Transaction.Cancel();
        bench.Setup.StoreFreed();
        bench.Settle();

        PairSetupFlow.AssertNothingLeft(bench, peer);
    }

    [TestMethod]
    public void Released_WhileACountCouldNotBegin_CountsAndGivesPairSetupFree()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Post(peer, new TestController("wrong").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode));
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Pairings, 2));
        while (bench.Setup.Work(bench.NowMs))
        {
            // The proof is checked.
        }

        bench.Transaction.Cancel();
        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();
        Assert.AreEqual("0101", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
        bench.Send(new FakePeer(1), TestController.SetupM1());
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M3);
    }

    [TestMethod]
    public void Released_WhileThePairingIsWritten_RemovesItAgain()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Post(peer, PairSetupFlow.ToM5(bench, peer, new TestController("gone")));
        int resumed = peer.Resumed;

        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();

        Assert.AreEqual(resumed, peer.Resumed);
        AssertRemovedAgain(bench, peer);
    }

    [TestMethod]
    public void Released_BeforeM6IsFetched_RemovesThePairingAgain()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Post(peer, PairSetupFlow.ToM5(bench, peer, new TestController("gone")));
        bench.ServeStore();

        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();

        AssertRemovedAgain(bench, peer);
    }

    [TestMethod]
    public void Released_BeforeTheSocketTookM6_RemovesThePairingAgain()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToDelivery(bench, peer, new TestController("gone"));

        bench.Setup.Released(peer, bench.NowMs);
        Assert.AreEqual(
            PairingErrorVectors.AlreadyPaired,
            Hex.Text(bench.Post(new FakePeer(2), TestController.SetupM1())));
        bench.Settle();

        AssertRemovedAgain(bench, peer);
        bench.Pair(new TestController("next"));
    }

    [TestMethod]
    public void Released_AfterTheSocketTookM6_KeepsThePairing()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToDelivery(bench, peer, new TestController("kept"));

        bench.Setup.Delivered(peer);
        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();

        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        Assert.AreEqual("paired, ", bench.Listener.Log);
        Assert.IsFalse(bench.Setup.HasWork);
        Assert.IsTrue(bench.Setup.IsWiped);
    }

    [TestMethod]
    public void Released_BeforeM6AndTheRemovalFails_LeavesWhatFlashHolds()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToDelivery(bench, peer, new TestController("stuck"));
        bench.Store.WritesLeft = 0;

        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();

        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        Assert.AreEqual(PairingErrorVectors.AlreadyPaired, Hex.Text(bench.Post(new FakePeer(2), TestController.SetupM1())));
        Assert.IsTrue(bench.Reboot().Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void Released_BeforeM6WithTheStoreTaken_RemovesThePairingWhenItIsFree()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToDelivery(bench, peer, new TestController("late"));
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Pairings, 2));

        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();
        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        bench.Transaction.Cancel();
        bench.Setup.StoreFreed();
        bench.Settle();

        AssertRemovedAgain(bench, peer);
    }

    [TestMethod]
    public void Resume_PairingRemovedBeforeM6IsFetched_IsAnError()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Post(peer, PairSetupFlow.ToM5(bench, peer, new TestController("removed")));
        bench.ServeStore();
        bench.Context.Pairings.Apply(Hex.Bytes("0100"));

        Assert.AreEqual("060106070101", Hex.Text(bench.Finish(peer)));

        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M1);
        Assert.IsTrue(bench.Setup.IsWiped);
    }

    [TestMethod]
    public void Delivered_OfAnEarlierAnswer_IsNotThatOfM6()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, new TestController("early"));

        bench.Setup.Delivered(peer);
        bench.Setup.Delivered(new FakePeer(2));
        bench.Send(peer, m5);
        bench.Setup.Released(peer, bench.NowMs);
        bench.Settle();

        AssertRemovedAgain(bench, peer);
    }

    private static void AssertRemovedAgain(PairingBench bench, FakePeer peer)
    {
        Assert.IsFalse(bench.Context.Pairings.IsPaired);
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M1);
        Assert.IsFalse(bench.Setup.IsOwner(peer));
        Assert.IsTrue(bench.Setup.IsWiped);
        Assert.AreEqual("0100", Hex.Text(bench.Store.Get(StoreRecord.Pairings)));
        Assert.AreEqual("paired, unpaired, removed 16, ", bench.Listener.Log);
        Assert.IsFalse(bench.Reboot().Context.Pairings.IsPaired);
    }
}
