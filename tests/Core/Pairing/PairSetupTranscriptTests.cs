// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>The published Pair Setup, byte for byte.</summary>
[TestClass]
public class PairSetupTranscriptTests
{
    [TestMethod]
    public void Handle_PublishedTranscript_IsReplayed()
    {
        PairingBench bench = new PairingBench();
        bench.Crypto.Script(Hex.Bytes(PairSetupVectors.Srp_b));
        FakePeer peer = new FakePeer(1);

        Assert.AreEqual(PairSetupVectors.M2, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M1))));
        Assert.AreEqual(PairSetupVectors.M4, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M3))));
        Assert.AreEqual(PairSetupVectors.M6, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M5))));

        string pairing = "24" + PairSetupVectors.ControllerPairingId + PairSetupVectors.ControllerLtpk + "01";
        Assert.AreEqual("0101" + pairing, Hex.Text(bench.Store.Get(StoreRecord.Pairings)));
        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        Assert.AreEqual("paired, ", bench.Listener.Log);
        Assert.IsTrue(bench.Setup.IsWiped);
    }

    [TestMethod]
    public void Handle_ControllerOfTranscript_SendsItsBodies()
    {
        // The controller that the other tests trust is itself held to the transcript.
        TestController controller = PairSetupFlow.NewTranscriptController();

        Assert.AreEqual(PairSetupVectors.M1, Hex.Text(TestController.SetupM1()));
        Assert.AreEqual(PairSetupVectors.M3, Hex.Text(controller.SetupM3(Hex.Bytes(PairSetupVectors.M2), PairingBench.Code)));
        Assert.AreEqual(PairSetupVectors.M5, Hex.Text(controller.SetupM5(Hex.Bytes(PairSetupVectors.M4))));
        controller.SetupM6(Hex.Bytes(PairSetupVectors.M6));
        Assert.AreEqual(PairSetupVectors.AccessoryPairingId, Hex.Text(controller.AccessoryId));
        Assert.AreEqual(PairSetupVectors.AccessoryLtpk, Hex.Text(controller.AccessoryLtpk));
    }

    [TestMethod]
    public void Handle_FragmentedItemsInAnyOrder_AreTheSameMessage()
    {
        PairingBench bench = new PairingBench();
        bench.Crypto.Script(Hex.Bytes(PairSetupVectors.Srp_b));
        FakePeer peer = new FakePeer(1);

        bench.Send(peer, Hex.Bytes("000100" + "3f03010203" + "060101" + "ff00"));
        byte[] m3 = Bytes.Concat(
            TestController.Item(TlvType.Proof, Hex.Bytes(PairSetupVectors.ProofM1)),
            TestController.Item(TlvType.PublicKey, Hex.Bytes(PairSetupVectors.A)),
            Hex.Bytes("060103"));

        Assert.AreEqual(PairSetupVectors.M4, Hex.Text(bench.Send(peer, m3)));
    }
}
