// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Framing;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>Pair Verify: the published exchange byte for byte, and everything that is not it.</summary>
[TestClass]
public class PairVerifyTests
{
    [TestMethod]
    public void Handle_PublishedTranscript_IsReplayedDownToTheSessionKeys()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        FakePeer peer = new FakePeer(1);
        SessionKeys keys = new SessionKeys();

        Assert.AreEqual(PairVerifyVectors.M2, Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1))));
        Assert.IsFalse(verify.IsVerified);
        Assert.AreEqual(PairVerifyVectors.M4, Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M3))));

        Assert.IsTrue(verify.IsVerified);
        Assert.IsTrue(bench.Context.Pairings.IsAdmin(verify.Pairing));
        verify.TakeKeys(keys);
        Assert.AreEqual(PairVerifyVectors.AccessoryToControllerKey + PairVerifyVectors.ControllerToAccessoryKey, Hex.Text(keys.Bytes));
        Assert.IsTrue(verify.IsWiped);
        Assert.IsTrue(Bytes.IsZero(bench.Context.SecretKey));
    }

    [TestMethod]
    public void Handle_ControllerOfTranscript_SendsItsBodies()
    {
        TestController controller = PairSetupFlow.NewTranscriptController();
        controller.AccessoryId = Hex.Bytes(PairVerifyVectors.AccessoryPairingId);
        controller.AccessoryLtpk = Hex.Bytes(PairSetupVectors.AccessoryLtpk);

        Assert.AreEqual(PairVerifyVectors.M1, Hex.Text(controller.VerifyM1()));
        Assert.AreEqual(PairVerifyVectors.M3, Hex.Text(controller.VerifyM3(Hex.Bytes(PairVerifyVectors.M2))));
        controller.VerifyM4(Hex.Bytes(PairVerifyVectors.M4));
        Assert.AreEqual(PairVerifyVectors.SharedSecret, Hex.Text(controller.SharedSecret));
        Assert.AreEqual(PairVerifyVectors.AccessoryToControllerKey, Hex.Text(controller.ReadKey));
        Assert.AreEqual(PairVerifyVectors.ControllerToAccessoryKey, Hex.Text(controller.WriteKey));
    }

    [TestMethod]
    [DataRow("060103", "M3 without its data")]
    [DataRow("060102", "state of M2")]
    [DataRow("060104", "state of M4")]
    [DataRow("", "nothing")]
    public void Handle_FirstMessageIsNotM1_IsRejected(string body, string what)
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);

        Assert.AreEqual(0, bench.Post(verify, new FakePeer(1), Hex.Bytes(body)).Length, what);

        AssertRejected(bench, verify);
    }

    [TestMethod]
    public void Handle_M3First_IsRejected()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);

        bench.Post(verify, new FakePeer(1), Hex.Bytes(PairVerifyVectors.M3));

        AssertRejected(bench, verify);
    }

    [TestMethod]
    public void Handle_M3AfterAReset_IsRejected()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        FakePeer peer = new FakePeer(1);
        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1));
        bench.Post(verify, peer, Hex.Bytes("060102"));
        AssertRejected(bench, verify);

        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M3));

        AssertRejected(bench, verify);
    }

    [TestMethod]
    public void Handle_M1Again_StartsOverWithANewKey()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        FakePeer peer = new FakePeer(1);
        string first = Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1)));
        string second = Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1)));

        Assert.AreNotEqual(first, second);
        Assert.AreEqual(PairingErrorVectors.VerifyUnknownController, Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M3))));
        Assert.IsTrue(verify.IsWiped);
    }

    [TestMethod]
    public void Handle_AnythingOnceVerified_IsRejectedAndStaysVerified()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        FakePeer peer = new FakePeer(1);
        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1));
        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M3));

        Assert.AreEqual(0, bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1)).Length);

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.IsTrue(verify.IsVerified);
    }

    [TestMethod]
    public void Handle_OnASecuredConnection_IsRejected()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);

        bench.Post(verify, new FakePeer(1) { IsSecured = true }, Hex.Bytes(PairVerifyVectors.M1));

        AssertRejected(bench, verify);
    }

    [TestMethod]
    public void HandleM1_CutAtEveryByte_IsRejected()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        for (int count = 0; count < PairVerifyVectors.M1.Length / 2; count++)
        {
            bench.Post(verify, new FakePeer(1), Hex.Slice(Hex.Bytes(PairVerifyVectors.M1), 0, count));
            AssertRejected(bench, verify);
        }
    }

    [TestMethod]
    [DataRow(31, "")]
    [DataRow(33, "")]
    [DataRow(0, "")]
    [DataRow(32, "000106")]
    [DataRow(32, "00020200")]
    [DataRow(32, "0000")]
    public void HandleM1_WrongLengthOrMethod_IsRejected(int keyBytes, string method)
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);

        bench.Post(verify, new FakePeer(1), Bytes.Concat(
            Hex.Bytes("060101" + method),
            TestController.Item(TlvType.PublicKey, Hex.Filled(keyBytes))));

        AssertRejected(bench, verify);
    }

    [TestMethod]
    [DataRow("000102")]
    [DataRow("000100")]
    public void HandleM1_MethodOfPairVerify_IsAnswered(string method)
    {
        PairingBench bench = NewPairedBench();

        byte[] m2 = bench.Post(new PairVerify(bench.Context), new FakePeer(1), Hex.Bytes(method + PairVerifyVectors.M1));

        Assert.AreEqual(PairVerifyVectors.M2, Hex.Text(m2));
    }

    [TestMethod]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000", "order 2")]
    [DataRow("0100000000000000000000000000000000000000000000000000000000000000", "order 4")]
    [DataRow("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "p - 1")]
    [DataRow(PairVerifyVectors.AccessoryX25519Public, "our own key")]
    public void HandleM1_KeyThatProvesNothing_IsRejected(string key, string what)
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);

        Assert.AreEqual(0, bench.Post(verify, new FakePeer(1), Hex.Bytes("0601010320" + key)).Length, what);

        AssertRejected(bench, verify);
        Assert.IsTrue(Bytes.IsZero(bench.Context.SecretKey));
    }

    [TestMethod]
    public void HandleM1_NoRandomness_ClosesTheConnection()
    {
        PairingBench bench = new PairingBench();
        PairVerify verify = new PairVerify(bench.Context);
        bench.Crypto.IsRandomReady = false;

        bench.Post(verify, new FakePeer(1), Hex.Bytes(PairVerifyVectors.M1));

        Assert.IsTrue(bench.Outcome == PairingOutcome.Failed);
        Assert.IsTrue(verify.IsWiped);
    }

    [TestMethod]
    public void HandleM1_MoreStrangersAtOnceThanControllersFit_ClosesTheConnection()
    {
        PairingBench bench = NewPairedBench();
        for (int i = 0; i < VerifyLimiter.Burst; i++)
        {
            bench.Post(new PairVerify(bench.Context), new FakePeer((ulong)i), Hex.Bytes(PairVerifyVectors.M1));
            Assert.IsTrue(bench.Outcome == PairingOutcome.Answered);
        }

        bench.Post(new PairVerify(bench.Context), new FakePeer(9), Hex.Bytes(PairVerifyVectors.M1));

        Assert.IsTrue(bench.Outcome == PairingOutcome.Failed);
    }

    [TestMethod]
    public void HandleM3_CutAtEveryByte_IsRejected()
    {
        PairingBench bench = NewPairedBench();
        byte[] m3 = Hex.Bytes(PairVerifyVectors.M3);
        for (int count = 0; count < m3.Length; count++)
        {
            PairVerify verify = ToM3(bench, new FakePeer(1));
            bench.Post(verify, new FakePeer(1), Hex.Slice(m3, 0, count));
            AssertRejected(bench, verify);
        }
    }

    [TestMethod]
    public void HandleM3_SealedItemsCutAtEveryByte_AreRejected()
    {
        PairingBench bench = NewPairedBench();
        byte[] items = Hex.Bytes(PairVerifyVectors.M3subTlv);
        TestController controller = NewVerifyingController();
        controller.VerifyM3(Hex.Bytes(PairVerifyVectors.M2));
        for (int count = 0; count < items.Length; count++)
        {
            PairVerify verify = ToM3(bench, new FakePeer(1));
            bench.Post(verify, new FakePeer(1), controller.SealedM3(Hex.Slice(items, 0, count)));
            AssertRejected(bench, verify);
        }
    }

    [TestMethod]
    public void HandleM3_EachByteOfTheSealedItemsChanged_IsRefused()
    {
        PairingBench bench = NewPairedBench();
        for (int at = 5; at < PairVerifyVectors.M3.Length / 2; at++)
        {
            byte[] m3 = Hex.Bytes(PairVerifyVectors.M3);
            m3[at] ^= 32;
            PairVerify verify = ToM3(bench, new FakePeer(1));
            Assert.AreEqual(PairingErrorVectors.VerifyUnknownController, Hex.Text(bench.Post(verify, new FakePeer(1), m3)));
            Assert.IsFalse(verify.IsVerified);
            Assert.IsTrue(verify.IsWiped);
        }
    }

    [TestMethod]
    public void HandleM3_UnknownController_IsRefused()
    {
        PairingBench bench = new PairingBench();
        bench.Crypto.Script(Hex.Bytes(PairVerifyVectors.AccessoryX25519));
        PairVerify verify = new PairVerify(bench.Context);
        bench.Post(verify, new FakePeer(1), Hex.Bytes(PairVerifyVectors.M1));

        byte[] m4 = bench.Post(verify, new FakePeer(1), Hex.Bytes(PairVerifyVectors.M3));

        Assert.AreEqual(PairingErrorVectors.VerifyUnknownController, Hex.Text(m4));
        Assert.AreEqual(0, verify.Pairing);
        Assert.IsTrue(verify.IsWiped);
    }

    [TestMethod]
    public void HandleM3_SignatureOfAnotherController_IsRefused()
    {
        PairingBench bench = NewPairedBench();
        TestController impostor = NewVerifyingController();
        impostor.LtskSeed = Hex.Filled(32);
        PairVerify verify = new PairVerify(bench.Context);
        byte[] m2 = bench.Post(verify, new FakePeer(1), impostor.VerifyM1());

        byte[] m4 = bench.Post(verify, new FakePeer(1), impostor.VerifyM3(m2));

        Assert.AreEqual(PairingErrorVectors.VerifyUnknownController, Hex.Text(m4));
        Assert.IsFalse(verify.IsVerified);
    }

    [TestMethod]
    public void Reset_AfterVerified_ForgetsTheController()
    {
        PairingBench bench = NewPairedBench();
        PairVerify verify = new PairVerify(bench.Context);
        FakePeer peer = new FakePeer(1);
        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1));
        bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M3));

        verify.Reset();

        Assert.IsFalse(verify.IsVerified);
        Assert.AreEqual(0, verify.Pairing);
        Assert.IsTrue(verify.IsWiped);
    }

    // The accessory of the transcript, paired with its controller, about to draw the transcript's X25519 key.
    private static PairingBench NewPairedBench()
    {
        FakeStore store = new FakeStore();
        store.Set(
            StoreRecord.Pairings,
            Hex.Bytes("010124" + PairVerifyVectors.ControllerPairingId + PairSetupVectors.ControllerLtpk + "01"));
        PairingBench bench = new PairingBench(store);
        bench.Crypto.Script(Hex.Bytes(PairVerifyVectors.AccessoryX25519));
        return bench;
    }

    private static TestController NewVerifyingController()
    {
        TestController controller = PairSetupFlow.NewTranscriptController();
        controller.AccessoryId = Hex.Bytes(PairVerifyVectors.AccessoryPairingId);
        controller.AccessoryLtpk = Hex.Bytes(PairSetupVectors.AccessoryLtpk);
        controller.VerifyM1();
        return controller;
    }

    private static PairVerify ToM3(PairingBench bench, FakePeer peer)
    {
        PairVerify verify = new PairVerify(bench.Context);
        bench.NowMs += 1000;
        bench.Crypto.Script(bench.Crypto.Remaining == 0 ? Hex.Bytes(PairVerifyVectors.AccessoryX25519) : new byte[0]);
        Assert.AreEqual(PairVerifyVectors.M2, Hex.Text(bench.Post(verify, peer, Hex.Bytes(PairVerifyVectors.M1))));
        return verify;
    }

    private static void AssertRejected(PairingBench bench, PairVerify verify)
    {
        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.IsFalse(verify.IsVerified);
        Assert.IsTrue(verify.IsWiped);
    }
}
