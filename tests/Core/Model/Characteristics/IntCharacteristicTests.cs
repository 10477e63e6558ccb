// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class IntCharacteristicTests
{
    [TestMethod]
    [DataRow((int)CharacteristicFormat.UInt8, "0", "255", "-1", "256")]
    [DataRow((int)CharacteristicFormat.UInt16, "0", "65535", "-1", "65536")]
    [DataRow((int)CharacteristicFormat.UInt32, "0", "4294967295", "-1", "4294967296")]
    [DataRow((int)CharacteristicFormat.UInt64, "0", "18446744073709551615", "-1", "18446744073709551616")]
    [DataRow((int)CharacteristicFormat.Int, "-2147483648", "2147483647", "-2147483649", "2147483648")]
    public void Write_LimitsOfTheFormat_AreTakenAndNothingBeyond(int format, string least, string greatest, string below, string above)
    {
        var number = new IntCharacteristic(new CharacteristicDefinition(0xFFFF, (CharacteristicFormat)format));

        Assert.AreEqual(0, ModelTools.Write(number, greatest));
        Assert.AreEqual(greatest, ModelTools.Text(number));
        Assert.AreEqual(-70410, ModelTools.Write(number, below));
        Assert.AreEqual(-70410, ModelTools.Write(number, above));
        Assert.AreEqual(greatest, ModelTools.Text(number));
        Assert.AreEqual(0, ModelTools.Write(number, least));
        Assert.AreEqual(least, ModelTools.Text(number));
    }

    [TestMethod]
    [DataRow("\"50\"")]
    [DataRow("50.5")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("1e40")]
    public void Write_NoWholeNumber_IsRefused(string json)
    {
        IntCharacteristic brightness = NewBrightness();

        Assert.AreEqual(-70410, ModelTools.Write(brightness, json));
        Assert.AreEqual(50, brightness.Value);
    }

    [TestMethod]
    [DataRow("1.0", 1)]
    [DataRow("100.00", 100)]
    [DataRow("1e1", 10)]
    [DataRow("true", 1)]
    [DataRow("false", 0)]
    public void Write_OtherFormsOfWholeNumbers_AreTaken(string json, int expected)
    {
        IntCharacteristic brightness = NewBrightness();

        Assert.AreEqual(0, ModelTools.Write(brightness, json));
        Assert.AreEqual(expected, brightness.Value);
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("101")]
    public void Write_OutOfRange_IsRefused(string json)
    {
        IntCharacteristic brightness = NewBrightness();

        Assert.AreEqual(-70410, ModelTools.Write(brightness, json));
        Assert.AreEqual(50, brightness.Value);
    }

    [TestMethod]
    public void Write_OffTheStep_IsRefused()
    {
        IntCharacteristic brightness = NewBrightness();
        brightness.SetRange(5, 95, 10);

        Assert.AreEqual(-70410, ModelTools.Write(brightness, "50"));
        Assert.AreEqual(0, ModelTools.Write(brightness, "45"));
        Assert.AreEqual(0, ModelTools.Write(brightness, "5"));
        Assert.AreEqual(0, ModelTools.Write(brightness, "95"));
        Assert.AreEqual(-70410, ModelTools.Write(brightness, "100"));
        Assert.AreEqual(95, brightness.Value);
    }

    [TestMethod]
    public void Write_NotAmongTheValidValues_IsRefused()
    {
        IntCharacteristic mode = NewMode();
        mode.SetValidValues(0, 3);

        Assert.AreEqual(-70410, ModelTools.Write(mode, "1"));
        Assert.AreEqual(0, ModelTools.Write(mode, "3"));
        Assert.AreEqual(3, mode.Value);
    }

    [TestMethod]
    public void Write_GapOfTheDefinition_IsRefused()
    {
        var media = new IntCharacteristic(new CharacteristicDefinition(
            0xE0, CharacteristicFormat.UInt8, minimum: 0, maximum: 5, step: 1, validValues: new[] { 0, 1, 2, 4, 5 }));

        Assert.AreEqual(-70410, ModelTools.Write(media, "3"));
        Assert.AreEqual(0, ModelTools.Write(media, "4"));
    }

    [TestMethod]
    [DataRow(-5, 0)]
    [DataRow(0, 0)]
    [DataRow(100, 100)]
    [DataRow(1000, 100)]
    [DataRow(int.MinValue, 0)]
    [DataRow(int.MaxValue, 100)]
    public void Value_SetByTheProgram_IsBroughtIntoTheRange(int value, int expected)
    {
        IntCharacteristic brightness = NewBrightness();

        brightness.Value = value;

        Assert.AreEqual(expected, brightness.Value);
    }

    [TestMethod]
    [DataRow(9, 5)]
    [DataRow(10, 15)]
    [DataRow(14, 15)]
    [DataRow(94, 95)]
    [DataRow(99, 95)]
    [DataRow(1, 5)]
    public void Value_SetByTheProgram_IsBroughtOntoTheStep(int value, int expected)
    {
        IntCharacteristic brightness = NewBrightness();
        brightness.SetRange(5, 95, 10);

        brightness.Value = value;

        Assert.AreEqual(expected, brightness.Value);
    }

    [TestMethod]
    public void Value_EnumerationLacksIt_ChangesNothing()
    {
        IntCharacteristic mode = NewMode();
        mode.SetValidValues(0, 3);
        mode.Value = 3;

        mode.Value = 1;
        mode.Value = 99;
        mode.Value = -1;

        Assert.AreEqual(3, mode.Value);
    }

    [TestMethod]
    public void SetRange_ValueBelow_BringsItIn()
    {
        var brightness = new IntCharacteristic(CharacteristicDefinitions.Brightness);

        brightness.SetRange(5, 100);

        Assert.AreEqual(5, brightness.Value);
        Assert.AreEqual(
            ",\"format\":\"int\",\"unit\":\"percentage\",\"minValue\":5,\"maxValue\":100,\"minStep\":1", ModelTools.Metadata(brightness));
        Assert.AreEqual(0, (int)CharacteristicDefinitions.Brightness.Minimum);
    }

    [TestMethod]
    [DataRow(-1, 100, 1)]
    [DataRow(0, 101, 1)]
    [DataRow(50, 40, 1)]
    [DataRow(0, 100, 0)]
    [DataRow(0, 100, 3)]
    [DataRow(0, 100, -1)]
    public void SetRange_NotWithinTheDefinitions_BreaksRange(int minimum, int maximum, int step)
    {
        ModelTools.Breaks(DatabaseRule.Range, () => NewBrightness().SetRange(minimum, maximum, step));
    }

    [TestMethod]
    public void SetRange_Sensor_MayBeWider()
    {
        var sensor = new IntCharacteristic(new CharacteristicDefinition(
            0xFFFF, CharacteristicFormat.Int, CharacteristicPermissions.ReadNotify, minimum: 0, maximum: 100, step: 1));

        sensor.SetRange(-40, 125);
        sensor.Value = -40;

        Assert.AreEqual(-40, sensor.Value);
    }

    [TestMethod]
    public void SetRange_BehindTheFormat_BreaksRange()
    {
        var sensor = new IntCharacteristic(new CharacteristicDefinition(
            0xFFFF, CharacteristicFormat.UInt8, CharacteristicPermissions.ReadNotify));

        ModelTools.Breaks(DatabaseRule.Range, () => sensor.SetRange(0, 256));
        ModelTools.Breaks(DatabaseRule.Range, () => sensor.SetRange(-1, 10));
    }

    [TestMethod]
    public void SetValidValues_FewerThanTheDefinitions_AreAnnounced()
    {
        IntCharacteristic mode = NewMode();
        Assert.AreEqual(",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":3,\"minStep\":1", ModelTools.Metadata(mode));

        mode.SetValidValues(1, 3);

        Assert.AreEqual(",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":3,\"minStep\":1,\"valid-values\":[1,3]", ModelTools.Metadata(mode));
        Assert.AreEqual(1, mode.Value);
    }

    [TestMethod]
    public void SetValidValues_NotTheDefinitions_BreaksValidValues()
    {
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewMode().SetValidValues(0, 4));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewMode().SetValidValues(2, 1));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewMode().SetValidValues(1, 1));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewMode().SetValidValues());
    }

    [TestMethod]
    public void WideValue_UInt32AboveInt_IsWholeAndValueSaturates()
    {
        var number = new IntCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.UInt32), 4000000000);

        Assert.IsTrue(number.WideValue == 4000000000);
        Assert.AreEqual(int.MaxValue, number.Value);
        number.WideValue = -3;
        Assert.AreEqual(0, number.Value);
    }

    [TestMethod]
    public void Write_BoundDevice_MovesItAndIsFollowed()
    {
        IntCharacteristic brightness = NewBrightness();
        var dimmer = new FakeIntDevice();
        brightness.Bind(dimmer);
        Assert.AreEqual(0, brightness.Value);

        Assert.IsFalse(ModelTools.IsCorrected(brightness, "42"));
        Assert.AreEqual(42, dimmer.Value);

        dimmer.Move(300);
        Assert.AreEqual(100, brightness.Value);

        dimmer.IsStuck = true;
        Assert.IsTrue(ModelTools.IsCorrected(brightness, "10"));
        dimmer.Answer = HapStatus.UnableToCommunicate;
        Assert.AreEqual(-70402, ModelTools.Write(brightness, "20"));
        Assert.AreEqual(100, brightness.Value);
    }

    [TestMethod]
    public void Write_OutOfRange_DoesNotReachTheDevice()
    {
        IntCharacteristic brightness = NewBrightness();
        var dimmer = new FakeIntDevice();
        brightness.Bind(dimmer);

        ModelTools.Write(brightness, "101");
        ModelTools.Write(brightness, "\"1\"");

        Assert.AreEqual(0, dimmer.SetCount);
    }

    [TestMethod]
    public void Changed_NewValue_IsGiven()
    {
        IntCharacteristic brightness = NewBrightness();
        int told = -1;
        brightness.Changed += value => told = value;

        ModelTools.Write(brightness, "7");
        Assert.AreEqual(7, told);
        told = -1;
        brightness.Value = 7;
        Assert.AreEqual(-1, told);
    }

    [TestMethod]
    public void Constructor_AnotherFormat_BreaksType()
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new IntCharacteristic(CharacteristicDefinitions.Hue));
        ModelTools.Breaks(DatabaseRule.Type, () => new IntCharacteristic(CharacteristicDefinitions.On));
    }

    private static IntCharacteristic NewBrightness()
    {
        return new IntCharacteristic(CharacteristicDefinitions.Brightness, 50);
    }

    private static IntCharacteristic NewMode()
    {
        return new IntCharacteristic(new CharacteristicDefinition(
            0x33, CharacteristicFormat.UInt8, minimum: 0, maximum: 3, step: 1, validValues: new[] { 0, 1, 2, 3 }));
    }
}
