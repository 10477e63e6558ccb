// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>
/// Text as a number, for comparison with <c>BitConverter.ToUInt64</c>: one native call for eight bytes costs the interpreter what two bytes cost in a loop.
/// </summary>
/// <remarks>
/// The first byte is the lowest, as both targets read it. Where a text is looked for its word stands as a number, with the text behind it: a number costs the
/// interpreter a fifth of a static field, and no heap.
/// </remarks>
internal static class Word
{
    /// <summary>Bytes of a word.</summary>
    internal const int Bytes = 8;

    private const ulong Blanks = 0x2020202020202020;
    private const ulong HighBits = 0x8080808080808080;

    /// <summary>Passes over printable ASCII and DEL, 0x20..0x7F, a word at a time.</summary>
    /// <param name="buffer">Holds the text.</param>
    /// <param name="i">Where to begin.</param>
    /// <param name="limit">First byte that is not to be looked at.</param>
    /// <returns>The first byte that is something else; <paramref name="limit"/> when there is none.</returns>
    internal static int SkipText(byte[] buffer, int i, int limit)
    {
        while (limit - i >= Bytes)
        {
            ulong word = BitConverter.ToUInt64(buffer, i);
            ulong other = ((word - Blanks) | word) & HighBits;
            if (other != 0)
            {
                // Below the first byte that is something else nothing was borrowed, so the lowest bit is that byte's.
                return i + LowestByte(other);
            }

            i += Bytes;
        }

        while (i < limit && (uint)(buffer[i] - 0x20) <= 0x5F)
        {
            i++;
        }

        return i;
    }

    private static int LowestByte(ulong word)
    {
        uint half = (uint)word;
        int at = 0;
        if (half == 0)
        {
            half = (uint)(word >> 32);
            at = 4;
        }

        if ((half & 0xFFFF) == 0)
        {
            half >>= 16;
            at += 2;
        }

        return (half & 0xFF) == 0 ? at + 1 : at;
    }
}
