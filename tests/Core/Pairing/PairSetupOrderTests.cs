// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>Each message of Pair Setup where it does not belong.</summary>
[TestClass]
public class PairSetupOrderTests
{
    [TestMethod]
    public void Handle_M3First_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Bytes(PairSetupVectors.M3)));
    }

    [TestMethod]
    public void Handle_M5First_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Bytes(PairSetupVectors.M5)));
    }

    [TestMethod]
    [DataRow("060102")]
    [DataRow("060104")]
    [DataRow("060106")]
    [DataRow("060100")]
    [DataRow("060107")]
    public void Handle_StateOfNoRequest_IsRejectedAndEndsTheAttempt(string body)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToM3(bench, peer);

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Bytes(body)));
    }

    [TestMethod]
    public void Handle_M1AgainBeforeM3_RepeatsM2()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("again");

        byte[] first = PairSetupFlow.ToM3(bench, peer);
        byte[] second = bench.Send(peer, TestController.SetupM1());

        Assert.AreEqual(Hex.Text(first), Hex.Text(second));
        bench.Send(peer, controller.SetupM5(bench.Send(peer, controller.SetupM3(second, PairingBench.Code))));
        Assert.IsTrue(bench.Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void Handle_M5InPlaceOfM3_IsRejectedAndM3IsTooLate()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("early");
        byte[] m3 = controller.SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.Code);

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Bytes(PairSetupVectors.M5)));
        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, m3));
    }

    [TestMethod]
    public void Handle_M3Again_IsRejectedAndM5IsTooLate()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("twice");
        byte[] m3 = controller.SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.Code);
        byte[] m5 = controller.SetupM5(bench.Send(peer, m3));

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, m3));
        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, m5));
    }

    [TestMethod]
    public void Handle_M1InPlaceOfM5_StartsOverWithAnotherKey()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("over");
        byte[] first = PairSetupFlow.ToM3(bench, peer);
        byte[] m5 = controller.SetupM5(bench.Send(peer, controller.SetupM3(first, PairingBench.Code)));

        byte[] second = bench.Send(peer, TestController.SetupM1());

        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M3);
        Assert.AreNotEqual(Hex.Text(first), Hex.Text(second));
        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, m5));
    }

    [TestMethod]
    public void Handle_M5AfterAWrongCode_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("wrong");
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, controller);
        bench.Send(peer, Hex.Bytes("060101000100"));
        bench.Send(peer, controller.SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.WrongCode));

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, m5));
    }

    [TestMethod]
    public void Handle_AnyMessageAfterPairing_ChangesNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("late");
        byte[] m5 = PairSetupFlow.ToM5(bench, peer, controller);
        bench.Send(peer, m5);
        bench.Setup.Delivered(peer);
        string stored = Hex.Text(bench.Store.Get(StoreRecord.Pairings));

        Assert.AreEqual(0, bench.Send(peer, m5).Length);
        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.AreEqual(0, bench.Send(peer, Hex.Bytes(PairSetupVectors.M3)).Length);
        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.AreEqual(PairingErrorVectors.AlreadyPaired, Hex.Text(bench.Send(peer, TestController.SetupM1())));
        Assert.AreEqual(stored, Hex.Text(bench.Store.Get(StoreRecord.Pairings)));
        Assert.AreEqual("paired, ", bench.Listener.Log);
    }

    [TestMethod]
    public void Handle_OnASecuredConnection_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1) { IsSecured = true };

        PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, TestController.SetupM1()));
    }
}
