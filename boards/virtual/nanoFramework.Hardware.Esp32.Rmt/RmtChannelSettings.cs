// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace nanoFramework.Hardware.Esp32.Rmt;

/// <summary>Settings of a channel, as far as the library uses them.</summary>
public abstract class RmtChannelSettings
{
    /// <summary>Settings for a pin.</summary>
    protected RmtChannelSettings(int pinNumber)
    {
        PinNumber = pinNumber;
    }

    /// <summary>How many ticks of the chip's 80 MHz make one tick of the channel.</summary>
    public byte ClockDivider { get; set; } = 80;

    /// <summary>The pin.</summary>
    public int PinNumber { get; set; }
}
