// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards;

/// <summary>Sonoff MINIR4 (MINI Extreme). Mains voltage: read README before anything else. Sources there.</summary>
internal static class Board
{
    /// <summary>The relay.</summary>
    public const int RelayPin = 26;

    /// <summary>The relay is on when its pin is high.</summary>
    public const bool RelayActiveHigh = true;

    /// <summary>The button in the case, not the switch on the wall (pin 27).</summary>
    public const int ButtonPin = 0; // strapping pin: held at reset it means download mode; afterwards it is an input like others

    /// <summary>The button connects its pin to ground.</summary>
    public const bool ButtonActiveHigh = false;

    /// <summary>The light in the case.</summary>
    public const int StatusLedPin = 19;

    /// <summary>The light is lit while its pin is low.</summary>
    public const bool StatusLedActiveHigh = false;
}
