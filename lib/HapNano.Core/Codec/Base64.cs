// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Base 64 with the standard alphabet and padding, over bytes in place of strings (RFC 4648 §4).</summary>
/// <remarks>Strict: no line breaks, padding required, and the unused bits of the last character are zero (RFC 4648 §3.5), so each value has one text.</remarks>
public static class Base64
{
    private const byte Pad = (byte)'=';

    /// <summary>Characters that <paramref name="count"/> bytes take.</summary>
    public static int EncodedBytes(int count)
    {
        return (count + 2) / 3 * 4;
    }

    /// <summary>Encodes bytes.</summary>
    /// <param name="source">Holds the bytes.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes to encode, 0 or more.</param>
    /// <param name="destination">Receives <see cref="EncodedBytes"/> ASCII characters; must not overlap the source.</param>
    /// <param name="destinationOffset">First character written.</param>
    /// <returns>Characters written.</returns>
    public static int Encode(byte[] source, int offset, int count, byte[] destination, int destinationOffset)
    {
        int at = destinationOffset;
        int end = offset + count;
        for (int i = offset; i < end; i += 3)
        {
            int left = end - i;
            int bits = (source[i] << 16) | (left > 1 ? source[i + 1] << 8 : 0) | (left > 2 ? source[i + 2] : 0);
            destination[at] = ToCharacter(bits >> 18);
            destination[at + 1] = ToCharacter((bits >> 12) & 63);
            destination[at + 2] = left > 1 ? ToCharacter((bits >> 6) & 63) : Pad;
            destination[at + 3] = left > 2 ? ToCharacter(bits & 63) : Pad;
            at += 4;
        }

        return at - destinationOffset;
    }

    /// <summary>Decodes text; may write over the text itself, because the result is shorter.</summary>
    /// <param name="source">Holds the ASCII characters.</param>
    /// <param name="offset">First character.</param>
    /// <param name="count">Characters.</param>
    /// <param name="destination">Receives the bytes; may be <paramref name="source"/> when <paramref name="destinationOffset"/> is not behind <paramref name="offset"/>.</param>
    /// <param name="destinationOffset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="destinationOffset"/>.</param>
    /// <returns>Bytes written; -1 when the text is not base 64 (what was written is then zero); -2 when the result does not fit (nothing is written then).</returns>
    public static int Decode(byte[] source, int offset, int count, byte[] destination, int destinationOffset, int capacity)
    {
        if (count % 4 != 0)
        {
            return -1;
        }

        int end = offset + count;
        int padding = count == 0 || source[end - 1] != Pad ? 0 : source[end - 2] != Pad ? 1 : 2;
        int bytes = (count / 4 * 3) - padding;
        if (bytes > capacity)
        {
            return -2;
        }

        int at = destinationOffset;
        int characters = offset;
        int bits = 0;
        int bitCount = 0;
        while (characters < end - padding)
        {
            int value = FromCharacter(source[characters]);
            if (value < 0)
            {
                return Refuse(destination, destinationOffset, at);
            }

            bits = ((bits << 6) | value) & 0xFFFF;
            bitCount += 6;
            if (bitCount >= 8)
            {
                bitCount -= 8;
                destination[at] = (byte)(bits >> bitCount);
                at++;
            }

            characters++;
        }

        return (bits & ((1 << bitCount) - 1)) == 0 ? bytes : Refuse(destination, destinationOffset, at);
    }

    // Text that turns out wrong half-way leaves zeros, not half a value.
    private static int Refuse(byte[] destination, int start, int end)
    {
        Array.Clear(destination, start, end - start);
        return -1;
    }

    private static byte ToCharacter(int value)
    {
        return (byte)(value < 26 ? 'A' + value
            : value < 52 ? 'a' + value - 26
            : value < 62 ? '0' + value - 52
            : value == 62 ? '+' : '/');
    }

    private static int FromCharacter(byte c)
    {
        return c >= 'A' && c <= 'Z' ? c - 'A'
            : c >= 'a' && c <= 'z' ? c - 'a' + 26
            : c >= '0' && c <= '9' ? c - '0' + 52
            : c == '+' ? 62
            : c == '/' ? 63
            : -1;
    }
}
