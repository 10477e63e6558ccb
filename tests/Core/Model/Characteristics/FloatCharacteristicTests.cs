// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class FloatCharacteristicTests
{
    [TestMethod]
    [DataRow("0", "0")]
    [DataRow("360", "360")]
    [DataRow("210.0", "210")]
    [DataRow("2.1e2", "210")]
    [DataRow("209.99999", "210")]
    [DataRow("210.00001", "210")]
    [DataRow("0.005", "0")]
    [DataRow("359.995", "360")]
    public void Write_InRange_IsTakenOntoTheStep(string json, string expected)
    {
        FloatCharacteristic hue = NewHue();

        Assert.AreEqual(0, ModelTools.Write(hue, json));
        Assert.AreEqual(expected, ModelTools.Text(hue));
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("-0.5")]
    [DataRow("361")]
    [DataRow("360.5")]
    [DataRow("360.005")]
    [DataRow("-0.005")]
    [DataRow("-1e-9")]
    [DataRow("1e39")]
    public void Write_OutOfRange_IsRefused(string json)
    {
        FloatCharacteristic hue = NewHue();

        Assert.AreEqual(-70410, ModelTools.Write(hue, json));
        Assert.AreEqual("120", ModelTools.Text(hue));
    }

    [TestMethod]
    [DataRow("210.5")]
    [DataRow("210.1")]
    [DataRow("0.02")]
    public void Write_OffTheStep_IsRefused(string json)
    {
        Assert.AreEqual(-70410, ModelTools.Write(NewHue(), json));
    }

    [TestMethod]
    [DataRow("\"120\"")]
    [DataRow("true")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    public void Write_NoNumber_IsRefused(string json)
    {
        FloatCharacteristic hue = NewHue();

        Assert.AreEqual(-70410, ModelTools.Write(hue, json));
        Assert.AreEqual("120", ModelTools.Text(hue));
    }

    [TestMethod]
    public void Write_EveryTenthOfADegree_IsOnTheStep()
    {
        // 21.3 and its like are no 32-bit numbers; none of them may fall off the step.
        var target = new FloatCharacteristic(NewTemperature(), 10);
        for (int tenths = 100; tenths <= 380; tenths++)
        {
            string json = (tenths / 10) + "." + (tenths % 10);
            Assert.AreEqual(0, ModelTools.Write(target, json));
            Assert.AreEqual(tenths % 10 == 0 ? "" + (tenths / 10) : json, ModelTools.Text(target));
        }

        Assert.AreEqual(-70410, ModelTools.Write(target, "21.35"));
        Assert.AreEqual(-70410, ModelTools.Write(target, "9.9"));
        Assert.AreEqual(-70410, ModelTools.Write(target, "38.1"));
    }

    [TestMethod]
    public void Write_StepFinerThanTheFormat_IsTaken()
    {
        // At 90,000 lux neighbouring 32-bit numbers are 0.0078 apart.
        var lux = new FloatCharacteristic(
            new CharacteristicDefinition(0x6B, CharacteristicFormat.Float, minimum: 0.0001, maximum: 100000, step: 0.0001), 1);

        Assert.AreEqual(0, ModelTools.Write(lux, "90000.01"));
        Assert.AreEqual("90000.01", ModelTools.Text(lux));
        Assert.AreEqual(-70410, ModelTools.Write(lux, "0"));
        Assert.AreEqual(0, ModelTools.Write(lux, "0.0001"));
        Assert.AreEqual("0.0001", ModelTools.Text(lux));
    }

    [TestMethod]
    [DataRow(-5f, "0")]
    [DataRow(400f, "360")]
    [DataRow(10.4f, "10")]
    [DataRow(10.5f, "11")]
    [DataRow(359.6f, "360")]
    [DataRow(float.MaxValue, "360")]
    [DataRow(float.MinValue, "0")]
    public void Value_SetByTheProgram_IsBroughtIntoTheRangeAndOntoTheStep(float value, string expected)
    {
        FloatCharacteristic hue = NewHue();

        hue.Value = value;

        Assert.AreEqual(expected, ModelTools.Text(hue));
    }

    [TestMethod]
    public void Value_NoNumber_ChangesNothing()
    {
        FloatCharacteristic hue = NewHue();
        var sensor = new FakeFloatDevice();
        sensor.Move(30);
        hue.Bind(sensor);

        hue.Value = float.NaN;
        hue.Value = float.PositiveInfinity;
        hue.Value = float.NegativeInfinity;
        sensor.Move(float.NaN);

        Assert.AreEqual("30", ModelTools.Text(hue));
    }

    [TestMethod]
    public void Constructor_ValueOutOfRange_IsBroughtIn()
    {
        Assert.AreEqual("10", ModelTools.Text(new FloatCharacteristic(NewTemperature())));
    }

    [TestMethod]
    public void Constructor_NoNumberOrAnotherFormat_IsRefused()
    {
        ModelTools.Breaks(DatabaseRule.Range, () => new FloatCharacteristic(CharacteristicDefinitions.Hue, float.NaN));
        ModelTools.Breaks(DatabaseRule.Type, () => new FloatCharacteristic(CharacteristicDefinitions.Brightness));
    }

    [TestMethod]
    public void Write_NoLimits_TakesEveryFloat()
    {
        var number = new FloatCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.Float));

        Assert.AreEqual(0, ModelTools.Write(number, "-0.15625"));
        Assert.AreEqual("-0.15625", ModelTools.Text(number));
        Assert.AreEqual(",\"format\":\"float\"", ModelTools.Metadata(number));
    }

    [TestMethod]
    public void SetRange_NarrowerAndBack_Checks()
    {
        var target = new FloatCharacteristic(NewTemperature(), 38);

        target.SetRange(15, 30, 0.5);

        Assert.AreEqual("30", ModelTools.Text(target));
        Assert.AreEqual(",\"format\":\"float\",\"unit\":\"celsius\",\"minValue\":15,\"maxValue\":30,\"minStep\":0.5", ModelTools.Metadata(target));
        Assert.AreEqual(-70410, ModelTools.Write(target, "20.1"));
        ModelTools.Breaks(DatabaseRule.Range, () => target.SetRange(10, 38, 0.5));
        ModelTools.Breaks(DatabaseRule.Range, () => target.SetRange(15, 30, 0.25));
        ModelTools.Breaks(DatabaseRule.Range, () => target.SetRange(15, double.NaN, 0.5));
    }

    [TestMethod]
    public void SetRange_Sensor_MayBeWider()
    {
        var sensor = new FloatCharacteristic(new CharacteristicDefinition(
            0x11, CharacteristicFormat.Float, CharacteristicPermissions.ReadNotify, CharacteristicUnit.Celsius, 0, 100, 0.1));

        sensor.SetRange(-40, 125, 0.1);
        sensor.Value = -39.9f;

        Assert.AreEqual("-39.9", ModelTools.Text(sensor));
    }

    [TestMethod]
    public void Changed_NewValue_IsGivenOnce()
    {
        FloatCharacteristic hue = NewHue();
        float told = -1;
        int count = 0;
        hue.Changed += value =>
        {
            told = value;
            count++;
        };

        ModelTools.Write(hue, "7");
        ModelTools.Write(hue, "7");
        hue.Value = 7.2f;

        Assert.IsTrue(told == 7f);
        Assert.AreEqual(1, count);
    }

    [TestMethod]
    public void Write_BoundDevice_MovesItAndIsFollowed()
    {
        FloatCharacteristic hue = NewHue();
        var light = new FakeFloatDevice();
        hue.Bind(light);

        Assert.IsFalse(ModelTools.IsCorrected(hue, "200"));
        Assert.IsTrue(light.Value == 200f);
        light.Move(33.4f);
        Assert.AreEqual("33", ModelTools.Text(hue));
        light.IsStuck = true;
        Assert.IsTrue(ModelTools.IsCorrected(hue, "100"));
        light.Answer = HapStatus.ResourceBusy;
        Assert.AreEqual(-70403, ModelTools.Write(hue, "100"));
        Assert.AreEqual("33", ModelTools.Text(hue));
    }

    private static FloatCharacteristic NewHue()
    {
        return new FloatCharacteristic(CharacteristicDefinitions.Hue, 120);
    }

    private static CharacteristicDefinition NewTemperature()
    {
        return new CharacteristicDefinition(
            0x35, CharacteristicFormat.Float, CharacteristicPermissions.ReadWriteNotify, CharacteristicUnit.Celsius, 10, 38, 0.1);
    }
}
