// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Fuzz;

/// <summary>Numbers that follow from a seed, on every machine the same (SplitMix64).</summary>
internal sealed class Randomness(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number below another one, which is 1 or more.</summary>
    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>True once in so many times.</summary>
    internal bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of several.</summary>
    internal T Pick<T>(T[] items) => items[Below(items.Length)];

    /// <summary>Any byte.</summary>
    internal byte Byte() => (byte)Next();

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
