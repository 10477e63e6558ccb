// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


/// <summary>First boot, later boots, factory reset, and what the label's owner asks for.</summary>
[TestClass]
public class AccessoryStateTests
{
    [TestMethod]
    public void Load_FirstBoot_DrawsIdentityAndSetupRecord()
    {
        FakeStore store = new FakeStore();
        ScriptedCrypto crypto = new ScriptedCrypto("first");
        crypto.Script(Hex.Bytes("abcdef012345" + PairSetupVectors.AccessoryLtskSeed));
        crypto.Script(Hex.Bytes("46891603" + "07181c21" + PairSetupVectors.SrpSalt));
        AccessoryState state = new AccessoryState(store, crypto);

        Assert.IsTrue(state.Load(null) == BootStatus.Ready);

        Assert.AreEqual(PairSetupVectors.AccessoryPairingId, Hex.Text(state.Identity.DeviceId));
        Assert.AreEqual(PairSetupVectors.AccessoryLtpk, Hex.Text(state.Identity.PublicKey));
        Assert.AreEqual("01abcdef012345" + PairSetupVectors.AccessoryLtskSeed, Hex.Text(store.Get(StoreRecord.Identity)));
        Assert.AreEqual(PairingBench.Code, System.Text.Encoding.UTF8.GetString(state.Setup.Code, 0, SetupCode.TextBytes));
        Assert.IsTrue(state.Setup.IsCodeStored);
        Assert.AreEqual("7OSX", System.Text.Encoding.UTF8.GetString(state.Setup.SetupId, 0, 4));
        Assert.AreEqual(0, state.FailedAttempts);
        Assert.IsFalse(state.Pairings.IsPaired);
        Assert.AreEqual(0, crypto.Remaining);
    }

    [TestMethod]
    public void Load_GivenCode_HasThePublishedVerifierAndKeepsTheCodeOutOfFlash()
    {
        FakeStore store = new FakeStore();
        ScriptedCrypto crypto = new ScriptedCrypto("given");
        crypto.Script(Hex.Bytes("abcdef012345" + PairSetupVectors.AccessoryLtskSeed + PairSetupVectors.SrpSalt));
        AccessoryState state = new AccessoryState(store, crypto);

        Assert.IsTrue(state.Load(Options(PairingBench.Code, "7OSX")) == BootStatus.Ready);

        string zeros = "00000000000000000000";
        string record = "0100" + "374f5358" + zeros + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier;
        Assert.AreEqual(record, Hex.Text(store.Get(StoreRecord.Setup)));
        Assert.AreEqual(PairSetupVectors.SetupCode, Hex.Text(state.Setup.Code));
        AccessoryState later = new AccessoryState(store, crypto);
        Assert.IsTrue(later.Load(null) == BootStatus.Ready);
        Assert.IsNull(later.Setup.Code);
    }

    [TestMethod]
    public void Load_SecondBoot_ReadsTheSameAndWritesNothing()
    {
        FakeStore store = new FakeStore();
        ReferenceCrypto crypto = new ReferenceCrypto("twice");
        AccessoryState first = new AccessoryState(store, crypto);
        first.Load(null);
        int writes = store.WriteCount;

        AccessoryState second = new AccessoryState(store, crypto);
        Assert.IsTrue(second.Load(null) == BootStatus.Ready);

        Assert.AreEqual(writes, store.WriteCount);
        Assert.AreEqual(Hex.Text(first.Identity.DeviceId), Hex.Text(second.Identity.DeviceId));
        Assert.AreEqual(Hex.Text(first.Setup.Code), Hex.Text(second.Setup.Code));
        Assert.AreEqual(Hex.Text(first.Setup.Verifier), Hex.Text(second.Setup.Verifier));
    }

    [TestMethod]
    public void Load_NoRandomness_DrawsNothingAndSucceedsLater()
    {
        FakeStore store = new FakeStore();
        ReferenceCrypto crypto = new ReferenceCrypto("radio") { IsRandomReady = false };
        AccessoryState state = new AccessoryState(store, crypto);

        Assert.IsTrue(state.Load(null) == BootStatus.RandomNotReady);
        Assert.AreEqual(0, store.WriteCount);
        crypto.IsRandomReady = true;

        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
        Assert.AreEqual(2, store.WriteCount);
    }

    [TestMethod]
    public void Load_StoredAccessoryWithoutRandomness_IsReady()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);

        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("radio") { IsRandomReady = false });

        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
    }

    [TestMethod]
    public void Load_PowerFailsAfterEachWrite_ComesBackWhole()
    {
        for (int writes = 0; writes < 2; writes++)
        {
            FakeStore store = new FakeStore { WritesLeft = writes };
            ReferenceCrypto crypto = new ReferenceCrypto("cut");
            AccessoryState cut = new AccessoryState(store, crypto);
            Assert.IsTrue(cut.Load(null) == BootStatus.StoreFailed);
            Assert.IsTrue(cut.Record == (writes == 0 ? StoreRecord.Identity : StoreRecord.Setup));
            store.WritesLeft = -1;

            AccessoryState next = new AccessoryState(store, crypto);

            Assert.IsTrue(next.Load(null) == BootStatus.Ready);
            Assert.IsTrue(writes == 0 || Hex.Text(next.Identity.DeviceId) == Hex.Text(cut.Identity.DeviceId));
        }
    }

    [TestMethod]
    [DataRow((int)StoreRecord.Identity)]
    [DataRow((int)StoreRecord.Setup)]
    [DataRow((int)StoreRecord.Pairings)]
    [DataRow((int)StoreRecord.Attempts)]
    public void Load_DamagedRecord_IsReportedAndNothingIsReplaced(int record)
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        store.Damage((StoreRecord)record);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("damaged"));

        Assert.IsTrue(state.Load(null) == BootStatus.Damaged);

        Assert.IsTrue(state.Record == (StoreRecord)record);
        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    [DataRow((int)StoreRecord.Identity, "02abcdef012345" + PairSetupVectors.AccessoryLtskSeed)]
    [DataRow((int)StoreRecord.Identity, "01abcdef0123")]
    [DataRow((int)StoreRecord.Identity, "")]
    [DataRow((int)StoreRecord.Setup, "01")]
    [DataRow((int)StoreRecord.Setup, "0201374f53583531382d30382d353832" + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier)]
    [DataRow((int)StoreRecord.Setup, "0101374f53783531382d30382d353832" + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier)]
    [DataRow((int)StoreRecord.Setup, "0101374f53583531382d30382d35383a" + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier)]
    [DataRow((int)StoreRecord.Pairings, "0101")]
    [DataRow((int)StoreRecord.Pairings, "")]
    [DataRow((int)StoreRecord.Attempts, "01")]
    [DataRow((int)StoreRecord.Attempts, "0200")]
    public void Load_RecordOfAnotherShape_IsReportedAndNothingIsReplaced(int record, string content)
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        store.Set((StoreRecord)record, Hex.Bytes(content));
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("shape"));

        Assert.IsTrue(state.Load(null) == BootStatus.Damaged);

        Assert.IsTrue(state.Record == (StoreRecord)record);
        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    public void Load_LongerRecordsThanWeKnow_AreRead()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        store.Set(StoreRecord.Attempts, Hex.Bytes("0107"));
        StoreRecord[] records = { StoreRecord.Identity, StoreRecord.Setup, StoreRecord.Attempts };
        for (int i = 0; i < records.Length; i++)
        {
            store.Set(records[i], Bytes.Concat(store.Get(records[i]), Hex.Filled(7)));
        }

        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("newer"));

        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
        Assert.AreEqual(7, state.FailedAttempts);
        Assert.AreEqual(PairSetupVectors.AccessoryPairingId, Hex.Text(state.Identity.DeviceId));
    }

    [TestMethod]
    public void Load_PairingsWithoutAnIdentity_IsReported()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        PutPairing(store, 1);
        store.Set(StoreRecord.Identity, null);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("lost"));

        Assert.IsTrue(state.Load(null) == BootStatus.Damaged);

        Assert.IsTrue(state.Record == StoreRecord.Identity);
        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    public void Load_PairingsWithoutAnAdministrator_AreAllRemoved()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        PutPairing(store, 0);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("orphans"));

        Assert.IsTrue(state.Load(null) == BootStatus.Ready);

        Assert.IsFalse(state.Pairings.IsPaired);
        Assert.AreEqual("0100", Hex.Text(store.Get(StoreRecord.Pairings)));
    }

    [TestMethod]
    public void Load_SameCodeAgain_ChangesNothingAndKnowsTheCode()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        string label = "0100374f535800000000000000000000" + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier;
        store.Set(StoreRecord.Setup, Hex.Bytes(label));
        PutPairing(store, 1);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("same"));

        Assert.IsTrue(state.Load(Options(PairingBench.Code, null)) == BootStatus.Ready);

        Assert.AreEqual(0, store.WriteCount);
        Assert.AreEqual(PairSetupVectors.SetupCode, Hex.Text(state.Setup.Code));
        Assert.IsFalse(state.Setup.IsCodeStored);
    }

    [TestMethod]
    public void Load_OtherCodeWhileUnpaired_MakesANewRecord()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("other"));

        Assert.IsTrue(state.Load(Options(PairingBench.WrongCode, "ABCD")) == BootStatus.Ready);

        Assert.AreEqual(1, store.WriteCount);
        Assert.AreNotEqual(PairSetupVectors.SrpSalt, Hex.Text(state.Setup.Salt));
        Assert.AreEqual("ABCD", System.Text.Encoding.UTF8.GetString(state.Setup.SetupId, 0, 4));
        Assert.IsFalse(state.Setup.IsCodeStored);
    }

    [TestMethod]
    [DataRow(PairingBench.WrongCode, "", false)]
    [DataRow("", "ABCD", false)]
    [DataRow("", "", true)]
    public void Load_OtherLabelWhilePaired_IsRefusedAndNothingIsReplaced(string code, string setupId, bool isNewRecordWanted)
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        PutPairing(store, 1);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("fixed"));
        SetupOptions options = Options(code, setupId);
        options.IsNewRecordWanted = isNewRecordWanted;

        Assert.IsTrue(state.Load(options) == BootStatus.SetupIsFixed);

        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    public void Load_OtherSetupIdWhileUnpaired_KeepsTheCode()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("id"));

        Assert.IsTrue(state.Load(Options(null, "ABCD")) == BootStatus.Ready);

        string record = "0101" + "41424344" + PairSetupVectors.SetupCode + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier;
        Assert.AreEqual(record, Hex.Text(store.Get(StoreRecord.Setup)));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Load_NewRecordWanted_ReplacesAWholeOrADamagedOne(bool isDamaged)
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        if (isDamaged)
        {
            store.Damage(StoreRecord.Setup);
        }

        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("new"));

        Assert.IsTrue(state.Load(new SetupOptions { IsNewRecordWanted = true }) == BootStatus.Ready);

        Assert.IsTrue(state.Setup.IsCodeStored);
        Assert.AreNotEqual(PairSetupVectors.SrpSalt, Hex.Text(state.Setup.Salt));
        Assert.AreEqual(PairSetupVectors.AccessoryPairingId, Hex.Text(state.Identity.DeviceId));
    }

    [TestMethod]
    public void FactoryReset_PairedAccessory_IsAnotherOneWithTheSameLabel()
    {
        PairingBench bench = new PairingBench();
        bench.Pair(new TestController("owner"));
        string label = Hex.Text(bench.Store.Get(StoreRecord.Setup));
        bench.Store.Set(StoreRecord.Values, Hex.Bytes("01"));
        bench.Store.Set(StoreRecord.Configuration, Hex.Bytes("01"));
        bench.Store.Set(StoreRecord.Attempts, Hex.Bytes("0109"));

        Assert.IsTrue(AccessoryState.FactoryReset(bench.Store));
        AccessoryState state = new AccessoryState(bench.Store, new ReferenceCrypto("reset"));
        Assert.IsTrue(state.Load(null) == BootStatus.Ready);

        Assert.IsFalse(state.Pairings.IsPaired);
        Assert.AreEqual(0, state.FailedAttempts);
        Assert.AreNotEqual(PairSetupVectors.AccessoryPairingId, Hex.Text(state.Identity.DeviceId));
        Assert.AreEqual(label, Hex.Text(bench.Store.Get(StoreRecord.Setup)));
        Assert.IsNull(bench.Store.Get(StoreRecord.Values));
        Assert.IsNull(bench.Store.Get(StoreRecord.Configuration));
    }

    [TestMethod]
    public void FactoryReset_PowerFailsAtEachWrite_LeavesTheOldAccessoryOrANewOne()
    {
        for (int writes = 0; writes < 8; writes++)
        {
            FakeStore store = new FakeStore();
            PairingBench.PutRecords(store);
            PutPairing(store, 1);
            store.Set(StoreRecord.Attempts, Hex.Bytes("0107"));
            store.WritesLeft = writes;
            Assert.IsFalse(AccessoryState.FactoryReset(store));
            store.WritesLeft = -1;

            AccessoryState state = new AccessoryState(store, new ReferenceCrypto("cut"));

            bool isOld = writes == 0;
            Assert.IsTrue(state.Load(null) == BootStatus.Ready);
            Assert.AreEqual(isOld, state.Pairings.IsPaired);
            Assert.AreEqual(isOld ? 7 : 0, state.FailedAttempts);
            Assert.AreEqual(isOld, Hex.Text(state.Identity.DeviceId) == PairSetupVectors.AccessoryPairingId);
        }
    }

    [TestMethod]
    public void FactoryReset_DamagedIdentity_MakesANewOne()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        PutPairing(store, 1);
        store.Damage(StoreRecord.Identity);

        Assert.IsTrue(AccessoryState.FactoryReset(store));

        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("again"));
        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
        Assert.IsFalse(state.Pairings.IsPaired);
    }

    [TestMethod]
    public void Load_ResetThatCannotGoOn_IsReportedAndGoesOnLater()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        PutPairing(store, 1);
        store.WritesLeft = 1;
        Assert.IsFalse(AccessoryState.FactoryReset(store));
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("stuck"));

        Assert.IsTrue(state.Load(null) == BootStatus.StoreFailed);

        store.WritesLeft = -1;
        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
        Assert.IsFalse(state.Pairings.IsPaired);
    }

    [TestMethod]
    public void Load_IdentityLostBesideOtherRecords_IsReportedAndNothingIsReplaced()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        store.Set(StoreRecord.Configuration, Hex.Bytes("01"));
        store.Set(StoreRecord.Identity, null);
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("lost"));

        Assert.IsTrue(state.Load(null) == BootStatus.Damaged);

        Assert.IsTrue(state.Record == StoreRecord.Identity);
        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    [DataRow("111-11-111", "")]
    [DataRow("51808582", "")]
    [DataRow("", "abcd")]
    [DataRow("", "ABC")]
    public void Load_WishThatIsNotValid_IsTheCallersFault(string code, string setupId)
    {
        FakeStore store = new FakeStore();
        AccessoryState state = new AccessoryState(store, new ReferenceCrypto("wish"));

        Expect.Throws(typeof(System.ArgumentException), () => state.Load(Options(code, setupId)));

        Assert.AreEqual(0, store.WriteCount);
    }

    [TestMethod]
    public void Members_WithoutTheirArguments_Throw()
    {
        Expect.Throws(typeof(System.ArgumentNullException), () => new AccessoryState(null, new ReferenceCrypto("null")));
        Expect.Throws(typeof(System.ArgumentNullException), () => new AccessoryState(new FakeStore(), null));
        Expect.Throws(typeof(System.ArgumentNullException), () => AccessoryState.FactoryReset(null));
        Expect.Throws(typeof(System.ArgumentNullException), () => SetupCode.TryParse(null, new byte[SetupCode.TextBytes]));
        Expect.Throws(typeof(System.ArgumentNullException), () => SetupId.TryParse(null, new byte[SetupId.TextBytes]));
    }

    // Empty stands for none: nanoFramework's metadata processor fails on null in an attribute.
    private static SetupOptions Options(string code, string setupId)
    {
        return new SetupOptions
        {
            Code = string.IsNullOrEmpty(code) ? null : Hex.Utf8(code),
            SetupId = string.IsNullOrEmpty(setupId) ? null : Hex.Utf8(setupId),
        };
    }

    private static void PutPairing(FakeStore store, byte permissions)
    {
        TestController owner = new TestController("owner");
        store.Set(
            StoreRecord.Pairings,
            Bytes.Concat(Hex.Bytes("010124"), owner.Identifier, owner.Ltpk, new byte[] { permissions }));
    }
}
