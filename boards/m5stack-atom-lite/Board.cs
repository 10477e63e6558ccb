// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>M5Stack ATOM Lite, ESP32-PICO-D4. Sources in README.</summary>
internal static class Board
{
    /// <summary>The addressable LED: red, green and blue come through one data line.</summary>
    public const int RedPin = 27;

    /// <summary>The addressable LED.</summary>
    public const int GreenPin = 27;

    /// <summary>The addressable LED.</summary>
    public const int BluePin = 27;

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool LampActiveHigh = true;

    /// <summary>The button on top.</summary>
    public const int ButtonPin = 39; // input-only pin: the chip has no pull resistor for it

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The lamp's LED shows the status too.</summary>
    public const int StatusLedPin = 27;

    /// <summary>Means nothing to an addressable LED.</summary>
    public const bool StatusLedActiveHigh = true;
}
