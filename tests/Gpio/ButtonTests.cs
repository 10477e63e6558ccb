// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class ButtonTests
{
    [TestMethod]
    [DataRow(0L, true)]
    [DataRow(1000L, true)]
    [DataRow(1001L, false)]
    [DataRow(9999L, false)]
    public void Edge_LetGoAfterAWhile_IsAPressOnlyWhenShort(long heldMs, bool isPress)
    {
        var detector = new PressDetector();
        Assert.IsFalse(detector.Edge(true, 5000));
        Assert.IsTrue(detector.IsWaiting);
        Assert.IsFalse(detector.Poll(5000 + heldMs));

        Assert.AreEqual(isPress, detector.Edge(false, 5000 + heldMs));
        Assert.IsFalse(detector.IsWaiting);
        Assert.IsFalse(detector.Poll(5000 + 20000), "let go: no hold comes any more");
    }

    [TestMethod]
    public void Poll_HeldLongEnough_TellsOnceAndLettingGoIsNoPress()
    {
        var detector = new PressDetector();
        detector.Edge(true, 0);

        Assert.IsFalse(detector.Poll(9999));
        Assert.IsTrue(detector.Poll(10000));
        Assert.IsFalse(detector.Poll(10001));
        Assert.IsFalse(detector.Edge(false, 10002));

        detector.Edge(true, 20000);
        Assert.IsTrue(detector.Edge(false, 20100), "the next press is one again");
    }

    [TestMethod]
    public void Edge_SameStateAgain_StartsNothingAnew()
    {
        // A lost edge: the level is read anew each time.
        var detector = new PressDetector();
        detector.Edge(true, 0);
        detector.Edge(true, 900);

        Assert.IsTrue(detector.Poll(10000));
        Assert.IsFalse(detector.Edge(false, 10100));
        Assert.IsFalse(detector.Edge(false, 10200));
    }

    [TestMethod]
    [DataRow(40, false)]
    [DataRow(41, true)]
    public void PushButton_PinMovesAndReturns_IsPressed(int pin, bool activeHigh)
    {
        var button = new PushButton(pin, activeHigh);
        using var pressed = new SemaphoreSlim(0);
        int raised = -1;
        button.Raised += value => raised = value;
        button.Pressed += () => pressed.Release();

        // Again and again, because a machine under load may stretch a press beyond a second.
        bool isPressed = false;
        for (int i = 0; i < 20 && !isPressed; i++)
        {
            SoftwarePins.Drive(pin, activeHigh);
            Thread.Sleep(100);
            SoftwarePins.Drive(pin, null);
            isPressed = pressed.Wait(TimeSpan.FromSeconds(2));
        }

        Assert.IsTrue(isPressed);
        button.Pressed += null;
    }

    [TestMethod]
    public void GpioPin_BouncingContact_GivesOneEdge()
    {
        var controller = new System.Device.Gpio.GpioController();
        System.Device.Gpio.GpioPin pin = controller.OpenPin(42, System.Device.Gpio.PinMode.InputPullUp);
        pin.DebounceTimeout = TimeSpan.FromMilliseconds(50);
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
        Assert.IsTrue(seen.Wait(TimeSpan.FromSeconds(30)));
        Thread.Sleep(200);
        Assert.AreEqual(1, edges);
    }
}
