// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace System.Device.Gpio;

/// <summary>How a pin is driven.</summary>
public enum PinMode
{
    /// <summary>Input, floating.</summary>
    Input = 0,

    /// <summary>Input with a resistor to ground.</summary>
    InputPullDown = 1,

    /// <summary>Input with a resistor to the supply.</summary>
    InputPullUp = 2,

    /// <summary>Output, driven both ways.</summary>
    Output = 3,

    /// <summary>Output, driven low only.</summary>
    OutputOpenDrain = 4,

    /// <summary>Output, driven low only, with a resistor to the supply.</summary>
    OutputOpenDrainPullUp = 5,

    /// <summary>Output, driven high only.</summary>
    OutputOpenSource = 6,

    /// <summary>Output, driven high only, with a resistor to ground.</summary>
    OutputOpenSourcePullDown = 7,
}
