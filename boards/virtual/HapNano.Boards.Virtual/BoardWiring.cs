// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>What is wired to the pins, as the firmware's Board knows it.</summary>
public sealed record BoardWiring
{
    /// <summary>The relay.</summary>
    public int RelayPin { get; init; }

    /// <summary>True when the relay is on while its pin is high.</summary>
    public bool RelayActiveHigh { get; init; }

    /// <summary>Red of the lamp.</summary>
    public int RedPin { get; init; }

    /// <summary>Green of the lamp.</summary>
    public int GreenPin { get; init; }

    /// <summary>Blue of the lamp.</summary>
    public int BluePin { get; init; }

    /// <summary>True when the lamp gives light while its pins are high.</summary>
    public bool LampActiveHigh { get; init; }

    /// <summary>The button.</summary>
    public int ButtonPin { get; init; }

    /// <summary>True when the button connects its pin to the supply, false when to ground.</summary>
    public bool ButtonActiveHigh { get; init; }
}
