// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace nanoFramework.Hardware.Esp32.Rmt;

/// <summary>Settings of a channel that sends, as far as the library uses them.</summary>
/// <remarks>The carrier is on unless it is turned off, as in the board's assembly.</remarks>
public sealed class TransmitChannelSettings(int pinNumber) : RmtChannelSettings(pinNumber)
{
    /// <summary>High pulses are those of a carrier, as infrared remote controls need it.</summary>
    public bool EnableCarrierWave { get; set; } = true;

    /// <summary>The pin is driven while nothing is sent.</summary>
    public bool EnableIdleLevelOutput { get; set; } = true;

    /// <summary>The level while nothing is sent.</summary>
    public bool IdleLevel { get; set; }
}
