// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>The virtual board: the names of every board, and no hardware. Pins are such as an ESP32 has.</summary>
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
    public const int BluePin = 14;

    /// <summary>The lamp gives light while its pins are high.</summary>
    public const bool LampActiveHigh = true;

    /// <summary>The button: keys b, w and r of the console press it and hold it for five and ten seconds.</summary>
    public const int ButtonPin = 0;

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The status light.</summary>
    public const int StatusLedPin = 2;

    /// <summary>The status light is lit while its pin is high.</summary>
    public const bool StatusLedActiveHigh = true;
}
