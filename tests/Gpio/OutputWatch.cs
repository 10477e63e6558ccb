// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Concurrent;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

/// <summary>The levels that an output takes, one after the other.</summary>
internal sealed class OutputWatch : IDisposable
{
    private static readonly TimeSpan s_ceiling = TimeSpan.FromSeconds(30);

    private readonly int _pin;
    private readonly BlockingCollection<bool> _levels = [];

    public OutputWatch(int pin)
    {
        _pin = pin;
        SoftwarePins.OutputChanged += OnOutput;
    }

    public void WaitFor(bool isHigh)
    {
        bool level;
        do
        {
            Assert.IsTrue(_levels.TryTake(out level, s_ceiling), "the output does not move");
        }
        while (level != isHigh);
    }

    public void Dispose() => SoftwarePins.OutputChanged -= OnOutput;

    private void OnOutput(int pin, bool isHigh)
    {
        if (pin == _pin)
        {
            _levels.Add(isHigh);
        }
    }
}
