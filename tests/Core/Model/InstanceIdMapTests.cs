// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class InstanceIdMapTests
{
    // version; accessory 1; service 43, first of its type, 10; characteristic 25 of service 10, 11; characteristic 8 of service 10, 12.
    private const string LampRecord =
        "01"
        + "010100000000000000"
        + "0200000a0043000000"
        + "030a000b0025000000"
        + "030a000c0008000000";

    [TestMethod]
    public void SaveInstanceIds_Lamp_IsTheDocumentedLayout()
    {
        byte[] record = NewLamp().SaveInstanceIds();

        Expect.Bytes(LampRecord, record, 0, record.Length);
    }

    [TestMethod]
    public void SaveInstanceIds_VendorType_HoldsTheUuid()
    {
        var service = new Service("5fcd7a40-9c3b-4d0f-8a1e-111213141516");
        service.Add(new BoolCharacteristic(CharacteristicDefinitions.On));
        byte[] record = ModelTools.NewDatabase(service).SaveInstanceIds();

        Expect.Bytes(
            "01" + "010100000000000000"
            + "0200000a0000000000" + "35464344374134302d394333422d344430462d384131452d313131323133313431353136"
            + "030a000b0025000000",
            record, 0, record.Length);
    }

    [TestMethod]
    public void RestoreInstanceIds_SameStructure_ChangesNothing()
    {
        AccessoryDatabase database = NewLamp();
        string before = ModelTools.Text(database);

        Assert.IsFalse(Restore(database, Hex.Bytes(LampRecord)));
        Assert.AreEqual(before, ModelTools.Text(database));
        Assert.IsNull(database.SaveInstanceIds());
    }

    [TestMethod]
    public void RestoreInstanceIds_NoRecord_MustBeSaved()
    {
        AccessoryDatabase database = NewLamp();

        Assert.IsTrue(database.RestoreInstanceIds(new byte[0], 0, -1));
        byte[] record = database.SaveInstanceIds();
        Expect.Bytes(LampRecord, record, 0, record.Length);
        Assert.IsNull(database.SaveInstanceIds());
    }

    [TestMethod]
    public void RestoreInstanceIds_ServiceInsertedInFront_OldNumbersStand()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        var outlet = new Outlet();

        Assert.IsTrue(Restore(ModelTools.NewDatabase(outlet, lamp), Hex.Bytes(LampRecord)));

        Assert.AreEqual(10, lamp.InstanceId);
        Assert.AreEqual(11, lamp.On.InstanceId);
        Assert.AreEqual(12, lamp.Brightness.InstanceId);
        Assert.AreEqual(13, outlet.InstanceId);
        Assert.AreEqual(14, outlet.On.InstanceId);
        Assert.AreEqual(15, outlet.OutletInUse.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_ServicesInAnotherOrder_OldNumbersStand()
    {
        byte[] record = ModelTools.NewDatabase(new Outlet(), new Lightbulb(), new HapNano.Model.Switch()).SaveInstanceIds();
        var button = new HapNano.Model.Switch();
        var lamp = new Lightbulb();
        var outlet = new Outlet();

        Assert.IsFalse(Restore(ModelTools.NewDatabase(button, lamp, outlet), record));

        Assert.AreEqual(10, outlet.InstanceId);
        Assert.AreEqual(12, outlet.OutletInUse.InstanceId);
        Assert.AreEqual(13, lamp.InstanceId);
        Assert.AreEqual(14, lamp.On.InstanceId);
        Assert.AreEqual(15, button.InstanceId);
        Assert.AreEqual(16, button.On.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_CharacteristicInsertedInTheMiddle_OldNumbersStand()
    {
        var lamp = new Lightbulb();
        lamp.AddHue();
        lamp.AddBrightness();

        Assert.IsTrue(Restore(ModelTools.NewDatabase(lamp), Hex.Bytes(LampRecord)));

        Assert.AreEqual(12, lamp.Brightness.InstanceId);
        Assert.AreEqual(13, lamp.Hue.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_SecondServiceOfTheTypeBehind_GetsNewNumbers()
    {
        var first = new Lightbulb();
        var second = new Lightbulb();

        Assert.IsTrue(Restore(ModelTools.NewDatabase(first, second), Hex.Bytes(LampRecord)));

        Assert.AreEqual(10, first.InstanceId);
        Assert.AreEqual(13, second.InstanceId);
        Assert.AreEqual(14, second.On.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_ThingsGoneAndOthersNew_NoNumberIsUsedAgain()
    {
        // Firmware 2 has a switch and no lamp; firmware 3 has the lamp again.
        var button = new HapNano.Model.Switch();
        AccessoryDatabase second = ModelTools.NewDatabase(button);
        Assert.IsTrue(Restore(second, Hex.Bytes(LampRecord)));
        Assert.AreEqual(13, button.InstanceId);
        Assert.AreEqual(14, button.On.InstanceId);

        var lamp = new Lightbulb();
        lamp.AddBrightness();
        Assert.IsFalse(Restore(ModelTools.NewDatabase(lamp), second.SaveInstanceIds()));
        Assert.AreEqual(10, lamp.InstanceId);
        Assert.AreEqual(12, lamp.Brightness.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_NumberGivenToSomethingElse_OtherOneMoves()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        var outlet = new Outlet { InstanceId = 12 };
        AccessoryDatabase database = ModelTools.NewDatabase(lamp, outlet);

        Assert.IsTrue(Restore(database, Hex.Bytes(LampRecord)));

        Assert.AreEqual(12, outlet.InstanceId);
        Assert.AreEqual(11, lamp.On.InstanceId);
        Assert.AreEqual(13, lamp.Brightness.InstanceId);
        Assert.IsFalse(Restore(database, database.SaveInstanceIds()));
        Assert.AreEqual(13, lamp.Brightness.InstanceId);
    }

    [TestMethod]
    public void Database_GivenNumbers_StandAndAreNotDrawn()
    {
        var lamp = new Lightbulb { InstanceId = 11 };
        lamp.On.InstanceId = 10;
        lamp.AddBrightness();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);

        Assert.AreEqual(11, lamp.InstanceId);
        Assert.AreEqual(10, lamp.On.InstanceId);
        Assert.AreEqual(12, lamp.Brightness.InstanceId);
        byte[] record = database.SaveInstanceIds();
        Expect.Bytes("01" + "010100000000000000" + "030b000c0008000000", record, 0, record.Length);
    }

    [TestMethod]
    public void Database_HardwareRevision_IsNumberedBehindTheFixedOnes()
    {
        Accessory accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001", "1.0.0", "2.1");
        var lamp = new Lightbulb();
        accessory.Add(lamp);
        var database = new AccessoryDatabase(accessory);

        Assert.AreEqual(10, accessory.Information.HardwareRevision.InstanceId);
        Assert.AreEqual(11, lamp.InstanceId);

        // It comes with a later revision: the lamp keeps its number.
        Assert.IsTrue(Restore(database, Hex.Bytes(LampRecord)));
        Assert.AreEqual(13, accessory.Information.HardwareRevision.InstanceId);
        Assert.AreEqual(10, lamp.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_Bridge_EachAccessoryHasNumbersOfItsOwn()
    {
        var left = new Lightbulb();
        var right = new Lightbulb();
        byte[] record = NewBridge(left, 300, right, 70000).SaveInstanceIds();
        Assert.AreEqual(10, left.InstanceId);
        Assert.AreEqual(10, right.InstanceId);

        // The left one is taken away and comes back behind a new one.
        var added = new Outlet();
        left = new Lightbulb();
        left.AddBrightness();
        AccessoryDatabase database = NewBridge(added, 5, left, 300);
        Assert.IsTrue(Restore(database, record));
        Assert.AreEqual(10, added.InstanceId);
        Assert.AreEqual(10, left.InstanceId);
        Assert.AreEqual(11, left.On.InstanceId);
        Assert.AreEqual(12, left.Brightness.InstanceId);

        // Accessory 70000 has kept its entries all the while.
        right = new Lightbulb();
        Assert.IsFalse(Restore(NewBridge(right, 70000, new Outlet(), 5), database.SaveInstanceIds()));
        Assert.AreEqual(11, right.On.InstanceId);
    }

    [TestMethod]
    public void RestoreInstanceIds_RecordCutAnywhere_KeepsWhatIsWhole()
    {
        byte[] record = Hex.Bytes(LampRecord);
        for (int count = 0; count < record.Length; count++)
        {
            var lamp = new Lightbulb();
            lamp.AddBrightness();
            AccessoryDatabase database = ModelTools.NewDatabase(lamp);

            Assert.IsTrue(database.RestoreInstanceIds(record, 0, count));
            Assert.AreEqual(10, lamp.InstanceId);
            Assert.AreEqual(11, lamp.On.InstanceId);
            Assert.AreEqual(12, lamp.Brightness.InstanceId);
            byte[] saved = database.SaveInstanceIds();
            Assert.IsFalse(Restore(NewLamp(), saved));
        }
    }

    [TestMethod]
    public void RestoreInstanceIds_UnknownVersion_IsAsIfThereWereNone()
    {
        byte[] record = Hex.Bytes(LampRecord);
        record[0] = 2;
        AccessoryDatabase database = NewLamp();

        Assert.IsTrue(Restore(database, record));
        byte[] saved = database.SaveInstanceIds();
        Expect.Bytes(LampRecord, saved, 0, saved.Length);
    }

    [TestMethod]
    public void SaveInstanceIds_RecordTooLong_ForgetsAccessoriesThatAreGone()
    {
        // The lamp's entries behind those of more than a thousand accessories that are gone.
        byte[] lamp = Hex.Bytes(LampRecord);
        byte[] record = new byte[InstanceIdMap.MaxBytes];
        int count = 1;
        record[0] = 1;
        for (int id = 2; count + 27 + lamp.Length + 9 <= record.Length; id++)
        {
            byte[] gone = Hex.Bytes("010000000000000000" + "0200000a0049000000" + "030a000b0025000000");
            gone[1] = (byte)id;
            gone[2] = (byte)(id >> 8);
            Array.Copy(gone, 0, record, count, gone.Length);
            count += gone.Length;
        }

        Array.Copy(lamp, 1, record, count, lamp.Length - 1);
        count += lamp.Length - 1;
        var bulb = new Lightbulb();
        bulb.AddBrightness();
        AccessoryDatabase database = ModelTools.NewDatabase(bulb, new Outlet(), new Outlet());

        Assert.IsTrue(database.RestoreInstanceIds(record, 0, count));
        byte[] saved = database.SaveInstanceIds();

        Expect.Bytes(LampRecord, saved, 0, lamp.Length);
        Assert.AreEqual(lamp.Length + (6 * 9), saved.Length);
        Assert.IsFalse(Restore(database, saved));
        Assert.AreEqual(12, bulb.Brightness.InstanceId);
    }

    [TestMethod]
    public void SaveInstanceIds_TooManyThings_BreaksInstanceId()
    {
        var accessories = new Accessory[2];
        for (int i = 0; i < accessories.Length; i++)
        {
            accessories[i] = ModelTools.NewAccessory("SN" + i);
            accessories[i].AccessoryId = (ulong)(i + 1);
            for (int j = 0; j < 8; j++)
            {
                accessories[i].Add(NewVendorService(j));
            }
        }

        ModelTools.Breaks(DatabaseRule.InstanceId, () => new AccessoryDatabase(accessories).SaveInstanceIds());
    }

    [TestMethod]
    public void Database_AllNumbersUsed_BreaksInstanceId()
    {
        // Brightness had the last number there is.
        byte[] record = Hex.Bytes(LampRecord.Substring(0, 56) + "030a00ffff08000000");
        var lamp = new Lightbulb();
        lamp.AddHue();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);

        ModelTools.Breaks(DatabaseRule.InstanceId, () => Restore(database, record));
    }

    [TestMethod]
    public void Database_ManyServices_AllNumbersDiffer()
    {
        Accessory accessory = ModelTools.NewAccessory("SN0001");
        for (int i = 0; i < 60; i++)
        {
            accessory.Add(i % 2 == 0 ? new Lightbulb() : new Outlet());
        }

        var database = new AccessoryDatabase(accessory);
        var seen = new bool[1000];
        for (int i = 0; i < accessory.ServiceCount; i++)
        {
            Service service = accessory.ServiceAt(i);
            Assert.IsFalse(seen[service.InstanceId]);
            seen[service.InstanceId] = true;
            for (int j = 0; j < service.CharacteristicCount; j++)
            {
                Assert.IsFalse(seen[service.CharacteristicAt(j).InstanceId]);
                seen[service.CharacteristicAt(j).InstanceId] = true;
            }
        }

        Assert.IsFalse(Restore(database, database.SaveInstanceIds()));
    }

    // 50 characteristics of a maker's own types, 45 bytes of the record each.
    private static Service NewVendorService(int number)
    {
        var service = new Service("5fcd7a40-9c3b-4d0f-8a1e-11121314000" + number);
        for (int i = 0; i < 50; i++)
        {
            service.Add(new BoolCharacteristic(new CharacteristicDefinition(
                "5fcd7a41-9c3b-4d0f-8a1e-1112131400" + (i / 10) + (i % 10), CharacteristicFormat.Bool)));
        }

        return service;
    }

    private static AccessoryDatabase NewLamp()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        return ModelTools.NewDatabase(lamp);
    }

    private static AccessoryDatabase NewBridge(Service first, int firstId, Service second, int secondId)
    {
        Accessory left = ModelTools.NewAccessory("SN0002");
        left.AccessoryId = (ulong)firstId;
        left.Add(first);
        Accessory right = ModelTools.NewAccessory("SN0003");
        right.AccessoryId = (ulong)secondId;
        right.Add(second);
        return new AccessoryDatabase(ModelTools.NewAccessory("SN0001"), left, right);
    }

    private static bool Restore(AccessoryDatabase database, byte[] record)
    {
        return database.RestoreInstanceIds(record, 0, record.Length);
    }
}
