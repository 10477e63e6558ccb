// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using System.Linq;
using HapNano.Boards.Virtual;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class AddressableLedTests
{
    private const int ToleranceNs = 150;

    // "Data transfer time" of the datasheets, each ± 150 ns, as they are quoted: WS2812B at miccah.io/kb/ws2812b and by its sellers, SK6812 at
    // picbasic.co.uk ("Driving SK6812 RGBW LEDs"). The datasheets themselves are scans that were not read.
    [TestMethod]
    [DataRow("WS2812B", 400, 850, 800, 450, 50_000)]
    [DataRow("SK6812", 300, 900, 600, 600, 80_000)]
    public void ShowLamp_AnyColor_KeepsTheTimesOfTheDatasheet(string led, int zeroHigh, int zeroLow, int oneHigh, int oneLow, int end)
    {
        using var wire = new WireWatch(60);
        AddressableLed.Open(60).ShowLamp([10_000, 0, 4_000]);

        IReadOnlyList<PinPulse> pulses = wire.Last;
        Assert.HasCount(49, pulses);
        for (int bit = 0; bit < 24; bit++)
        {
            PinPulse high = pulses[2 * bit];
            PinPulse low = pulses[(2 * bit) + 1];
            bool isOne = high.Nanoseconds > 550;
            Assert.IsTrue(high.IsHigh && !low.IsHigh);
            Assert.AreEqual(isOne ? oneHigh : zeroHigh, high.Nanoseconds, ToleranceNs, led);
            Assert.AreEqual(isOne ? oneLow : zeroLow, low.Nanoseconds, ToleranceNs, led);
        }

        Assert.IsFalse(pulses[48].IsHigh);
        Assert.IsGreaterThan(end, pulses[48].Nanoseconds);
    }

    [TestMethod]
    public void ShowLamp_Red_SendsExactlyThesePulses()
    {
        using var wire = new WireWatch(61);
        AddressableLed.Open(61).ShowLamp([10_000, 0, 0]);

        string zeros = string.Concat(Enumerable.Repeat("350/900 ", 8));
        string ones = string.Concat(Enumerable.Repeat("700/550 ", 8));
        Assert.AreEqual(zeros + ones + zeros + "280000", wire.Text);
    }

    // Green, red, blue, highest bit first.
    [TestMethod]
    [DataRow(10_000, 0, 0, 0x00FF00)]
    [DataRow(0, 10_000, 0, 0xFF0000)]
    [DataRow(0, 0, 10_000, 0x0000FF)]
    [DataRow(5_000, 1, 2_500, 0x018040)]
    public void ShowLamp_Colors_AreSentGreenRedBlue(int red, int green, int blue, int bits)
    {
        using var wire = new WireWatch(62);
        AddressableLed.Open(62).ShowLamp([red, green, blue]);

        Assert.AreEqual(bits, wire.Bits);
    }

    [TestMethod]
    public void Open_New_MakesTheLedDark()
    {
        // It keeps its colour through a restart of the chip.
        using var wire = new WireWatch(63);
        AddressableLed.Open(63);

        Assert.AreEqual(0, wire.Bits);
    }

    [TestMethod]
    public void ShowLamp_SameLightAgain_SendsNothing()
    {
        using var wire = new WireWatch(59);
        AddressableLed led = AddressableLed.Open(59);
        led.ShowLamp([100, 100, 100]);
        int count = wire.Count;

        led.ShowLamp([100, 100, 100]);

        Assert.AreEqual(count, wire.Count);
    }

    [TestMethod]
    public void RgbLamp_OnePinForAllColors_ShowsItsLightOnTheLed()
    {
        using var wire = new WireWatch(58);
        var lamp = new RgbLamp(58, 58, 58, activeHigh: true);
        lamp.Hue.Set(120);
        lamp.Saturation.Set(100);
        Assert.AreEqual(0, wire.Bits, "off");

        lamp.On.Set(true);
        Assert.AreEqual(0xFF0000, wire.Bits);
        lamp.Brightness.Set(50);
        Assert.AreEqual(0x400000, wire.Bits, "a quarter of the light");
        lamp.Toggle();
        Assert.AreEqual(0, wire.Bits);
    }

    [TestMethod]
    public void ShowStatus_NextToTheLamp_ShowsWhatLastsOnlyWhileTheLampIsDark()
    {
        using var wire = new WireWatch(57);
        AddressableLed led = AddressableLed.Open(57);

        led.ShowStatus(isLit: true, isFirst: false);
        Assert.AreNotEqual(0, wire.Bits, "the lamp is dark");
        led.ShowLamp([10_000, 0, 0]);
        Assert.AreEqual(0x00FF00, wire.Bits, "the lamp is lit");
        led.ShowStatus(isLit: false, isFirst: true);
        Assert.AreEqual(0, wire.Bits, "somebody asked for it");
        led.ShowStatus(isLit: true, isFirst: true);
        Assert.AreNotEqual(0x00FF00, wire.Bits);
        led.ShowStatus(isLit: false, isFirst: false);
        Assert.AreEqual(0x00FF00, wire.Bits);
    }

    [TestMethod]
    public void StatusLed_OnTheLampsPin_SharesTheLedAndIsDarkWhenPaired()
    {
        using var wire = new WireWatch(56);
        _ = new RgbLamp(56, 56, 56, activeHigh: true);
        var light = new StatusLed(56, activeHigh: true);

        light.Show(AccessoryStatus.Unpaired);
        wire.WaitFor(bits => bits != 0);
        light.Show(AccessoryStatus.Paired);
        wire.WaitFor(bits => bits == 0);
    }

    [TestMethod]
    [DataRow(AccessoryStatus.NoWifi, false)]
    [DataRow(AccessoryStatus.WifiSetup, true)]
    [DataRow(AccessoryStatus.Unpaired, false)]
    [DataRow(AccessoryStatus.Paired, false)]
    [DataRow(AccessoryStatus.Identifying, true)]
    [DataRow(AccessoryStatus.Resetting, true)]
    public void IsUrgent_EachStatus_IsWhatSomebodyHasJustAskedFor(AccessoryStatus status, bool isUrgent)
    {
        var blink = new BlinkPattern();
        blink.Show(status);

        Assert.AreEqual(isUrgent, blink.IsUrgent);
        blink.ShowHold(HoldStage.WifiSetup);
        Assert.IsTrue(blink.IsUrgent);
    }
}
