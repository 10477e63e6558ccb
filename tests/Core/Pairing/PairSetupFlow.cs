// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>Brings Pair Setup to a step that a test starts from.</summary>
internal static class PairSetupFlow
{
    /// <summary>Answered M1: M3 is expected.</summary>
    /// <returns>M2.</returns>
    internal static byte[] ToM3(PairingBench bench, FakePeer peer)
    {
        byte[] m2 = bench.Send(peer, TestController.SetupM1());
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M3, "M3 expected");
        return m2;
    }

    /// <summary>Answered a right M3: M5 is expected.</summary>
    /// <returns>The controller's M5.</returns>
    internal static byte[] ToM5(PairingBench bench, FakePeer peer, TestController controller)
    {
        byte[] m4 = bench.Send(peer, controller.SetupM3(ToM3(bench, peer), PairingBench.Code));
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M5, "M5 expected");
        return controller.SetupM5(m4);
    }

    /// <summary>The controller of the published transcripts.</summary>
    internal static TestController NewTranscriptController()
    {
        return new TestController("transcript")
        {
            Identifier = Hex.Bytes(PairSetupVectors.ControllerPairingId),
            LtskSeed = Hex.Bytes(PairSetupVectors.ControllerLtskSeed),
            SetupPrivateValue = Hex.Bytes(PairSetupVectors.Srp_a),
            VerifySecretKey = Hex.Bytes(PairVerifyVectors.ControllerX25519),
        };
    }

    /// <summary>As <see cref="ToM5"/>, with the published bodies: M5 is expected, and the published one is right.</summary>
    /// <returns>A controller that can seal other items in place of the published ones.</returns>
    internal static TestController ToTranscriptM5(PairingBench bench, FakePeer peer)
    {
        bench.Crypto.Script(Hex.Bytes(PairSetupVectors.Srp_b));
        ToM3(bench, peer);
        bench.Send(peer, Hex.Bytes(PairSetupVectors.M3));
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M5, "M5 expected");
        return new TestController("transcript") { SetupSessionKey = Hex.Bytes(PairSetupVectors.K) };
    }

    /// <summary>Answered M5: the socket has not taken M6 yet.</summary>
    internal static void ToDelivery(PairingBench bench, FakePeer peer, TestController controller)
    {
        bench.Send(peer, ToM5(bench, peer, controller));
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.Delivery, "delivery expected");
    }

    /// <summary>One attempt with a wrong code.</summary>
    /// <returns>M4.</returns>
    internal static byte[] Fail(PairingBench bench, FakePeer peer, TestController controller)
    {
        return bench.Send(peer, controller.SetupM3(ToM3(bench, peer), PairingBench.WrongCode));
    }

    /// <summary>Asserts that the attempt left nothing behind: no secret, no owner, no pairing in memory or flash.</summary>
    internal static void AssertNothingLeft(PairingBench bench, FakePeer peer)
    {
        Assert.IsTrue(bench.Setup.IsWiped, "secrets are wiped");
        Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M1, "M1 is expected");
        Assert.IsFalse(bench.Setup.IsOwner(peer), "nobody owns it");
        Assert.IsFalse(bench.Context.Pairings.IsPaired, "not paired");
        Assert.IsNull(bench.Store.Get(StoreRecord.Pairings), "nothing stored");
        Assert.AreEqual(string.Empty, bench.Listener.Log);
    }

    /// <summary>Asserts that the last request was refused with 400 and no body, and ended the attempt.</summary>
    internal static void AssertRejected(PairingBench bench, FakePeer peer, byte[] answer)
    {
        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest, "400");
        Assert.AreEqual(0, answer.Length);
        AssertNothingLeft(bench, peer);
    }

    /// <summary>Asserts that the last answer was an error, and ended the attempt.</summary>
    internal static void AssertFailed(PairingBench bench, FakePeer peer, string expectedHex, byte[] answer)
    {
        Assert.IsTrue(bench.Outcome == PairingOutcome.Answered, "200");
        Assert.AreEqual(expectedHex, Hex.Text(answer));
        AssertNothingLeft(bench, peer);
    }
}
