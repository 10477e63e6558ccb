// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>One Pair Setup at a time, and nobody keeps the others out for ever.</summary>
[TestClass]
public class PairSetupOwnerTests
{
    private const ulong Host = 10;
    private const ulong OtherHost = 20;

    [TestMethod]
    public void HandleM1_WhileAnotherOwns_IsBusyAndTouchesNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        TestController controller = new TestController("owner");
        byte[] m3 = controller.SetupM3(PairSetupFlow.ToM3(bench, owner), PairingBench.Code);

        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Send(other, TestController.SetupM1())));
        Assert.AreEqual(0, bench.Send(other, m3).Length);
        Assert.AreEqual(0, bench.Send(other, Hex.Bytes("06")).Length);
        bench.Setup.Released(other, bench.NowMs);

        controller.SetupM6(bench.Send(owner, controller.SetupM5(bench.Send(owner, m3))));
    }

    [TestMethod]
    public void Released_ByTheOwner_FreesItAtOnceAndNobodyGetsThatKey()
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        byte[] first = PairSetupFlow.ToM3(bench, owner);

        bench.Setup.Released(owner, bench.NowMs);
        PairSetupFlow.AssertNothingLeft(bench, owner);
        byte[] second = PairSetupFlow.ToM3(bench, other);

        Assert.AreNotEqual(Hex.Text(first), Hex.Text(second));
    }

    [TestMethod]
    [DataRow(29999, false)]
    [DataRow(30000, true)]
    public void HandleM1_FromAnotherHost_TakesOverThirtySecondsAfterTheFirstM1(int ageMs, bool isTaken)
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        byte[] first = PairSetupFlow.ToM3(bench, owner);

        // A repeated M1 does not set the clock back.
        bench.NowMs += 20000;
        bench.Send(owner, TestController.SetupM1());
        bench.NowMs += ageMs - 20000;
        byte[] answer = bench.Send(other, TestController.SetupM1());

        Assert.IsTrue(bench.Setup.IsOwner(other) == isTaken);
        Assert.AreEqual(isTaken, answer.Length > 400);
        Assert.AreNotEqual(Hex.Text(first), Hex.Text(answer));
    }

    [TestMethod]
    public void HandleM3_FromADisplacedOwner_IsRejectedAndTouchesNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        byte[] m3 = new TestController("displaced").SetupM3(PairSetupFlow.ToM3(bench, owner), PairingBench.Code);
        bench.NowMs += 30000;
        PairSetupFlow.ToM3(bench, other);

        Assert.AreEqual(0, bench.Send(owner, m3).Length);

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.IsTrue(bench.Setup.IsOwner(other));
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M3);
    }

    [TestMethod]
    public void HandleM1_WhoTookOverAndComesAgain_MayNotTakeOverForTenMinutes()
    {
        PairingBench bench = new PairingBench();
        FakePeer first = new FakePeer(Host);
        FakePeer second = new FakePeer(OtherHost);
        PairSetupFlow.ToM3(bench, first);
        bench.NowMs += 30000;
        PairSetupFlow.ToM3(bench, second);

        bench.NowMs += (10 * 60 * 1000) - 1;
        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Send(first, TestController.SetupM1())));
        bench.NowMs += 1;
        PairSetupFlow.ToM3(bench, first);

        Assert.IsTrue(bench.Setup.IsOwner(first));
    }

    [TestMethod]
    public void HandleM1_HostThatClosesAndComesAgain_DoesNotSetItsClockBack()
    {
        PairingBench bench = new PairingBench();
        for (int i = 0; i < 3; i++)
        {
            // A stranger with one host: closes every ten seconds and is back at once.
            FakePeer stranger = new FakePeer(Host);
            PairSetupFlow.ToM3(bench, stranger);
            bench.NowMs += 10000;
            bench.Setup.Released(stranger, bench.NowMs);
        }

        FakePeer last = new FakePeer(Host);
        PairSetupFlow.ToM3(bench, last);
        FakePeer newcomer = new FakePeer(OtherHost);
        PairSetupFlow.ToM3(bench, newcomer);

        Assert.IsTrue(bench.Setup.IsOwner(newcomer));
    }

    [TestMethod]
    public void HandleM1_OwnHostOnANewConnection_TakesOverItsDeadOneAndGainsNoTime()
    {
        PairingBench bench = new PairingBench();
        PairSetupFlow.ToM3(bench, new FakePeer(Host));
        FakePeer again = new FakePeer(Host);
        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Send(again, TestController.SetupM1())));

        bench.NowMs += 30000;
        PairSetupFlow.ToM3(bench, again);
        FakePeer newcomer = new FakePeer(OtherHost);
        PairSetupFlow.ToM3(bench, newcomer);

        Assert.IsTrue(bench.Setup.IsOwner(newcomer));
    }

    [TestMethod]
    public void HandleM1_DuringTheArithmeticOfM3_IsBusyHoweverOldTheOwner()
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        TestController controller = new TestController("slow");
        byte[] m3 = controller.SetupM3(PairSetupFlow.ToM3(bench, owner), PairingBench.Code);
        bench.NowMs += 60000;
        bench.Post(owner, m3);
        bench.Setup.Work(bench.NowMs);

        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Post(other, TestController.SetupM1())));

        controller.SetupM5(bench.Finish(owner));
    }

    [TestMethod]
    [DataRow(59999, false)]
    [DataRow(60000, true)]
    public void HandleM1_AfterARightCode_IsBusyForAMinute(int ageMs, bool isTaken)
    {
        PairingBench bench = new PairingBench();
        FakePeer owner = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        byte[] m5 = PairSetupFlow.ToM5(bench, owner, new TestController("proved"));
        bench.NowMs += ageMs;

        bench.Send(other, TestController.SetupM1());

        Assert.IsTrue(bench.Setup.IsOwner(other) == isTaken);
        bench.Send(owner, m5);
        Assert.IsTrue(bench.Context.Pairings.IsPaired != isTaken);
    }

    [TestMethod]
    public void HandleM1_AfterAWrongCode_IsReservedForItsHostThreeTimes()
    {
        PairingBench bench = new PairingBench();
        FakePeer typist = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        TestController controller = new TestController("typist");
        for (int i = 0; i < 3; i++)
        {
            PairSetupFlow.Fail(bench, typist, controller);
            bench.NowMs += 29999;
            Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Send(other, TestController.SetupM1())));
        }

        PairSetupFlow.Fail(bench, typist, controller);
        PairSetupFlow.ToM3(bench, other);
    }

    [TestMethod]
    public void HandleM1_ThirtySecondsAfterAWrongCode_IsOpenToAll()
    {
        PairingBench bench = new PairingBench();
        PairSetupFlow.Fail(bench, new FakePeer(Host), new TestController("typist"));

        bench.NowMs += 30000;

        PairSetupFlow.ToM3(bench, new FakePeer(OtherHost));
    }

    [TestMethod]
    public void HandleM1_TakingOverAWaitingOwner_TellsItBusy()
    {
        PairingBench bench = new PairingBench();
        FakePeer waiting = new FakePeer(Host);
        FakePeer other = new FakePeer(OtherHost);
        bench.Post(waiting, TestController.SetupM1());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Pending);

        bench.NowMs += 30000;
        bench.Post(other, TestController.SetupM1());

        Assert.AreEqual(1, waiting.Resumed);
        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Finish(waiting)));
        Assert.IsTrue(bench.Finish(other).Length > 400);
    }
}
