// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>POST /pairings: what an administrator may change, and what follows from it.</summary>
[TestClass]
public class PairingsExchangeTests
{
    private const string Done = "060102";

    [TestMethod]
    public void Handle_PublishedBodies_AreReadAndAnswered()
    {
        // The transcript's controller lists itself and one user, whose key happens to be the accessory's.
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, Hex.Bytes(PairSetupVectors.ControllerPairingId), Hex.Bytes(PairSetupVectors.ControllerLtpk));

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, Hex.Bytes(PairingsVectors.AddRequestUser))));
        Assert.AreEqual(PairingsVectors.ListResponseTwo, Hex.Text(bench.PostPairings(admin, Hex.Bytes(PairingsVectors.ListRequest))));
        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, Hex.Bytes(PairingsVectors.RemoveRequest))));
        Assert.IsFalse(bench.Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void Handle_AddIsStored_BeforeItIsAnswered()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController guest = new TestController("guest");
        byte[] body = TestController.AddPairing(guest, 0);
        Tlv8Writer response = NewResponse();

        Assert.IsTrue(bench.Pairings.Handle(admin, body, 0, body.Length, response) == PairingOutcome.Pending);
        Assert.IsTrue(bench.Pairings.Resume(admin, response) == PairingOutcome.Pending);
        Assert.AreEqual(0, response.Count);
        Assert.AreEqual(1, bench.Context.Pairings.Count);
        Assert.AreSame(admin, bench.Pairings.Requester);
        bench.ServeStore();

        Assert.AreEqual(1, admin.Resumed);
        Assert.AreEqual(2, bench.Context.Pairings.Count);
        Assert.IsTrue(bench.Pairings.Resume(admin, response) == PairingOutcome.Answered);
        Assert.AreEqual(Done, Hex.Text(response.Buffer, 0, response.Count));
        Assert.IsNull(bench.Pairings.Requester);
        Assert.AreEqual(2, bench.Reboot().Context.Pairings.Count);
    }

    [TestMethod]
    public void Handle_WhileAWriteIsUnderWay_AsksToComeAgainAndReadsNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        FakePeer other = AddAdmin(bench, "other");
        Assert.IsTrue(bench.Transaction.TryBegin(bench.Setup, 2));

        bench.PostPairings(other, TestController.ListPairings());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Retry);
        bench.Transaction.Cancel();

        bench.PostPairings(other, TestController.ListPairings());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Answered);
        byte[] body = TestController.AddPairing(new TestController("guest"), 0);
        Tlv8Writer response = NewResponse();
        bench.Pairings.Handle(admin, body, 0, body.Length, response);
        bench.PostPairings(other, TestController.ListPairings());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Retry);
    }

    [TestMethod]
    public void Handle_BeforeTheLastAnswerIsFetched_IsServedAndTheAnswerStays()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        FakePeer other = AddAdmin(bench, "other");
        byte[] body = TestController.AddPairing(new TestController("guest"), 0);
        Tlv8Writer response = NewResponse();
        bench.Pairings.Handle(admin, body, 0, body.Length, response);
        bench.ServeStore();

        bench.PostPairings(other, TestController.ListPairings());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Answered);

        Assert.IsTrue(bench.Pairings.Resume(admin, response) == PairingOutcome.Answered);
        Assert.AreEqual(Done, Hex.Text(response.Buffer, 0, response.Count));
        Assert.IsTrue(bench.Pairings.Resume(admin, response) == PairingOutcome.Failed);
    }

    [TestMethod]
    public void Resume_AfterAnotherChangeWasWritten_IsClosedRatherThanLeftWaiting()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        FakePeer other = AddAdmin(bench, "other");
        byte[] body = TestController.AddPairing(new TestController("guest"), 0);
        Tlv8Writer response = NewResponse();
        bench.Pairings.Handle(admin, body, 0, body.Length, response);
        bench.ServeStore();

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(other, TestController.AddPairing(new TestController("second"), 0))));

        Assert.IsTrue(bench.Pairings.Resume(admin, response) == PairingOutcome.Failed);
        Assert.AreEqual(4, bench.Context.Pairings.Count);
    }

    [TestMethod]
    public void Handle_FromAUser_IsRefused()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController user = new TestController("user");
        bench.PostPairings(admin, TestController.AddPairing(user, 0));
        FakePeer peer = NewSession(bench, user);

        Assert.AreEqual(PairingErrorVectors.PairingsNotAdmin, Hex.Text(bench.PostPairings(peer, TestController.ListPairings())));
        Assert.AreEqual(PairingErrorVectors.PairingsNotAdmin, Hex.Text(bench.PostPairings(peer, TestController.RemovePairing(user))));
        Assert.AreEqual(PairingErrorVectors.PairingsNotAdmin, Hex.Text(bench.PostPairings(peer, TestController.AddPairing(user, 1))));
        Assert.AreEqual(2, bench.Context.Pairings.Count);
    }

    [TestMethod]
    public void Handle_FromASessionWhosePairingIsGone_IsRefused()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController other = new TestController("other");
        bench.PostPairings(admin, TestController.AddPairing(other, 1));
        FakePeer session = NewSession(bench, other);
        bench.PostPairings(admin, TestController.RemovePairing(other));
        bench.PostPairings(admin, TestController.AddPairing(new TestController("next"), 1));

        Assert.AreEqual(PairingErrorVectors.PairingsNotAdmin, Hex.Text(bench.PostPairings(session, TestController.ListPairings())));
    }

    [TestMethod]
    public void HandleAdd_KnownIdentifierSameKey_ChangesPermissions()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController member = new TestController("member");
        bench.PostPairings(admin, TestController.AddPairing(member, 0));
        FakePeer session = NewSession(bench, member);

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.AddPairing(member, 1))));

        Assert.IsTrue(bench.Context.Pairings.IsAdmin(session.Pairing));
        Assert.AreEqual(2, bench.Context.Pairings.Count);
        Assert.AreEqual("paired, ", bench.Listener.Log);
    }

    [TestMethod]
    public void HandleAdd_KnownIdentifierOtherKey_IsAnErrorAndChangesNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        string stored = Hex.Text(bench.Store.Get(StoreRecord.Pairings));
        TestController thief = new TestController("thief") { Identifier = new TestController("admin").Identifier };

        Assert.AreEqual(PairingErrorVectors.PairingsUnknown, Hex.Text(bench.PostPairings(admin, TestController.AddPairing(thief, 1))));

        Assert.AreEqual(stored, Hex.Text(bench.Store.Get(StoreRecord.Pairings)));
    }

    [TestMethod]
    public void HandleAdd_NothingNew_WritesNothing()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        int writes = bench.Store.WriteCount;

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.AddPairing(new TestController("admin"), 1))));

        Assert.AreEqual(writes, bench.Store.WriteCount);
    }

    [TestMethod]
    public void HandleAdd_Seventeenth_IsRefusedAndSixteenAreListed()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        for (int i = 1; i < PairingTable.Capacity; i++)
        {
            TestController member = new TestController("member " + i.ToString());
            Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.AddPairing(member, 0))));
        }

        byte[] answer = bench.PostPairings(admin, TestController.AddPairing(new TestController("one too many"), 0));

        Assert.AreEqual(PairingErrorVectors.MaxPeers, Hex.Text(answer));
        byte[] list = bench.PostPairings(admin, TestController.ListPairings());
        Assert.AreEqual(PairingsExchange.MaxAnswerBytes, list.Length);
        Assert.AreEqual(PairingTable.Capacity, bench.Reboot().Context.Pairings.Count);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Handle_StoreFails_IsAnErrorAndChangesNothing(int isRemoval)
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController member = new TestController("member");
        bench.PostPairings(admin, TestController.AddPairing(member, 0));
        string log = bench.Listener.Log;
        bench.Store.WritesLeft = 0;

        byte[] body = isRemoval == 1 ? TestController.RemovePairing(member) : TestController.AddPairing(new TestController("new"), 0);
        byte[] answer = bench.PostPairings(admin, body);

        Assert.AreEqual(PairingErrorVectors.PairingsUnknown, Hex.Text(answer));
        Assert.AreEqual(2, bench.Context.Pairings.Count);
        Assert.AreEqual(log, bench.Listener.Log);
        Assert.AreEqual(2, bench.Reboot().Context.Pairings.Count);
    }

    [TestMethod]
    public void HandleRemove_UnknownIdentifier_Succeeds()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.RemovePairing(new TestController("nobody")))));

        Assert.AreEqual(1, bench.Context.Pairings.Count);
    }

    [TestMethod]
    public void HandleRemove_OneOfSeveral_ClosesItsSessionsOnly()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController member = new TestController("member");
        bench.PostPairings(admin, TestController.AddPairing(member, 0));
        int handle = NewSession(bench, member).Pairing;

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.RemovePairing(member))));

        Assert.AreEqual("paired, removed " + handle.ToString() + ", ", bench.Listener.Log);
        Assert.IsFalse(bench.Context.Pairings.Contains(handle));
        Assert.IsTrue(bench.Context.Pairings.IsAdmin(admin.Pairing));
    }

    [TestMethod]
    public void HandleRemove_LastAdministrator_RemovesAll()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        TestController member = new TestController("member");
        bench.PostPairings(admin, TestController.AddPairing(member, 0));
        int handle = NewSession(bench, member).Pairing;

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.RemovePairing(new TestController("admin")))));

        Assert.AreEqual(
            "paired, unpaired, removed " + admin.Pairing.ToString() + ", removed " + handle.ToString() + ", ",
            bench.Listener.Log);
        Assert.AreEqual("0100", Hex.Text(bench.Store.Get(StoreRecord.Pairings)));
        Assert.IsTrue(bench.Setup.HasWork);
        bench.Pair(new TestController("new owner"));
    }

    [TestMethod]
    public void HandleAdd_DemotesTheLastAdministrator_RemovesAll()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");

        Assert.AreEqual(Done, Hex.Text(bench.PostPairings(admin, TestController.AddPairing(new TestController("admin"), 0))));

        Assert.IsFalse(bench.Context.Pairings.IsPaired);
        Assert.IsFalse(bench.Reboot().Context.Pairings.IsPaired);
    }

    [TestMethod]
    public void Released_WhileTheChangeIsWritten_StillChanges()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        byte[] body = TestController.AddPairing(new TestController("guest"), 0);
        Tlv8Writer response = NewResponse();
        bench.Pairings.Handle(admin, body, 0, body.Length, response);

        bench.Pairings.Released(admin);
        bench.ServeStore();

        Assert.AreEqual(0, admin.Resumed);
        Assert.AreEqual(2, bench.Context.Pairings.Count);
        FakePeer again = NewSession(bench, new TestController("admin"));
        bench.PostPairings(again, TestController.ListPairings());
        Assert.IsTrue(bench.Outcome == PairingOutcome.Answered);
    }

    [TestMethod]
    [DataRow("", "nothing")]
    [DataRow("000105", "no state")]
    [DataRow("060101", "no method")]
    [DataRow("060103000105", "state of M3")]
    [DataRow("060101000102", "method 2")]
    [DataRow("060101000106", "method 6")]
    [DataRow("06010100020500", "long method")]
    [DataRow("060101000104", "remove without identifier")]
    [DataRow("0601010001040100", "remove with an empty identifier")]
    [DataRow("060101000103", "add without anything")]
    public void Handle_Malformed_IsRejected(string body, string what)
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");

        Assert.AreEqual(0, bench.PostPairings(admin, Hex.Bytes(body)).Length, what);

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest, what);
    }

    [TestMethod]
    [DataRow(37, 32, "00")]
    [DataRow(36, 31, "00")]
    [DataRow(36, 33, "00")]
    [DataRow(36, 32, "02")]
    [DataRow(36, 32, "81")]
    [DataRow(36, 32, "")]
    [DataRow(36, 32, "0000")]
    [DataRow(0, 32, "00")]
    public void HandleAdd_FieldOfWrongLengthOrValue_IsRejected(int identifierBytes, int keyBytes, string permissions)
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");

        bench.PostPairings(admin, Bytes.Concat(
            Hex.Bytes("060101000103"),
            TestController.Item(TlvType.Identifier, Hex.Filled(identifierBytes)),
            TestController.Item(TlvType.PublicKey, Hex.Filled(keyBytes)),
            TestController.Item(TlvType.Permissions, Hex.Bytes(permissions))));

        Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
        Assert.AreEqual(1, bench.Context.Pairings.Count);
    }

    [TestMethod]
    public void Handle_CutAtEveryByte_ChangesNothingItShouldNot()
    {
        PairingBench bench = new PairingBench();
        FakePeer admin = AddAdmin(bench, "admin");
        byte[] body = TestController.AddPairing(new TestController("guest"), 0);
        for (int count = 0; count < body.Length; count++)
        {
            bench.PostPairings(admin, Hex.Slice(body, 0, count));
            Assert.IsTrue(bench.Outcome == PairingOutcome.BadRequest);
            Assert.AreEqual(1, bench.Context.Pairings.Count);
        }
    }

    private static FakePeer AddAdmin(PairingBench bench, string name)
    {
        TestController controller = new TestController(name);
        return AddAdmin(bench, controller.Identifier, controller.Ltpk);
    }

    // Straight into flash and table: Pair Setup has its own tests.
    private static FakePeer AddAdmin(PairingBench bench, byte[] identifier, byte[] key)
    {
        byte[] pairing = new byte[PairingRecord.PairingBytes];
        PairingRecord.Fill(pairing, identifier, 0, identifier.Length, key, 0, PairingRecord.AdminPermission);
        byte[] record = new byte[StoreTransaction.CapacityBytes];
        int count = bench.Context.Pairings.ComposeWith(record, pairing);
        bench.Store.Set(StoreRecord.Pairings, Hex.Slice(record, 0, count));
        bench.Context.Pairings.Apply(record);
        return new FakePeer(1) { IsSecured = true, Pairing = bench.Context.Pairings.FindStored(pairing) };
    }

    private static Tlv8Writer NewResponse()
    {
        Tlv8Writer response = new Tlv8Writer();
        response.Reset(new byte[16], 0, 16);
        return response;
    }

    private static FakePeer NewSession(PairingBench bench, TestController controller)
    {
        int pairing = bench.Context.Pairings.Find(controller.Identifier, 0, controller.Identifier.Length);
        Assert.AreNotEqual(0, pairing);
        return new FakePeer(2) { IsSecured = true, Pairing = pairing };
    }
}
