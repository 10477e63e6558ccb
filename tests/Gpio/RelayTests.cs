// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

[TestClass]
public class RelayTests
{
    [TestMethod]
    [DataRow(1, true)]
    [DataRow(2, false)]
    public void Set_OnAndOff_MovesThePinToTheActiveLevelAndTells(int pin, bool activeHigh)
    {
        var relay = new Relay(pin, activeHigh);
        var told = new List<bool>();
        relay.Changed += told.Add;

        Assert.AreEqual(!activeHigh, SoftwarePins.IsHigh(pin), "inactive from the start");
        Assert.AreEqual(HapStatus.Success, relay.Set(true));
        Assert.AreEqual(activeHigh, SoftwarePins.IsHigh(pin));
        Assert.IsTrue(relay.Value);
        relay.Set(true);
        relay.Toggle();
        Assert.AreEqual(!activeHigh, SoftwarePins.IsHigh(pin));
        Assert.IsFalse(relay.Value);
        CollectionAssert.AreEqual(new[] { true, false }, told, "setting what is set already is no change");
    }

    [TestMethod]
    public void Relay_OnAPinThatIsTaken_IsRefused()
    {
        _ = new Relay(3, true);

        Assert.ThrowsExactly<System.InvalidOperationException>(() => new Relay(3, true));
    }
}
