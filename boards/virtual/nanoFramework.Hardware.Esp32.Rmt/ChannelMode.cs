// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace nanoFramework.Hardware.Esp32.Rmt;

/// <summary>What a channel of the peripheral does.</summary>
public enum ChannelMode : byte
{
    /// <summary>It measures pulses.</summary>
    Receive = 0,

    /// <summary>It sends pulses.</summary>
    Transmit = 1,
}
