// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Fuzz;

/// <summary>Changes bytes of which it knows nothing but a list of words that may mean something.</summary>
internal static class ByteMutator
{
    private const int MaxBlock = 64;

    private static readonly byte[] s_edges = [0, 1, 2, 0x0A, 0x0D, 0x1F, 0x20, 0x22, 0x2C, 0x30, 0x39, 0x3A, 0x5C, 0x7F, 0x80, 0xC0, 0xFE, 0xFF];

    /// <summary>One to four changes.</summary>
    /// <param name="input">Stays as it is.</param>
    /// <param name="other">Where parts may be taken from.</param>
    /// <param name="words">Words worth putting in.</param>
    /// <param name="maxBytes">The result is no longer.</param>
    /// <param name="random">Decides.</param>
    internal static byte[] Mutate(byte[] input, byte[] other, byte[][] words, int maxBytes, Randomness random)
    {
        byte[] bytes = input;
        int changes = 1 + random.Below(4);
        for (int i = 0; i < changes; i++)
        {
            bytes = MutateOnce(bytes, other, words, random);
        }

        return bytes.Length > maxBytes ? bytes[..maxBytes] : bytes;
    }

    private static byte[] MutateOnce(byte[] bytes, byte[] other, byte[][] words, Randomness random)
    {
        int at = random.Below(bytes.Length + 1);
        int count = Math.Min(1 + random.Below(random.OneIn(4) ? MaxBlock : 8), bytes.Length - at);
        byte[] block = bytes[at..(at + count)];
        switch (random.Below(9))
        {
            case 0 when at < bytes.Length:
                return Replace(bytes, at, 1, [(byte)(bytes[at] ^ (1 << random.Below(8)))]);
            case 1 when at < bytes.Length:
                return Replace(bytes, at, 1, [random.OneIn(2) ? random.Pick(s_edges) : random.Byte()]);
            case 2 when at < bytes.Length:
                return Replace(bytes, at, 1, [(byte)(bytes[at] + 1 - (2 * random.Below(2)))]);
            case 3:
                return Replace(bytes, at, count, []);
            case 4:
                return Replace(bytes, at, 0, block);
            case 5:
                int from = random.Below(other.Length + 1);
                return Replace(bytes, at, random.OneIn(2) ? count : 0, other[from..Math.Min(other.Length, from + 1 + random.Below(MaxBlock))]);
            case 6:
                return Replace(bytes, at, 0, Run(random));
            default:
                return words.Length == 0 ? Replace(bytes, at, 0, [random.Byte()]) : Replace(bytes, at, random.OneIn(2) ? count : 0, random.Pick(words));
        }
    }

    // The same byte many times: what overflows a limit is seldom clever.
    private static byte[] Run(Randomness random)
    {
        byte[] run = new byte[1 + random.Below(random.OneIn(4) ? 300 : 24)];
        Array.Fill(run, random.OneIn(2) ? random.Pick(s_edges) : random.Byte());
        return run;
    }

    private static byte[] Replace(byte[] bytes, int at, int count, byte[] by) => [.. bytes[..at], .. by, .. bytes[(at + count)..]];
}
