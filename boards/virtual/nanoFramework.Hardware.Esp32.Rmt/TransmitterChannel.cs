// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Boards.Virtual;

namespace nanoFramework.Hardware.Esp32.Rmt;

/// <summary>A channel of the virtual board that sends pulses, with the signatures of nanoFramework.Hardware.Esp32.Rmt.</summary>
public class TransmitterChannel : RmtChannel, IDisposable
{
    private const int ItemBytes = 4;

    // Pulses that the peripheral's memory takes at once; the board's driver refills it, but only the ESP32 has 64, the others 48.
    private const int MemoryItems = 48;
    private const double ClockNanoseconds = 12.5;

    /// <summary>A channel on the pin of the settings.</summary>
    /// <exception cref="NotSupportedException">A carrier, or a line that is not driven low when idle: pulses of a pin show neither.</exception>
    public TransmitterChannel(TransmitChannelSettings settings)
        : base(settings)
    {
        if (settings.EnableCarrierWave || !settings.EnableIdleLevelOutput || settings.IdleLevel)
        {
            throw new NotSupportedException("The virtual board sends without a carrier, on a line that is low when idle.");
        }
    }

    /// <inheritdoc/>
    public override ChannelMode Mode => ChannelMode.Transmit;

    /// <summary>Sends items as the peripheral has them: two pulses in 4 bytes, 15 bits of ticks and the level each; 0 ticks end it.</summary>
    /// <exception cref="ArgumentException">Not whole items, or more than the smallest chip takes at once.</exception>
    public void SendData(byte[] data, bool waitTxDone)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length % ItemBytes != 0 || data.Length / ItemBytes > MemoryItems)
        {
            throw new ArgumentException("Items have 4 bytes, and 48 of them fit at once.");
        }

        var pulses = new List<PinPulse>();
        for (int i = 0; i < data.Length; i += 2)
        {
            int ticks = data[i] | ((data[i + 1] & 0x7F) << 8);
            if (ticks == 0)
            {
                break;
            }

            pulses.Add(new PinPulse((data[i + 1] & 0x80) != 0, (int)(ticks * ClockDivider * ClockNanoseconds)));
        }

        SoftwarePins.Send(Pin, pulses);
    }

    /// <summary>Gives the channel back.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Nothing to give back.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
