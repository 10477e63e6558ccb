// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The values of ProgrammableSwitchEvent.</summary>
public enum ButtonPress
{
    /// <summary>Pressed once.</summary>
    SinglePress = 0,

    /// <summary>Pressed twice, quickly.</summary>
    DoublePress = 1,

    /// <summary>Held.</summary>
    LongPress = 2,
}
