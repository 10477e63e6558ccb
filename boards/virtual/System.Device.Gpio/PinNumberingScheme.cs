// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace System.Device.Gpio;

/// <summary>What a pin number counts.</summary>
public enum PinNumberingScheme
{
    /// <summary>The chip's own numbers.</summary>
    Logical = 0,

    /// <summary>Positions on the board; no board of nanoFramework has them.</summary>
    Board = 1,
}
