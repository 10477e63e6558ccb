// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>
/// Draws the delays that keep devices from speaking at once. Nothing secret depends on them, so a small generator (xorshift with the shifts
/// 13, 17, 5) is enough, and makes a test repeatable.
/// </summary>
internal sealed class DelayGenerator
{
    private uint _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any value; 0, from which this generator would never move, is replaced.</param>
    internal DelayGenerator(uint seed)
    {
        _state = seed == 0 ? 0x9E3779B9 : seed;
    }

    /// <summary>A number in <paramref name="least"/>..<paramref name="most"/>, both included.</summary>
    internal int Next(int least, int most)
    {
        uint x = _state;
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        _state = x;
        return least + (int)(x % (uint)(most - least + 1));
    }
}
