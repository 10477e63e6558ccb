// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace nanoFramework.Hardware.Esp32.Rmt;

/// <summary>A channel of the peripheral.</summary>
public abstract class RmtChannel
{
    /// <summary>A channel with its settings.</summary>
    protected RmtChannel(RmtChannelSettings settings)
    {
        Pin = settings.PinNumber;
        ClockDivider = settings.ClockDivider;
    }

    /// <summary>What the channel does.</summary>
    public abstract ChannelMode Mode { get; }

    /// <summary>The pin.</summary>
    public int Pin { get; set; }

    /// <summary>How many ticks of the chip's 80 MHz make one tick of the channel.</summary>
    public byte ClockDivider { get; set; }
}
