// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Decimal text of 32-bit floating-point numbers, in bytes, exact where the platform's own conversion is noisy.</summary>
/// <remarks>
/// <para>Everything rests on one fact. Let w be an integer below 2^53 and k at most 12. The double nearest to w / 10^k then lies on the same side of
/// every midpoint M * 2^-j between two floats (M below 2^25) as w / 10^k itself: if the two are not equal they differ by at least one part in
/// M * 5^k (or in w), which is less than 2^53, and the double is wrong by at most one part in 2^53. So
/// <c>(float)(w / 10^k)</c>, two operations of IEEE 754, is rounded correctly.</para>
/// <para>Allocates nothing.</para>
/// </remarks>
internal static class FloatText
{
    /// <summary>Room that <see cref="Format"/> needs: "-0." and 12 digits, "-" and 19 digits, or "-d.dddddddde-45".</summary>
    internal const int MaxBytes = 20;

    /// <summary>Most digits behind the point for which the fact above holds.</summary>
    internal const int MaxExactFraction = 12;

    /// <summary>Writes the shortest text that reads back to the same float.</summary>
    /// <param name="value">Any float.</param>
    /// <param name="destination">Receives ASCII; room for <see cref="MaxBytes"/>.</param>
    /// <param name="offset">First byte written.</param>
    /// <returns>Bytes written; 0 for NaN and the infinities, which have no JSON form.</returns>
    internal static int Format(float value, byte[] destination, int offset)
    {
        throw new NotImplementedException();
    }
}
