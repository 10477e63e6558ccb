// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using HapNano.Boards.Virtual;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class ButtonTests
{
    private static readonly TimeSpan s_ceiling = TimeSpan.FromSeconds(30);

    [TestMethod]
    [DataRow(0L, ButtonAction.Press)]
    [DataRow(1000L, ButtonAction.Press)]
    [DataRow(1001L, ButtonAction.None)]
    [DataRow(4999L, ButtonAction.None)]
    [DataRow(5000L, ButtonAction.WifiSetup)]
    [DataRow(9999L, ButtonAction.WifiSetup)]
    public void Look_LetGoAfterAWhile_AsksForWhatTheTimeMeans(long heldMs, object action)
    {
        PressDetector detector = Detector();
        Assert.AreEqual(ButtonAction.None, detector.Look(true, 5000));
        Assert.IsTrue(detector.IsWaiting);
        Assert.AreEqual(ButtonAction.None, detector.Look(true, 5000 + heldMs));

        Assert.AreEqual((ButtonAction)action, detector.Look(false, 5000 + heldMs));
        Assert.IsFalse(detector.IsWaiting);
        Assert.AreEqual(HoldStage.None, detector.Stage);
        Assert.AreEqual(ButtonAction.None, detector.Look(false, 5000 + 20000), "let go: no hold comes any more");
    }

    [TestMethod]
    public void Look_HeldForTenSeconds_AsksForTheResetOnceAndLettingGoIsNothing()
    {
        PressDetector detector = Detector();
        detector.Look(true, 0);

        Assert.AreEqual(ButtonAction.None, detector.Look(true, 9999));
        Assert.AreEqual(HoldStage.WifiSetup, detector.Stage);
        Assert.AreEqual(ButtonAction.Reset, detector.Look(true, 10000));
        Assert.AreEqual(HoldStage.Reset, detector.Stage);
        Assert.AreEqual(ButtonAction.None, detector.Look(true, 10001));
        Assert.AreEqual(ButtonAction.None, detector.Look(false, 10002));

        detector.Look(true, 20000);
        Assert.AreEqual(ButtonAction.Press, detector.Look(false, 20100), "the next press is one again");
    }

    [TestMethod]
    public void Look_LetGoBetweenTwoLooks_NeverResets()
    {
        // Nobody looked for a long time: the light never said that letting go would do something, so it does nothing.
        PressDetector detector = Detector();
        detector.Look(true, 0);

        Assert.AreEqual(ButtonAction.None, detector.Look(false, 60000));
    }

    [TestMethod]
    public void Look_DownFromTheStart_MeansNothingUntilItIsLetGo()
    {
        // A stuck button, or the finger that held BOOT while the board was flashed.
        var detector = new PressDetector();

        Assert.AreEqual(ButtonAction.None, detector.Look(true, 0));
        Assert.AreEqual(ButtonAction.None, detector.Look(true, 60000));
        Assert.AreEqual(HoldStage.None, detector.Stage);
        Assert.AreEqual(ButtonAction.None, detector.Look(false, 60001));
        detector.Look(true, 61000);
        Assert.AreEqual(ButtonAction.Press, detector.Look(false, 61001));
    }

    [TestMethod]
    [DataRow(40, false)]
    [DataRow(41, true)]
    public void PushButton_ShortPress_RaisesItOnceOnBothEvents(int pin, bool activeHigh)
    {
        var uptime = new TurnedUptime();
        var told = new ToldEvents(new PushButton(pin, activeHigh, null, uptime));
        uptime.WaitForStart();

        uptime.Press(pin, activeHigh);
        uptime.Turn(300);
        SoftwarePins.Drive(pin, null);

        Assert.AreEqual("press", told.Next());
        Assert.AreEqual("raised 0", told.Next());
    }

    [TestMethod]
    public void PushButton_HeldForSevenSeconds_AsksForWifiSetupWhenLetGo()
    {
        var uptime = new TurnedUptime();
        var told = new ToldEvents(new PushButton(43, false, null, uptime));
        uptime.WaitForStart();

        uptime.Press(43, false);
        uptime.Turn(7000);
        Assert.IsTrue(told.IsEmpty, "not before it is let go");
        SoftwarePins.Drive(43, null);

        Assert.AreEqual("wifi", told.Next());
    }

    [TestMethod]
    public void PushButton_HeldForTenSeconds_AsksForTheResetWhileItIsDown()
    {
        var uptime = new TurnedUptime();
        var told = new ToldEvents(new PushButton(44, false, null, uptime));
        uptime.WaitForStart();

        uptime.Press(44, false);
        uptime.TurnUnseen(10000);

        Assert.AreEqual("reset", told.Next());
        SoftwarePins.Drive(44, null);
    }

    [TestMethod]
    public void PushButton_HandlerThatThrows_WorksAtTheNextPress()
    {
        var uptime = new TurnedUptime();
        var button = new PushButton(45, true, null, uptime);
        var told = new ToldEvents(button);
        button.HeldForReset += () => throw new InvalidOperationException();
        uptime.WaitForStart();
        uptime.Press(45, true);
        uptime.TurnUnseen(10000);
        Assert.AreEqual("reset", told.Next());
        uptime.LetGo(45);

        uptime.Press(45, true);
        SoftwarePins.Drive(45, null);

        Assert.AreEqual("press", told.Next());
    }

    [TestMethod]
    public void PushButton_HandlerThatWaits_HoldsUpNeitherOtherPinsNorTheLight()
    {
        using var isWaiting = new ManualResetEventSlim();
        using var mayReturn = new ManualResetEventSlim();
        var uptime = new TurnedUptime();
        var slow = new PushButton(46, true, null, uptime);
        slow.Pressed += () =>
        {
            isWaiting.Set();
            mayReturn.Wait();
        };
        uptime.WaitForStart();
        uptime.Press(46, true);
        SoftwarePins.Drive(46, null);
        Assert.IsTrue(isWaiting.Wait(s_ceiling));

        uptime = new TurnedUptime();
        var other = new ToldEvents(new PushButton(47, true, null, uptime));
        uptime.WaitForStart();
        uptime.Press(47, true);
        SoftwarePins.Drive(47, null);
        Assert.AreEqual("press", other.Next());

        using var watch = new OutputWatch(48);
        new StatusLed(48, activeHigh: true).Show(AccessoryStatus.Identifying);
        watch.WaitFor(true);
        watch.WaitFor(false);
        mayReturn.Set();
    }

    [TestMethod]
    public void PushButton_Held_ShowsOnTheLightWhatLettingGoWillDo()
    {
        var light = new StatusLed(49, activeHigh: true);
        light.Show(AccessoryStatus.Paired);
        using var watch = new OutputWatch(49);
        var uptime = new TurnedUptime();
        _ = new PushButton(39, false, light, uptime);
        uptime.WaitForStart();

        uptime.Press(39, false);
        uptime.Turn(PressDetector.WifiSetupMs);

        watch.WaitFor(false);
        SoftwarePins.Drive(39, null);
    }

    [TestMethod]
    public void GpioPin_BouncingContact_GivesOneEdge()
    {
        var controller = new System.Device.Gpio.GpioController();
        System.Device.Gpio.GpioPin pin = controller.OpenPin(42, System.Device.Gpio.PinMode.InputPullUp);
        pin.DebounceTimeout = TimeSpan.FromMilliseconds(500);
        int edges = 0;
        using var seen = new ManualResetEventSlim();
        pin.ValueChanged += (_, e) =>
        {
            Interlocked.Increment(ref edges);
            seen.Set();
        };

        for (int i = 0; i < 20; i++)
        {
            SoftwarePins.Drive(42, i % 2 == 0);
        }

        SoftwarePins.Drive(42, false);
        Assert.IsTrue(seen.Wait(s_ceiling));
        Assert.AreEqual(1, edges);
    }

    // A detector that has seen its button up.
    private static PressDetector Detector()
    {
        var detector = new PressDetector();
        detector.Look(false, 0);
        return detector;
    }
}
