// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>The text between the quotes of a JSON string (RFC 8259 §7), whose escapes have been checked for their form.</summary>
internal static class JsonText
{
    /// <summary>Answer of <see cref="Unescape"/>: half a surrogate pair.</summary>
    internal const int Malformed = -1;

    /// <summary>Answer of <see cref="Unescape"/>: no room.</summary>
    internal const int TooLong = -2;

    /// <summary>Writes the text with each escape replaced by what it stands for, in UTF-8.</summary>
    /// <param name="source">Holds the escaped text.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes of escaped text.</param>
    /// <param name="destination">Receives the text, never more than <paramref name="count"/> bytes; must not overlap the source.</param>
    /// <param name="destinationOffset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="destinationOffset"/>.</param>
    /// <returns>Bytes written, <see cref="Malformed"/> or <see cref="TooLong"/>; some may have been written in any case.</returns>
    internal static int Unescape(byte[] source, int offset, int count, byte[] destination, int destinationOffset, int capacity)
    {
        int end = offset + count;
        int i = offset;
        int written = 0;
        while (i < end)
        {
            int run = i;
            while (i < end && source[i] != '\\')
            {
                i++;
            }

            if (i - run > capacity - written)
            {
                return TooLong;
            }

            Array.Copy(source, run, destination, destinationOffset + written, i - run);
            written += i - run;
            if (i == end)
            {
                break;
            }

            int character = ReadEscape(source, ref i, end);
            if (character < 0)
            {
                return Malformed;
            }

            int bytes = Utf8.EncodedBytes(character);
            if (bytes > capacity - written)
            {
                return TooLong;
            }

            Utf8.Encode(character, destination, destinationOffset + written);
            written += bytes;
        }

        return written;
    }

    /// <summary>Compares escaped text with ASCII text.</summary>
    internal static bool Equals(byte[] source, int offset, int count, byte[] ascii)
    {
        int end = offset + count;
        int matched = 0;
        for (int i = offset; i < end; matched++)
        {
            int character = source[i];
            if (character == '\\')
            {
                character = ReadEscape(source, ref i, end);
            }
            else
            {
                i++;
            }

            if (matched == ascii.Length || character != ascii[matched])
            {
                return false;
            }
        }

        return matched == ascii.Length;
    }

    // Reads the escape at i and moves i behind it. Returns the character, -1 for a surrogate without its other half.
    private static int ReadEscape(byte[] source, ref int i, int end)
    {
        byte kind = source[i + 1];
        if (kind != 'u')
        {
            i += 2;
            return kind == 'b' ? '\b' : kind == 'f' ? '\f' : kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
        }

        int unit = ReadUnit(source, i);
        i += 6;
        if ((unit & 0xF800) != 0xD800)
        {
            return unit;
        }

        // RFC 8259 §7: characters outside the basic plane are a pair, the high half (D800..DBFF) first.
        if (unit >= 0xDC00 || end - i < 6 || source[i] != '\\' || source[i + 1] != 'u')
        {
            return Malformed;
        }

        int low = ReadUnit(source, i);
        i += 6;
        return (low & 0xFC00) == 0xDC00 ? 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF) : Malformed;
    }

    private static int ReadUnit(byte[] source, int i)
    {
        int unit = 0;
        for (int last = i + 6, at = i + 2; at < last; at++)
        {
            int c = source[at];
            unit = (unit << 4) | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        return unit;
    }
}
