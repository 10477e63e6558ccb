// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>ESP32-S3-DevKitC-1 v1.1, module ESP32-S3-WROOM-1-N8. On a board of the first version the LED is on pin 48. Sources in README.</summary>
internal static class Board
{
    /// <summary>The addressable LED: red, green and blue come through one data line.</summary>
    public const int RedPin = 38;

    /// <summary>The addressable LED.</summary>
    public const int GreenPin = 38;

    /// <summary>The addressable LED.</summary>
    public const int BluePin = 38;

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool LampActiveHigh = true;

    /// <summary>The button marked Boot.</summary>
    public const int ButtonPin = 0; // strapping pin: held at reset it means download mode; afterwards it is an input like others

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The lamp's LED shows the status too.</summary>
    public const int StatusLedPin = 38;

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool StatusLedActiveHigh = true;
}
