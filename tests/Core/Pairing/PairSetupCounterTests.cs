// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>The count of wrong codes, and that it is durable before anybody learns that a code was wrong.</summary>
[TestClass]
public class PairSetupCounterTests
{
    [TestMethod]
    public void HandleM3_WrongCode_IsRefusedCountedAndWiped()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        byte[] m4 = PairSetupFlow.Fail(bench, peer, new TestController("wrong"));

        PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.WrongCode, m4);
        Assert.AreEqual("0101", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
    }

    [TestMethod]
    public void HandleM3_WrongCode_IsCountedInFlashBeforeTheAnswer()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m3 = new TestController("wrong").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode);
        bench.Post(peer, m3);
        int resumed = peer.Resumed;
        while (bench.Setup.Work(bench.NowMs))
        {
            Assert.IsFalse(bench.Transaction.IsPending);
        }

        Assert.IsTrue(bench.Transaction.IsPending);
        Assert.AreEqual(resumed, peer.Resumed);
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.Counter);
        bench.ServeStore();
        Assert.AreEqual("0101", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
        Assert.AreEqual(resumed + 1, peer.Resumed);
        Assert.AreEqual(PairingErrorVectors.WrongCode, Hex.Text(bench.Finish(peer)));
    }

    [TestMethod]
    public void HandleM3_RightCodeAfterWrongOnes_ClearsTheCountBeforeTheAnswer()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("finally");
        PairSetupFlow.Fail(bench, peer, controller);
        PairSetupFlow.Fail(bench, peer, controller);
        Assert.AreEqual("0102", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));

        byte[] m5 = PairSetupFlow.ToM5(bench, peer, controller);

        Assert.AreEqual("0100", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
        Assert.AreEqual(0, bench.Setup.FailedAttempts);
        controller.SetupM6(bench.Send(peer, m5));
    }

    [TestMethod]
    public void HandleM3_RightCodeAtOnce_WritesNoCount()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.ToM5(bench, peer, new TestController("first"));

        Assert.AreEqual(0, bench.Store.WriteCount);
    }

    [TestMethod]
    public void HandleM1_After100WrongCodes_IsRefusedForGood()
    {
        FakeStore store = new FakeStore();
        store.Set(StoreRecord.Attempts, Hex.Bytes("0163"));
        PairingBench bench = new PairingBench(store);
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.Fail(bench, peer, new TestController("hundredth"));
        byte[] answer = bench.Send(peer, TestController.SetupM1());

        PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.MaxTries, answer);
        Assert.AreEqual("0164", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
        Assert.IsFalse(bench.Setup.HasWork);
        PairingBench again = bench.Reboot();
        Assert.AreEqual(PairingErrorVectors.MaxTries, Hex.Text(again.Send(peer, TestController.SetupM1())));
        Assert.IsTrue(AccessoryState.FactoryReset(store));
        PairSetupFlow.ToM3(again.Reboot(), peer);
    }

    [TestMethod]
    public void HandleM3_CountThatCannotBeStored_IsAnErrorAndStillCounts()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Store.WritesLeft = 0;

        byte[] m4 = PairSetupFlow.Fail(bench, peer, new TestController("wrong"));

        PairSetupFlow.AssertFailed(bench, peer, "060104070101", m4);
        Assert.AreEqual(1, bench.Setup.FailedAttempts);
    }

    [TestMethod]
    public void HandleM3_RightCodeWhoseClearedCountCannotBeStored_IsAnError()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("right");
        PairSetupFlow.Fail(bench, peer, controller);
        bench.Store.WritesLeft = 0;

        byte[] m4 = bench.Send(peer, controller.SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.Code));

        PairSetupFlow.AssertFailed(bench, peer, "060104070101", m4);
        Assert.AreEqual(1, bench.Setup.FailedAttempts);
    }

    [TestMethod]
    public void Released_WhileTheCountIsWritten_StillCounts()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Post(peer, new TestController("gone").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode));
        while (bench.Setup.Work(bench.NowMs))
        {
        }

        bench.Setup.Released(peer, bench.NowMs);
        int resumed = peer.Resumed;
        bench.Settle();

        Assert.AreEqual("0101", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
        Assert.AreEqual(1, bench.Setup.FailedAttempts);
        Assert.AreEqual(resumed, peer.Resumed);
        PairSetupFlow.AssertNothingLeft(bench, peer);
    }

    [TestMethod]
    public void HandleM1_WhileTheCountOfALostConnectionIsWritten_IsBusy()
    {
        // Otherwise the end of that write could be taken for the end of the newcomer's.
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        FakePeer other = new FakePeer(2);
        bench.Post(peer, new TestController("gone").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode));
        while (bench.Setup.Work(bench.NowMs))
        {
        }

        bench.Setup.Released(peer, bench.NowMs);

        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Post(other, TestController.SetupM1())));
        bench.ServeStore();
        PairSetupFlow.ToM3(bench, other);
    }

    [TestMethod]
    public void HandleM3_StoreTakenBySomebodyElse_WaitsForIt()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m3 = new TestController("patient").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode);
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Pairings, 2));

        bench.Send(peer, m3);

        Assert.IsTrue(bench.Outcome == PairingOutcome.Pending);
        bench.Transaction.Cancel();
        bench.Setup.StoreFreed();
        PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.WrongCode, bench.Finish(peer));
        Assert.AreEqual("0101", Hex.Text(bench.Store.Get(StoreRecord.Attempts)));
    }
}
