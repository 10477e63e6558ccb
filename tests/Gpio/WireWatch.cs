// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

/// <summary>The data line of an addressable LED, as the LED reads it.</summary>
internal sealed class WireWatch : IDisposable
{
    private static readonly TimeSpan s_ceiling = TimeSpan.FromSeconds(30);

    private readonly int _pin;
    private int _count;
    private IReadOnlyList<PinPulse> _last = [];

    public WireWatch(int pin)
    {
        _pin = pin;
        SoftwarePins.PulsesSent += OnPulses;
    }

    /// <summary>Messages so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public IReadOnlyList<PinPulse> Last => Volatile.Read(ref _last);

    /// <summary>Nanoseconds: high/low of each bit, then the end.</summary>
    public string Text => string.Concat(Last.Select(pulse => $"{pulse.Nanoseconds}{(pulse.IsHigh ? "/" : " ")}")).TrimEnd();

    /// <summary>The 24 bits.</summary>
    public int Bits => Last.Where(pulse => pulse.IsHigh).Aggregate(0, (bits, pulse) => (bits << 1) | (pulse.Nanoseconds > 550 ? 1 : 0));

    public void WaitFor(Func<int, bool> condition) =>
        Assert.IsTrue(SpinWait.SpinUntil(() => Last.Count != 0 && condition(Bits), s_ceiling), "the LED does not change");

    public void Dispose() => SoftwarePins.PulsesSent -= OnPulses;

    private void OnPulses(int pin, IReadOnlyList<PinPulse> pulses)
    {
        if (pin == _pin)
        {
            Volatile.Write(ref _last, pulses);
            Interlocked.Increment(ref _count);
        }
    }
}
