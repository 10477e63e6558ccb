// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 §5.1.4).</summary>
internal sealed class EdwardsPoint
{
    /// <summary>Puts four residues together.</summary>
    internal EdwardsPoint(uint[] x, uint[] y, uint[] z, uint[] t)
    {
        X = x;
        Y = y;
        Z = z;
        T = t;
    }

    /// <summary>x * Z.</summary>
    internal uint[] X { get; }

    /// <summary>y * Z.</summary>
    internal uint[] Y { get; }

    /// <summary>Common denominator.</summary>
    internal uint[] Z { get; }

    /// <summary>x * y * Z.</summary>
    internal uint[] T { get; }
}
