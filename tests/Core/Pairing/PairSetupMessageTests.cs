// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>Messages of Pair Setup that are malformed, or wrong in one field.</summary>
[TestClass]
public class PairSetupMessageTests
{
    [TestMethod]
    [DataRow("060101000101", "method 1, as npm hap-controller sends it")]
    [DataRow("000100060101130110", "transient")]
    [DataRow("000100060101130410000001", "transient and split")]
    [DataRow("00010006010113040200ff00", "unknown bits")]
    [DataRow("0001000601011300", "empty flags")]
    public void HandleM1_FlagsOrMethodWeDoNotUse_IsAnsweredAsUsual(string body, string what)
    {
        PairingBench bench = new PairingBench();

        byte[] m2 = bench.Send(new FakePeer(1), Hex.Bytes(body));

        Assert.AreEqual(PairSetupVectors.M2.Length, Hex.Text(m2).Length, what);
        Assert.AreEqual(PairSetupVectors.SrpSalt, Hex.Text(TestController.Value(m2, TlvType.Salt)), what);
    }

    [TestMethod]
    public void HandleM1_SplitAlone_IsRefused()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        PairSetupFlow.AssertFailed(bench, peer, "060102070102", bench.Send(peer, Hex.Bytes("000100060101130400000001")));
    }

    [TestMethod]
    [DataRow("", "nothing")]
    [DataRow("060101", "no method")]
    [DataRow("000100", "no state")]
    [DataRow("0601010000", "empty method")]
    [DataRow("06010100020000", "long method")]
    [DataRow("0600000100", "empty state")]
    [DataRow("0602010000 0100", "long state")]
    [DataRow("060101000102", "method of Pair Verify")]
    [DataRow("060101000106", "method of Pair Resume")]
    [DataRow("0601010001001305 0000000000", "long flags")]
    [DataRow("060101000100060101", "state twice")]
    [DataRow("060101060101000100", "state twice in a row")]
    public void HandleM1_Malformed_IsRejected(string body, string what)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);

        byte[] answer = bench.Send(peer, Hex.Bytes(body));

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest, what);
        PairSetupFlow.AssertRejected(bench, peer, answer);
    }

    [TestMethod]
    public void HandleM1_CutAtEveryByte_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m1 = Hex.Bytes("000100060101");
        for (int count = 0; count < m1.Length; count++)
        {
            PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Slice(m1, 0, count)));
        }
    }

    [TestMethod]
    public void HandleM3_CutAtEveryByte_IsRejected()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        byte[] m3 = Hex.Bytes(PairSetupVectors.M3);
        for (int count = 0; count < m3.Length; count++)
        {
            bench.Crypto.Script(Hex.Bytes(PairSetupVectors.Srp_b));
            bench.Send(peer, TestController.SetupM1());
            Assert.IsTrue(bench.Setup.Expected == PairSetupStep.M3);
            PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Slice(m3, 0, count)));
        }
    }

    [TestMethod]
    [DataRow(0, 64, "empty key")]
    [DataRow(385, 64, "key one too long")]
    [DataRow(384, 63, "proof one too short")]
    [DataRow(384, 65, "proof one too long")]
    [DataRow(384, 0, "empty proof")]
    public void HandleM3_WrongLength_IsRejectedAndNotCounted(int keyBytes, int proofBytes, string what)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToM3(bench, peer);
        byte[] key = Hex.Filled(keyBytes);
        byte[] proof = Hex.Filled(proofBytes);

        byte[] answer = bench.Send(peer, Bytes.Concat(
            Hex.Bytes("060103"),
            TestController.Item(TlvType.PublicKey, key),
            TestController.Item(TlvType.Proof, proof)));

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest, what);
        PairSetupFlow.AssertRejected(bench, peer, answer);
        Assert.AreEqual(0, bench.Setup.FailedAttempts);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void HandleM3_KeyZeroModuloN_IsRefusedWithoutArithmeticAndNotCounted(bool isPrimeItself)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToM3(bench, peer);
        int steps = bench.Crypto.StepsDone;
        byte[] key = isPrimeItself ? ReferenceSrp.Prime : new byte[1];

        byte[] answer = bench.Post(peer, Bytes.Concat(
            Hex.Bytes("060103"),
            TestController.Item(TlvType.PublicKey, key),
            TestController.Item(TlvType.Proof, Hex.Filled(64))));

        PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.WrongCode, answer);
        Assert.AreEqual(steps, bench.Crypto.StepsDone);
        Assert.AreEqual(0, bench.Setup.FailedAttempts);
        Assert.IsNull(bench.Store.Get(StoreRecord.Attempts));
    }

    [TestMethod]
    public void HandleM5_SealedItemsCutAtEveryByte_AreRejected()
    {
        byte[] items = Hex.Bytes(PairSetupVectors.M5subTlv);
        for (int count = 0; count < items.Length; count++)
        {
            PairingBench bench = new PairingBench();
            FakePeer peer = new FakePeer(1);
            TestController controller = PairSetupFlow.ToTranscriptM5(bench, peer);
            PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, controller.SealedM5(Hex.Slice(items, 0, count))));
        }
    }

    [TestMethod]
    [DataRow(0, 32, 64, "empty identifier")]
    [DataRow(37, 32, 64, "identifier one too long")]
    [DataRow(36, 31, 64, "key one too short")]
    [DataRow(36, 33, 64, "key one too long")]
    [DataRow(36, 32, 63, "signature one too short")]
    [DataRow(36, 32, 65, "signature one too long")]
    public void HandleM5_WrongLength_IsRejected(int identifierBytes, int keyBytes, int signatureBytes, string what)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("length");
        PairSetupFlow.ToM5(bench, peer, controller);

        byte[] answer = bench.Send(peer, controller.SealedM5(Bytes.Concat(
            TestController.Item(TlvType.Identifier, Hex.Filled(identifierBytes)),
            TestController.Item(TlvType.PublicKey, Hex.Filled(keyBytes)),
            TestController.Item(TlvType.Signature, Hex.Filled(signatureBytes)))));

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest, what);
        PairSetupFlow.AssertRejected(bench, peer, answer);
    }

    [TestMethod]
    public void HandleM5_EachByteOfTheSealedItemsChanged_IsRefused()
    {
        for (int at = 5; at < PairSetupVectors.M5.Length / 2; at++)
        {
            PairingBench bench = new PairingBench();
            FakePeer peer = new FakePeer(1);
            byte[] m5 = Hex.Bytes(PairSetupVectors.M5);
            PairSetupFlow.ToTranscriptM5(bench, peer);
            m5[at] ^= 4;
            PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.BadM5, bench.Send(peer, m5));
        }
    }

    [TestMethod]
    public void HandleM5_CutAtEveryByte_IsRejected()
    {
        for (int count = 0; count < PairSetupVectors.M5.Length / 2; count++)
        {
            PairingBench bench = new PairingBench();
            FakePeer peer = new FakePeer(1);
            PairSetupFlow.ToTranscriptM5(bench, peer);
            PairSetupFlow.AssertRejected(bench, peer, bench.Send(peer, Hex.Slice(Hex.Bytes(PairSetupVectors.M5), 0, count)));
        }
    }

    [TestMethod]
    [DataRow(15, true)]
    [DataRow(0, true)]
    [DataRow(16, false)]
    public void HandleM5_NothingButATag_IsMalformedBelowItsLength(int count, bool isMalformed)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        PairSetupFlow.ToM5(bench, peer, new TestController("tag"));

        bench.Send(peer, Bytes.Concat(Hex.Bytes("060105"), TestController.Item(TlvType.EncryptedData, new byte[count])));

        Assert.IsTrue(bench.Outcome == (isMalformed ? PairingOutcome.BadRequest : PairingOutcome.Answered));
        PairSetupFlow.AssertNothingLeft(bench, peer);
    }

    [TestMethod]
    public void HandleM5_SignatureOfAnotherKey_IsRefused()
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("honest");
        PairSetupFlow.ToM5(bench, peer, controller);
        byte[] signature = ReferenceEd25519.Sign(Hex.Utf8("something else"), controller.LtskSeed, controller.Ltpk);

        byte[] answer = bench.Send(peer, controller.SealedM5(Bytes.Concat(
            TestController.Item(TlvType.Identifier, controller.Identifier),
            TestController.Item(TlvType.PublicKey, controller.Ltpk),
            TestController.Item(TlvType.Signature, signature))));

        PairSetupFlow.AssertFailed(bench, peer, PairingErrorVectors.BadM5, answer);
    }

    [TestMethod]
    [DataRow("41")]
    [DataRow("ff00fe")]
    public void HandleM5_ShortIdentifierOfAnyBytes_IsStoredAsItCame(string identifier)
    {
        PairingBench bench = new PairingBench();
        FakePeer peer = new FakePeer(1);
        TestController controller = new TestController("short") { Identifier = Hex.Bytes(identifier) };

        controller.SetupM6(bench.Send(peer, PairSetupFlow.ToM5(bench, peer, controller)));

        Assert.IsTrue(bench.Context.Pairings.Find(controller.Identifier, 0, controller.Identifier.Length) != 0);
    }
}
