// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;

namespace HapNano.Server;

/// <summary>Joins the network whose name and password are stored on the device.</summary>
public static class Wifi
{
    // The radio's own join takes up to about 10 s on a crowded channel, DHCP some more.
    private const int AttemptMs = 30000;
    private const int PauseMs = 5000;

    /// <summary>Returns when the device has an address. Until then it tries again: a device whose access point starts later than it does must not give up.</summary>
    /// <remarks>The radio is on afterwards, and with it the chip's true random numbers: what is drawn at first boot is drawn later than this.</remarks>
    public static void Join()
    {
        while (!NetworkLink.Board.Join(AttemptMs))
        {
            Log.Write(LogLevel.Warning, LogCategory.Network, "no network yet");
            Thread.Sleep(PauseMs);
        }
    }
}
