// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The unit of a number, for those units that HAP JSON has a word for.</summary>
public enum CharacteristicUnit
{
    /// <summary>No unit, or one without a word in JSON, such as mired.</summary>
    None,

    /// <summary>Degrees Celsius.</summary>
    Celsius,

    /// <summary>Percent, 0..100.</summary>
    Percentage,

    /// <summary>Degrees of an angle, 0..360.</summary>
    ArcDegrees,

    /// <summary>Lux.</summary>
    Lux,

    /// <summary>Seconds.</summary>
    Seconds,
}
