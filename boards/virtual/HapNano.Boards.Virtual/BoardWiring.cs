// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>What is wired to the pins, as the firmware's Board knows it.</summary>
public sealed record BoardWiring
{
    public int RelayPin { get; init; }

    public bool RelayActiveHigh { get; init; }

    public int RedPin { get; init; }

    public int GreenPin { get; init; }

    public int BluePin { get; init; }

    public bool LampActiveHigh { get; init; }

    public int ButtonPin { get; init; }

    public bool ButtonActiveHigh { get; init; }
}
