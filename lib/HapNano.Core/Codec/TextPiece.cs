// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Puts pieces of text behind each other in an array, which then goes into a <see cref="ByteSink"/> as one.</summary>
/// <remarks>A piece that goes to the sink by itself costs the interpreter twice as much. Each method returns the index behind what it put; there must be room.</remarks>
internal static class TextPiece
{
    /// <summary>Room that a number needs: 2^64-1 has 20 digits, and so has -2^63 with its sign.</summary>
    internal const int MaxNumberBytes = 20;

    private const ulong DigitGroup = 1000000000;
    private const int DigitsOfGroup = 9;

    /// <summary>Puts a whole array.</summary>
    internal static int Put(byte[] text, int at, byte[] piece)
    {
        Array.Copy(piece, 0, text, at, piece.Length);
        return at + piece.Length;
    }

    /// <summary>Puts an integer of 0 or more in decimal.</summary>
    internal static int PutUnsigned(byte[] text, int at, ulong value)
    {
        if (value < 10)
        {
            text[at] = (byte)('0' + (int)value);
            return at + 1;
        }

        if (value < DigitGroup)
        {
            return PutDigits(text, at, (uint)value, CountDigits((uint)value));
        }

        // 32-bit steps are the cheap ones: nine digits are cut off with one 64-bit division.
        ulong rest = value / DigitGroup;
        return PutDigits(text, PutUnsigned(text, at, rest), (uint)(value - (rest * DigitGroup)), DigitsOfGroup);
    }

    /// <summary>Puts an integer in decimal.</summary>
    internal static int PutSigned(byte[] text, int at, long value)
    {
        if (value >= 0)
        {
            return PutUnsigned(text, at, (ulong)value);
        }

        // Negating the smallest long gives itself, whose bits are its magnitude.
        text[at] = (byte)'-';
        return PutUnsigned(text, at + 1, (ulong)(-value));
    }

    private static int CountDigits(uint value)
    {
        int count = 2;
        uint bound = 100;
        while (value >= bound && count < DigitsOfGroup)
        {
            bound *= 10;
            count++;
        }

        return count;
    }

    private static int PutDigits(byte[] text, int at, uint value, int count)
    {
        int end = at + count;
        for (int i = end - 1; i >= at; i--)
        {
            uint rest = value / 10;
            text[i] = (byte)('0' + (value - (rest * 10)));
            value = rest;
        }

        return end;
    }
}
