// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Linq;
using System.Threading;
using HapNano.Boards.Virtual;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class StatusLedTests
{
    [TestMethod]
    [DataRow(AccessoryStatus.Unpaired, "########--------########--------")]
    [DataRow(AccessoryStatus.Paired, "--------------------------------")]
    [DataRow(AccessoryStatus.Identifying, "#-#-#-#-#-#-#-#-#-#-#-#-#-#-#-#-")]
    [DataRow(AccessoryStatus.Resetting, "##-##-----------##-##-----------")]
    public void Tick_EachStatus_ShowsItsOwnPattern(AccessoryStatus status, string pattern)
    {
        var blink = new BlinkPattern();
        blink.Show(status);

        Assert.AreEqual(pattern, Ticks(blink, 32));
    }

    [TestMethod]
    public void Show_Identifying_EndsAfterFiveSecondsAndGivesWayToWhatWasBefore()
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Paired);
        blink.Show(AccessoryStatus.Identifying);
        Assert.IsFalse(blink.IsSteady);

        Assert.AreEqual(25, Ticks(blink, 50).Count(tick => tick == '#'));
        Assert.IsTrue(blink.IsSteady);
        Assert.AreEqual("----------------", Ticks(blink, 16));
    }

    [TestMethod]
    public void Show_ResettingWhileIdentifying_ShowsTheResetAtOnce()
    {
        var blink = new BlinkPattern();
        blink.Show(AccessoryStatus.Identifying);
        blink.Show(AccessoryStatus.Resetting);

        Assert.AreEqual("##-##-----------", Ticks(blink, 16));
    }

    [TestMethod]
    public void StatusLed_Unpaired_BlinksItsPin()
    {
        using var lit = new SemaphoreSlim(0);
        SoftwarePins.OutputChanged += OnOutput;
        var led = new StatusLed(50, activeHigh: false);
        led.Show(AccessoryStatus.Unpaired);

        bool isLit = lit.Wait(System.TimeSpan.FromSeconds(30));
        led.Show(AccessoryStatus.Paired);
        SoftwarePins.OutputChanged -= OnOutput;
        Assert.IsTrue(isLit);

        void OnOutput(int pin, bool isHigh)
        {
            if (pin == 50 && !isHigh)
            {
                lit.Release();
            }
        }
    }

    private static string Ticks(BlinkPattern blink, int count)
    {
        return string.Concat(Enumerable.Range(0, count).Select(_ => blink.Tick() ? '#' : '-'));
    }
}
