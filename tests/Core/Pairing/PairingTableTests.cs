// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;


[TestClass]
public class PairingTableTests
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [TestMethod]
    public void ComposeWith_OnePairing_HasTheDocumentedLayout()
    {
        PairingTable table = new PairingTable();
        byte[] record = Hex.Filled(PairingTable.MaxStoredBytes);

        int count = table.ComposeWith(record, NewPairing("4142", 1));

        string zeros = "00000000000000000000000000000000000000000000000000000000000000000000";
        Assert.AreEqual("0101" + "02" + "4142" + zeros + Key + "01", Hex.Text(record, 0, count));
        Assert.IsTrue(Hex.IsUntouched(record, count, record.Length - count));
        Assert.AreEqual(0, table.Count);
    }

    [TestMethod]
    public void TryLoad_WhatWasComposed_IsTheSameTable()
    {
        PairingTable table = Filled(PairingTable.Capacity);
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        int count = table.ComposeWithout(record, 0);

        PairingTable loaded = new PairingTable();
        Assert.IsTrue(loaded.TryLoad(record, count));

        Assert.AreEqual(PairingTable.MaxStoredBytes, count);
        Assert.AreEqual(PairingTable.Capacity, loaded.Count);
        Assert.AreEqual(Hex.Text(table.Bytes), Hex.Text(loaded.Bytes));
    }

    [TestMethod]
    public void TryLoad_CutAtEveryByte_IsDamaged()
    {
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        int count = Filled(2).ComposeWithout(record, 0);
        for (int cut = 0; cut < count; cut++)
        {
            PairingTable table = new PairingTable();
            Assert.IsFalse(table.TryLoad(record, cut));
            Assert.AreEqual(0, table.Count);
        }
    }

    [TestMethod]
    [DataRow(0, 2, "version")]
    [DataRow(1, 17, "count")]
    [DataRow(2, 0, "identifier's length")]
    [DataRow(2, 37, "identifier's length")]
    [DataRow(71, 2, "permissions")]
    [DataRow(73, 48, "identifier of the other")]
    public void TryLoad_FieldOutOfRange_IsDamaged(int at, int value, string what)
    {
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        int count = Filled(2).ComposeWithout(record, 0);
        record[at] = (byte)value;

        Assert.IsFalse(new PairingTable().TryLoad(record, count), what);
    }

    [TestMethod]
    public void TryLoad_LongerThanWeKnow_IsRead()
    {
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        int count = Filled(1).ComposeWithout(record, 0);

        PairingTable table = new PairingTable();

        Assert.IsTrue(table.TryLoad(record, count + 9));
        Assert.AreEqual(1, table.Count);
    }

    [TestMethod]
    public void Find_OtherCaseOrLength_IsAnotherController()
    {
        PairingTable table = new PairingTable();
        Add(table, NewPairing("4142", 1));

        Assert.AreNotEqual(0, table.Find(Hex.Bytes("4142"), 0, 2));
        Assert.AreEqual(0, table.Find(Hex.Bytes("6162"), 0, 2));
        Assert.AreEqual(0, table.Find(Hex.Bytes("4142"), 0, 1));
        Assert.AreEqual(0, table.Find(Hex.Bytes("414200"), 0, 3));
    }

    [TestMethod]
    public void Apply_RemovedAndAddedAgain_IsAnotherHandle()
    {
        PairingTable table = Filled(2);
        int first = table.At(1);
        byte[] record = new byte[PairingTable.MaxStoredBytes];

        table.ComposeWithout(record, first);
        table.Apply(record);
        Assert.IsFalse(table.Contains(first));
        Assert.IsFalse(table.IsAdmin(first));
        Add(table, NewPairing("31", 1));

        Assert.AreNotEqual(first, table.At(1));
        Assert.IsFalse(table.Contains(first));
        Assert.IsFalse(table.IsAdmin(first));
        Assert.IsFalse(table.Contains(0));
    }

    [TestMethod]
    public void Apply_RemovalInTheMiddle_LeavesTheOthersWhereTheyAre()
    {
        PairingTable table = Filled(3);
        int last = table.At(2);
        byte[] record = new byte[PairingTable.MaxStoredBytes];

        table.ComposeWithout(record, table.At(1));
        table.Apply(record);

        Assert.IsTrue(table.Contains(last));
        Assert.AreEqual(2, table.Count);
        Assert.AreEqual("32", Hex.Text(table.Bytes, table.IdentifierStart(last), table.IdentifierLength(last)));
    }

    [TestMethod]
    public void Apply_FirstAndLast_AreAnnounced()
    {
        PairingTable table = new PairingTable();
        FakePairingListener listener = new FakePairingListener();
        table.Listener = listener;
        byte[] record = new byte[PairingTable.MaxStoredBytes];

        Add(table, NewPairing("30", 1));
        Add(table, NewPairing("31", 1));
        Assert.AreEqual("paired, ", listener.Log);
        string handles = "removed " + table.At(0).ToString() + ", unpaired, removed " + table.At(1).ToString() + ", ";
        table.ComposeWithout(record, table.At(0));
        table.Apply(record);
        table.ComposeWithout(record, table.At(1));
        table.Apply(record);

        Assert.AreEqual("paired, " + handles, listener.Log);
    }

    private static PairingTable Filled(int count)
    {
        PairingTable table = new PairingTable();
        for (int i = 0; i < count; i++)
        {
            byte[] identifier = new byte[] { (byte)(0x30 + i) };
            Add(table, NewPairing(Hex.Text(identifier), 1));
        }

        return table;
    }

    private static byte[] NewPairing(string identifier, byte permissions)
    {
        byte[] pairing = new byte[PairingRecord.PairingBytes];
        byte[] name = Hex.Bytes(identifier);
        PairingRecord.Fill(pairing, name, 0, name.Length, Hex.Bytes(Key), 0, permissions);
        return pairing;
    }

    private static void Add(PairingTable table, byte[] pairing)
    {
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        table.ComposeWith(record, pairing);
        table.Apply(record);
    }
}
