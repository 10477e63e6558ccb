// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>The SRP set: made ahead, never given to two, and the forms of leading zeros.</summary>
[TestClass]
public class PairSetupSetTests
{
    [TestMethod]
    public void HandleM1_NoSetReady_WaitsForIt()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        bench.Post(peer, TestController.SetupM1());

        Assert.IsTrue(bench.Outcome == PairingOutcome.Pending);
        Assert.AreEqual(0, peer.Resumed);
        Assert.IsTrue(bench.Setup.HasWork);
        Assert.IsTrue(bench.Finish(peer).Length > 400);
        Assert.AreEqual(1, peer.Resumed);
    }

    [TestMethod]
    public void HandleM1_SetReady_IsAnsweredAtOnce()
    {
        PairingBench bench = new PairingBench();
        bench.Settle();
        Assert.IsFalse(bench.Setup.HasWork);

        bench.Post(new FakePeer(1), TestController.SetupM1());

        Assert.IsTrue(bench.Outcome == PairingOutcome.Answered);
    }

    [TestMethod]
    public void HandleM1_NoRandomness_ClosesTheConnectionAndTriesAgainLater()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Crypto.IsRandomReady = false;
        AssertRefused(bench, peer);
        bench.Crypto.IsRandomReady = true;
        PairSetupFlow.ToM3(bench, peer);
    }

    [TestMethod]
    public void HandleM1_NoMemoryForTheSet_ClosesTheConnectionAndTriesAgainLater()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Crypto.IsOutOfMemory = true;
        AssertRefused(bench, peer);
        bench.Crypto.IsOutOfMemory = false;
        PairSetupFlow.ToM3(bench, peer);
    }

    [TestMethod]
    public void Work_WhilePaired_HasNothingToDo()
    {
        PairingBench bench = new PairingBench();

        bench.Pair(new TestController("paired"));

        Assert.IsFalse(bench.Setup.HasWork);
        Assert.IsFalse(bench.Setup.Work(bench.NowMs));
        Assert.IsTrue(bench.Setup.Set.IsEmpty);
    }

    [TestMethod]
    public void Work_AfterAWrongCode_PreparesTheNextSet()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.Fail(bench, peer, new TestController("wrong"));

        Assert.IsTrue(bench.Setup.HasWork);
        bench.Settle();
        Assert.IsTrue(bench.Setup.Set.IsReady);
    }

    [TestMethod]
    public void Handle_M3_ConsumesTheSetBeforeTheArithmetic()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m3 = new TestController("consumes").SetupM3(PairSetupFlow.ToM3(bench, peer), PairingBench.Code);
        bench.Post(peer, m3);

        bench.Setup.Released(peer, bench.NowMs);

        Assert.IsTrue(bench.Setup.Set.IsEmpty);
        Assert.IsTrue(bench.Setup.IsWiped);
        Assert.AreEqual(0, bench.Setup.FailedAttempts);
    }

    [TestMethod]
    public void Work_KeyWithALeadingZero_IsDrawnAgain()
    {
        PairingBench bench = new PairingBench();
        bench.Crypto.Script(Hex.Bytes(SrpVectors.HapBLeadingZero_b));
        bench.Crypto.Script(Hex.Bytes(SrpVectors.HapPlain_b));

        byte[] m2 = bench.Send(new FakePeer(1), TestController.SetupM1());

        Assert.AreEqual(SrpVectors.HapPlain_B, Hex.Text(TestController.Value(m2, TlvType.PublicKey)));
        Assert.AreEqual(0, bench.Crypto.Remaining);
    }

    [TestMethod]
    public void Handle_KeyWithALeadingZeroNotDrawnAgain_IsSentStrippedAndPairs()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Setup.Set.IsShortKeyRedrawn = false;
        bench.Crypto.Script(Hex.Bytes(SrpVectors.HapBLeadingZero_b));

        byte[] m2 = bench.Send(peer, TestController.SetupM1());
        byte[] m4 = bench.Send(peer, M3(SrpVectors.HapBLeadingZero_A, SrpVectors.HapBLeadingZero_M1));

        Assert.AreEqual(SrpVectors.HapBLeadingZero_B.Substring(2), Hex.Text(TestController.Value(m2, TlvType.PublicKey)));
        Assert.AreEqual(SrpVectors.HapBLeadingZero_M2, Hex.Text(TestController.Value(m4, TlvType.Proof)));
    }

    [TestMethod]
    [DataRow(SrpVectors.HapPlain_A, SrpVectors.HapPlain_b, SrpVectors.HapPlain_M1, SrpVectors.HapPlain_M2)]
    [DataRow(SrpVectors.HapALeadingZero_A, SrpVectors.HapALeadingZero_b, SrpVectors.HapALeadingZero_M1, SrpVectors.HapALeadingZero_M2)]
    [DataRow(SrpVectors.HapSLeadingZero_A, SrpVectors.HapSLeadingZero_b, SrpVectors.HapSLeadingZero_M1, SrpVectors.HapSLeadingZero_M2)]
    [DataRow(SrpVectors.HapKLeadingZero_A, SrpVectors.HapKLeadingZero_b, SrpVectors.HapKLeadingZero_M1, SrpVectors.HapKLeadingZero_M2)]
    public void HandleM3_PublishedLeadingZeros_AreProved(string a, string b, string m1, string m2)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        bench.Crypto.Script(Hex.Bytes(b));
        bench.Send(peer, TestController.SetupM1());

        byte[] m4 = bench.Send(peer, M3(a, m1));

        Assert.AreEqual(m2, Hex.Text(TestController.Value(m4, TlvType.Proof)));
    }

    [TestMethod]
    [DataRow(SrpVectors.HapALeadingZero_a, SrpVectors.HapALeadingZero_M1, false, false)]
    [DataRow(SrpVectors.HapALeadingZero_a, SrpVectors.HapALeadingZero_M1PaddedA, false, true)]
    [DataRow(SrpVectors.HapALeadingZero_a, SrpVectors.HapALeadingZero_M1PaddedS, true, false)]
    [DataRow(SrpVectors.HapALeadingZero_a, SrpVectors.HapALeadingZero_M1PaddedAS, true, true)]
    [DataRow(SrpVectors.HapSLeadingZero_a, SrpVectors.HapSLeadingZero_M1, false, false)]
    [DataRow(SrpVectors.HapSLeadingZero_a, SrpVectors.HapSLeadingZero_M1PaddedA, false, true)]
    [DataRow(SrpVectors.HapSLeadingZero_a, SrpVectors.HapSLeadingZero_M1PaddedS, true, false)]
    [DataRow(SrpVectors.HapSLeadingZero_a, SrpVectors.HapSLeadingZero_M1PaddedAS, true, true)]
    public void Handle_ControllerThatPads_Pairs(string a, string proof, bool isSecretPadded, bool isKeyPadded)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("pads") { SetupPrivateValue = Hex.Bytes(a) };
        bench.Crypto.Script(Hex.Bytes(SrpVectors.HapPlain_b));

        byte[] m3 = controller.SetupM3(bench.Send(peer, TestController.SetupM1()), PairingBench.Code, isSecretPadded, isKeyPadded);
        Assert.AreEqual(proof, Hex.Text(TestController.Value(m3, TlvType.Proof)));

        controller.SetupM6(bench.Send(peer, controller.SetupM5(bench.Send(peer, m3))));
    }

    private static byte[] M3(string key, string proof)
    {
        return Bytes.Concat(
            Hex.Bytes("060103"),
            TestController.Item(TlvType.PublicKey, Hex.Bytes(key)),
            TestController.Item(TlvType.Proof, Hex.Bytes(proof)));
    }

    // M1 closes its connection, and leaves nothing behind.
    private static void AssertRefused(PairingBench bench, FakePeer peer)
    {
        bench.Send(peer, TestController.SetupM1());

        Assert.IsTrue(bench.Outcome == PairingOutcome.Failed);
        Assert.IsFalse(bench.Setup.HasWork);
        PairSetupFlow.AssertNothingLeft(bench, peer);
    }
}
