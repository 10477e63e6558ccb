// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>Shelly Plus 1. Mains voltage: read README before anything else. Sources there.</summary>
internal static class Board
{
    /// <summary>The relay.</summary>
    public const int RelayPin = 26;

    /// <summary>The relay is on when its pin is high.</summary>
    public const bool RelayActiveHigh = true;

    /// <summary>The button in the case, not the switch on the wall (pin 4).</summary>
    public const int ButtonPin = 25;

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The light in the case.</summary>
    public const int StatusLedPin = 0; // strapping pin: an output after reset only, and high when dark, as reset wants it

    /// <summary>The light is lit while its pin is low.</summary>
    public const bool StatusLedActiveHigh = false;
}
