// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace System.Device.Pwm;

/// <summary>Level of a pulse.</summary>
public enum PwmPulsePolarity
{
    /// <summary>High.</summary>
    ActiveHigh = 0,

    /// <summary>Low.</summary>
    ActiveLow = 1,
}
