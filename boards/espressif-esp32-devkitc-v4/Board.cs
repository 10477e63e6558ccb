// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>ESP32-DevKitC V4: lamp, relay and status light are wired to its headers, on the pins below. Sources in README.</summary>
internal static class Board
{
    /// <summary>The relay.</summary>
    public const int RelayPin = 26;

    /// <summary>The relay is on when its pin is high.</summary>
    public const bool RelayActiveHigh = true;

    /// <summary>The lamp's red light.</summary>
    public const int RedPin = 25;

    /// <summary>The lamp's green light.</summary>
    public const int GreenPin = 27;

    /// <summary>The lamp's blue light.</summary>
    public const int BluePin = 33;

    /// <summary>The lamp gives light while its pins are high.</summary>
    public const bool LampActiveHigh = true;

    /// <summary>The button marked Boot.</summary>
    public const int ButtonPin = 0; // strapping pin: held at reset it means download mode; afterwards it is an input like others

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The status light.</summary>
    public const int StatusLedPin = 32;

    /// <summary>The status light is lit while its pin is high.</summary>
    public const bool StatusLedActiveHigh = true;
}
