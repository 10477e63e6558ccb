// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Boards.Virtual;

namespace HapNano.Gpio.Tests;

/// <summary>The duties of the board's PWM pins, as the pins saw them.</summary>
internal sealed class DutyWatch : IDisposable
{
    private readonly Dictionary<int, int> _duties = [];

    public DutyWatch() => SoftwarePins.DutyChanged += OnDuty;

    public int this[int pin] => _duties[pin];

    public void Dispose() => SoftwarePins.DutyChanged -= OnDuty;

    private void OnDuty(int pin, int duty) => _duties[pin] = duty;
}
