// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class LampTests
{
    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 1)]
    [DataRow(50, 2500)]
    [DataRow(99, 9801)]
    [DataRow(100, 10000)]
    public void PwmLamp_Brightness_GivesTheSquareAsDuty(int percent, int duty)
    {
        using var duties = new DutyWatch();
        int pin = 10 + (percent % 7);
        var lamp = new PwmLamp(pin, activeHigh: true);
        lamp.Brightness.Set(percent);
        Assert.AreEqual(0, duties[pin], "off");

        lamp.On.Set(true);
        Assert.AreEqual(duty, duties[pin]);
        lamp.Toggle();
        Assert.AreEqual(0, duties[pin]);
        Assert.AreEqual(percent, lamp.Brightness.Value, "off does not change the brightness");
    }

    [TestMethod]
    public void PwmLamp_ActiveLow_IsDarkAtFullDuty()
    {
        using var duties = new DutyWatch();
        var lamp = new PwmLamp(20, activeHigh: false);
        Assert.AreEqual(10000, duties[20]);

        lamp.On.Set(true);
        Assert.AreEqual(0, duties[20]);
        lamp.Brightness.Set(10);
        Assert.AreEqual(9900, duties[20]);
    }

    [TestMethod]
    public void Brightness_OutsideTheRange_IsBroughtIntoIt()
    {
        var lamp = new PwmLamp(21, activeHigh: true);
        var told = new List<int>();
        lamp.Brightness.Changed += told.Add;

        lamp.Brightness.Set(-5);
        lamp.Brightness.Set(500);

        CollectionAssert.AreEqual(new[] { 0, 100 }, told);
    }

    // Expected values are those of the HSV model, squared.
    [TestMethod]
    [DataRow(0, 100, 100, 10000, 0, 0)]
    [DataRow(60, 100, 100, 10000, 10000, 0)]
    [DataRow(120, 100, 100, 0, 10000, 0)]
    [DataRow(180, 100, 100, 0, 10000, 10000)]
    [DataRow(240, 100, 100, 0, 0, 10000)]
    [DataRow(300, 100, 100, 10000, 0, 10000)]
    [DataRow(359, 100, 100, 10000, 0, 3)]
    [DataRow(360, 100, 100, 10000, 0, 0)]
    [DataRow(30, 100, 100, 10000, 2500, 0)]
    [DataRow(90, 100, 100, 2500, 10000, 0)]
    [DataRow(210, 50, 100, 2500, 5625, 10000)]
    [DataRow(77, 0, 50, 2500, 2500, 2500)]
    [DataRow(240, 100, 1, 0, 0, 1)]
    [DataRow(10, 10, 0, 0, 0, 0)]
    public void FromHue_KnownColor_GivesItsLight(int hue, int saturation, int brightness, int red, int green, int blue)
    {
        int[] light = new int[3];

        ColorMixer.FromHue(hue, saturation, brightness, light);

        CollectionAssert.AreEqual(new[] { red, green, blue }, light);
    }

    [TestMethod]
    public void FromHue_EveryColor_StaysWithinTheDutyAndKeepsTheBrightness()
    {
        int[] light = new int[3];
        for (int hue = 0; hue <= 360; hue++)
        {
            for (int saturation = 0; saturation <= 100; saturation += 5)
            {
                for (int brightness = 0; brightness <= 100; brightness += 5)
                {
                    ColorMixer.FromHue(hue, saturation, brightness, light);
                    int strongest = int.Max(light[0], int.Max(light[1], light[2]));
                    int weakest = int.Min(light[0], int.Min(light[1], light[2]));
                    Assert.AreEqual(brightness * brightness, strongest);
                    Assert.IsGreaterThanOrEqualTo(0, weakest);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(50, 4069, 5358, 10000)]
    [DataRow(153, 9720, 9214, 9778)]
    [DataRow(500, 10000, 2663, 77)]
    public void FromTemperature_FullBrightness_IsTheWhiteOfTheTable(int mireds, int red, int green, int blue)
    {
        int[] light = new int[3];

        ColorMixer.FromTemperature(mireds, 100, light);

        CollectionAssert.AreEqual(new[] { red, green, blue }, light);
    }

    [TestMethod]
    public void FromTemperature_Warmer_NeverGetsBluer()
    {
        int[] light = new int[3];
        int previous = 10000;
        for (int mireds = ColorMixer.MinMireds; mireds <= ColorMixer.MaxMireds; mireds++)
        {
            ColorMixer.FromTemperature(mireds, 100, light);
            Assert.IsLessThanOrEqualTo(previous, light[2]);
            previous = light[2];
        }
    }

    [TestMethod]
    public void RgbLamp_HueThenTemperatureThenHue_ShowsWhatItsValuesSay()
    {
        using var duties = new DutyWatch();
        var lamp = new RgbLamp(30, 31, 32, activeHigh: true);
        lamp.On.Set(true);
        Assert.AreEqual("8982 8825 10000", Light(), "white at start");
        lamp.ColorTemperature.Set(lamp.ColorTemperature.Value);
        Assert.AreEqual("8982 8825 10000", Light(), "the same values are the same light");

        lamp.Hue.Set(120);
        lamp.Saturation.Set(100);
        Assert.AreEqual("0 10000 0", Light());

        lamp.ColorTemperature.Set(500);
        Assert.AreEqual(0f, lamp.Saturation.Value);
        Assert.AreEqual("10000 2663 77", Light());

        lamp.Brightness.Set(50);
        Assert.AreEqual("2500 665 19", Light());

        lamp.Saturation.Set(100);
        Assert.AreEqual("0 2500 0", Light());

        string Light() => $"{duties[30]} {duties[31]} {duties[32]}";
    }

    [TestMethod]
    public void Hue_NotANumber_BecomesZero()
    {
        var lamp = new RgbLamp(36, 37, 38, activeHigh: true);
        lamp.Hue.Set(10);

        lamp.Hue.Set(float.NaN);

        Assert.AreEqual(0f, lamp.Hue.Value);
    }
}
