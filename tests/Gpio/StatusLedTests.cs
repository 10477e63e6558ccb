// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Linq;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class StatusLedTests
{
    [TestMethod]
    [DataRow(AccessoryStatus.NoWifi, "##------------------------------##------------------------------")]
    [DataRow(AccessoryStatus.WifiSetup, "#-#-----#-#-----#-#-----#-#-----#-#-----#-#-----#-#-----#-#-----")]
    [DataRow(AccessoryStatus.Unpaired, "##--##--------------------------##--##--------------------------")]
    [DataRow(AccessoryStatus.Paired, "################################################################")]
    [DataRow(AccessoryStatus.Identifying, "###-###-###-###-###-###-###-###-###-###-###-###-##")]
    [DataRow(AccessoryStatus.Resetting, "----####----####----####----####----####----####----####----####")]
    public void Tick_EachStatus_ShowsItsOwnPattern(AccessoryStatus status, string pattern)
    {
        var blink = new BlinkPattern();
        blink.Show(status);

        Assert.AreEqual(pattern, Ticks(blink, pattern.Length));
        Assert.AreEqual(status == AccessoryStatus.Paired, blink.IsSteady);
    }

    [TestMethod]
    public void Show_Identifying_EndsAfterFiveSecondsAndGivesWayToWhatWasBefore()
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Paired);
        blink.Show(AccessoryStatus.Identifying);

        Assert.AreEqual(12, Ticks(blink, 50).Count(tick => tick == '-'));
        Assert.IsFalse(blink.IsSteady, "the light may be dark");
        Assert.AreEqual("################", Ticks(blink, 16));
        Assert.IsTrue(blink.IsSteady);
    }

    [TestMethod]
    public void Show_PairedWhileIdentifying_ShowsItAfterwards()
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Identifying);
        Ticks(blink, 20);
        blink.Show(AccessoryStatus.Paired);

        Assert.AreEqual("###-###-###-###-###-###-###-######", Ticks(blink, 34));
        Assert.IsTrue(blink.IsSteady);
    }

    [TestMethod]
    [DataRow(AccessoryStatus.Resetting, "----####----####")]
    [DataRow(AccessoryStatus.WifiSetup, "#-#-----#-#-----")]
    public void Show_WhatTheOwnerDidWhileIdentifying_ShowsAtOnce(AccessoryStatus status, string pattern)
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Identifying);
        blink.Show(status);

        Assert.AreEqual(pattern, Ticks(blink, 16));
    }

    [TestMethod]
    public void ShowHold_UntilLetGo_ComesBeforeEveryStatus()
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Paired);
        Ticks(blink, 1);

        blink.ShowHold(HoldStage.WifiSetup);
        Assert.AreEqual("#-#-#-#-", Ticks(blink, 8));
        Assert.IsFalse(blink.IsSteady);
        blink.Show(AccessoryStatus.Unpaired);
        Assert.AreEqual("#-#-#-#-", Ticks(blink, 8));
        blink.ShowHold(HoldStage.Reset);
        Assert.AreEqual("----####", Ticks(blink, 8));
        blink.ShowHold(HoldStage.None);
        Assert.AreEqual("##--##--", Ticks(blink, 8));
    }

    [TestMethod]
    public void StatusLed_NobodyHasSaidAnything_FlashesForNoWifi()
    {
        // The seconds of a start are not dark: a light that is dark has no power.
        var blink = new BlinkPattern();
        Assert.AreEqual("##------------------------------##--", Ticks(blink, 36));

        using var watch = new OutputWatch(51);
        _ = new StatusLed(51, activeHigh: true);
        watch.WaitFor(true);
        watch.WaitFor(false);
    }

    [TestMethod]
    public void StatusLed_ActiveLow_BlinksItsPinAndStaysLitWhenPaired()
    {
        using var watch = new OutputWatch(50);
        var led = new StatusLed(50, activeHigh: false);
        led.Show(AccessoryStatus.Unpaired);
        watch.WaitFor(false);
        watch.WaitFor(true);

        led.Show(AccessoryStatus.Paired);

        watch.WaitFor(false);
    }

    private static string Ticks(BlinkPattern blink, int count)
    {
        return string.Concat(Enumerable.Range(0, count).Select(_ => blink.Tick() ? '#' : '-'));
    }
}
