// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>ESP32-C3-DevKitM-1, module ESP32-C3-MINI-1. Sources in README.</summary>
internal static class Board
{
    /// <summary>The addressable LED: red, green and blue come through one data line.</summary>
    public const int RedPin = 8; // strapping pin: read at reset only, and in download mode

    /// <summary>The addressable LED.</summary>
    public const int GreenPin = 8; // strapping pin: read at reset only, and in download mode

    /// <summary>The addressable LED.</summary>
    public const int BluePin = 8; // strapping pin: read at reset only, and in download mode

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool LampActiveHigh = true;

    /// <summary>The button marked Boot.</summary>
    public const int ButtonPin = 9; // strapping pin: held at reset it means download mode; afterwards it is an input like others

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The lamp's LED shows the status too.</summary>
    public const int StatusLedPin = 8; // strapping pin: read at reset only, and in download mode

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool StatusLedActiveHigh = true;
}
