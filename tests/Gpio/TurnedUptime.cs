// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

/// <summary>A clock that stands still unless the test turns it, and counts how often a button has looked at it: once a look, after the pin.</summary>
internal sealed class TurnedUptime : Uptime
{
    private static readonly TimeSpan s_ceiling = TimeSpan.FromSeconds(30);

    private int _looks;
    private long _nowMs = 1_000_000;

    public override long NowMs
    {
        get
        {
            Interlocked.Increment(ref _looks);
            return Volatile.Read(ref _nowMs);
        }
    }

    /// <summary>Waits for the look that every button begins with.</summary>
    public void WaitForStart() => WaitForLooks(1);

    /// <summary>Does something to a button that is up and waits until it has seen it.</summary>
    public void Press(int pin, bool activeHigh)
    {
        int looks = Volatile.Read(ref _looks);
        SoftwarePins.Drive(pin, activeHigh);
        WaitForLooks(looks + 1);
    }

    /// <summary>Lets a button go that is looked at no more until its edge comes, and waits for that: then the pin is settled.</summary>
    public void LetGo(int pin)
    {
        int looks = Volatile.Read(ref _looks);
        SoftwarePins.Drive(pin, null);
        WaitForLooks(looks + 1);
    }

    /// <summary>Lets the time of a button that is down advance, and waits until it has seen it.</summary>
    public void Turn(int timeMs)
    {
        // The look in progress may have read the pin, or not yet the clock.
        Interlocked.Add(ref _nowMs, timeMs);
        WaitForLooks(Volatile.Read(ref _looks) + 2);
    }

    /// <summary>Lets the time advance for the next look.</summary>
    public void TurnUnseen(int timeMs) => Interlocked.Add(ref _nowMs, timeMs);

    private void WaitForLooks(int count) =>
        Assert.IsTrue(SpinWait.SpinUntil(() => Volatile.Read(ref _looks) >= count, s_ceiling), "the button does not look");
}
