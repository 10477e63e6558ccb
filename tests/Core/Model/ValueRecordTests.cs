// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class ValueRecordTests
{
    // version; accessory 1; 11 true; 12 42; 13 359; 14 "Desk".
    private const string LampRecord =
        "01"
        + "00000100000000000000"
        + "0b000400" + "74727565"
        + "0c000200" + "3432"
        + "0d000300" + "333539"
        + "0e000600" + "224465736b22";

    [TestMethod]
    public void SaveValues_Lamp_IsTheDocumentedLayout()
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);
        lamp.On.Value = true;
        lamp.Brightness.Value = 42;
        lamp.Hue.Value = 359;
        byte[] buffer = Hex.Filled(database.ValuesCapacityBytes + 4);

        int count = database.SaveValues(buffer, 2);

        Expect.Bytes(LampRecord, buffer, 2, count);
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 2));
        Assert.IsTrue(Hex.IsUntouched(buffer, 2 + count, buffer.Length - 2 - count));
    }

    [TestMethod]
    public void SaveValues_LongestValues_FitTheCapacity()
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);
        string control = "";
        for (int i = 0; i < 64; i++)
        {
            control += "\u0001";
        }

        lamp.ConfiguredName.Value = control;
        byte[] buffer = new byte[database.ValuesCapacityBytes];
        int count = database.SaveValues(buffer, 0);
        lamp.ConfiguredName.Value = "";
        database.RestoreValues(buffer, 0, count);

        Assert.AreEqual(control, lamp.ConfiguredName.Value);
    }

    [TestMethod]
    public void RestoreValues_WhatWasSaved_ComesBackAndMovesTheDevices()
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);
        var relay = new FakeBoolDevice();
        var dimmer = new FakeIntDevice();
        var color = new FakeFloatDevice();
        lamp.On.Bind(relay);
        lamp.Brightness.Bind(dimmer);
        lamp.Hue.Bind(color);
        int told = 0;
        lamp.Written += _ => told++;

        Restore(database, LampRecord);

        Assert.IsTrue(relay.Value);
        Assert.AreEqual(42, dimmer.Value);
        Assert.IsTrue(color.Value == 359f);
        Assert.IsTrue(lamp.On.Value);
        Assert.AreEqual(42, lamp.Brightness.Value);
        Assert.AreEqual("Desk", lamp.ConfiguredName.Value);
        Assert.AreEqual(1, told);
    }

    [TestMethod]
    public void RestoreValues_CharacteristicsGoneAndNew_OthersComeBack()
    {
        var lamp = new Lightbulb();
        lamp.AddSaturation(30);
        lamp.AddHue();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        Assert.AreEqual(13, lamp.Hue.InstanceId);

        Restore(database, LampRecord);

        Assert.IsTrue(lamp.On.Value);
        Assert.AreEqual("359", ModelTools.Text(lamp.Hue));

        // 12 was Brightness, an integer: 42 is a saturation too.
        Assert.AreEqual("42", ModelTools.Text(lamp.Saturation));
    }

    [TestMethod]
    [DataRow("33333333", 100)]
    [DataRow("2d39", 0)]
    [DataRow("35302e35", 7)]
    [DataRow("226f6e22", 7)]
    [DataRow("6e756c6c", 7)]
    [DataRow("74727565", 1)]
    [DataRow("", 7)]
    [DataRow("5b", 7)]
    [DataRow("a5a5", 7)]
    public void RestoreValues_NotAnAllowedValue_IsBroughtInOrIgnored(string valueHex, int expected)
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);
        lamp.Brightness.Value = 7;

        Restore(database, "01" + "00000100000000000000" + "0c00" + "0" + (valueHex.Length / 2) + "00" + valueHex + "0b000400" + "74727565");

        Assert.AreEqual(expected, lamp.Brightness.Value);
        Assert.IsTrue(lamp.On.Value);
    }

    [TestMethod]
    public void RestoreValues_FormatChanged_ReadsTheNumber()
    {
        var level = new FloatCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.Float)) { IsKept = true };
        AccessoryDatabase database = ModelTools.NewDatabase(level);

        Restore(database, "01" + "00000100000000000000" + "0b000200" + "3432");

        Assert.AreEqual("42", ModelTools.Text(level));
    }

    [TestMethod]
    public void RestoreValues_EnumerationNarrowedSince_KeepsTheFirst()
    {
        var mode = new IntCharacteristic(new CharacteristicDefinition(
            0x33, CharacteristicFormat.UInt8, minimum: 0, maximum: 3, step: 1, validValues: new[] { 0, 1, 2, 3 })) { IsKept = true };
        mode.SetValidValues(1, 3);
        AccessoryDatabase database = ModelTools.NewDatabase(mode);

        Restore(database, "01" + "00000100000000000000" + "0b000100" + "32");

        Assert.AreEqual(1, mode.Value);
    }

    [TestMethod]
    public void RestoreValues_CutAnywhere_RestoresWhatIsWhole()
    {
        byte[] record = Hex.Bytes(LampRecord);
        for (int count = -1; count <= record.Length; count++)
        {
            Lightbulb lamp = NewLamp(out AccessoryDatabase database);
            database.RestoreValues(record, 0, count);
            Assert.AreEqual(count >= 19, lamp.On.Value);
            Assert.AreEqual(count >= 25 ? 42 : 100, lamp.Brightness.Value);
            Assert.AreEqual(count >= 32 ? "359" : "0", ModelTools.Text(lamp.Hue));
        }
    }

    [TestMethod]
    public void RestoreValues_UnknownVersion_IsIgnored()
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);

        Restore(database, "02" + LampRecord.Substring(2));

        Assert.IsFalse(lamp.On.Value);
    }

    [TestMethod]
    public void RestoreValues_NoLongerKept_IsIgnored()
    {
        var lamp = new Lightbulb();
        lamp.On.IsKept = false;
        lamp.AddBrightness();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);

        Restore(database, LampRecord);

        Assert.IsFalse(lamp.On.Value);
        Assert.AreEqual(42, lamp.Brightness.Value);
    }

    [TestMethod]
    public void RestoreValues_DeviceRefuses_FollowsTheDevice()
    {
        Lightbulb lamp = NewLamp(out AccessoryDatabase database);
        lamp.On.Bind(new FakeBoolDevice { Answer = HapStatus.UnableToCommunicate });

        Restore(database, LampRecord);

        Assert.IsFalse(lamp.On.Value);
        Assert.AreEqual(42, lamp.Brightness.Value);
    }

    [TestMethod]
    public void SaveValues_Bridge_ComesBackToTheRightAccessory()
    {
        var left = new Outlet();
        var right = new HapNano.Model.Switch();
        AccessoryDatabase database = NewBridge(left, right);
        left.On.Value = true;
        byte[] buffer = new byte[database.ValuesCapacityBytes];
        int count = database.SaveValues(buffer, 0);
        Expect.Bytes(
            "01" + "00001027000000000000" + "0b000400" + "74727565" + "00000500000000000000" + "0b000500" + "66616c7365", buffer, 0, count);

        left = new Outlet();
        right = new HapNano.Model.Switch();
        right.On.Value = true;
        NewBridge(left, right).RestoreValues(buffer, 0, count);

        Assert.IsTrue(left.On.Value);
        Assert.IsFalse(right.On.Value);
    }

    private static Lightbulb NewLamp(out AccessoryDatabase database)
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        lamp.AddHue();
        lamp.AddConfiguredName("Desk");
        database = ModelTools.NewDatabase(lamp);
        return lamp;
    }

    private static AccessoryDatabase NewBridge(Service first, Service second)
    {
        Accessory left = ModelTools.NewAccessory("SN0002");
        left.AccessoryId = 10000;
        left.Add(first);
        Accessory right = ModelTools.NewAccessory("SN0003");
        right.AccessoryId = 5;
        right.Add(second);
        return new AccessoryDatabase(ModelTools.NewAccessory("SN0001"), left, right);
    }

    private static void Restore(AccessoryDatabase database, string recordHex)
    {
        byte[] record = Hex.Bytes(recordHex);
        database.RestoreValues(record, 0, record.Length);
    }
}
