// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>Checks and writes UTF-8 (RFC 3629).</summary>
internal static class Utf8
{
    /// <summary>True when the bytes are well-formed (RFC 3629 §4): no overlong forms, no surrogates, nothing above U+10FFFF, no cut character.</summary>
    internal static bool IsValid(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        int i = offset;
        while (i < end)
        {
            int lead = buffer[i];
            i++;
            if (lead < 0x80)
            {
                continue;
            }

            int trail = lead >= 0xC2 && lead <= 0xDF ? 1 : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
            if (trail == 0 || end - i < trail || !IsSecondValid(lead, buffer[i]))
            {
                return false;
            }

            for (int last = i + trail; i < last; i++)
            {
                if ((buffer[i] & 0xC0) != 0x80)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Bytes that a character takes, 1..4.</summary>
    internal static int EncodedBytes(int character)
    {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    /// <summary>Writes one character.</summary>
    /// <param name="character">0..10FFFF without the surrogates.</param>
    /// <param name="destination">Receives <see cref="EncodedBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    internal static void Encode(int character, byte[] destination, int offset)
    {
        int count = EncodedBytes(character);
        if (count == 1)
        {
            destination[offset] = (byte)character;
            return;
        }

        for (int i = count - 1; i > 0; i--)
        {
            destination[offset + i] = (byte)(0x80 | (character & 0x3F));
            character >>= 6;
        }

        // The lead byte starts with as many ones as there are bytes: C0, E0, F0.
        destination[offset] = (byte)((0xF00 >> count) | character);
    }

    // The second byte alone tells overlong forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4).
    private static bool IsSecondValid(int lead, byte second)
    {
        return lead == 0xE0 ? second >= 0xA0
            : lead == 0xED ? second < 0xA0
            : lead == 0xF0 ? second >= 0x90
            : lead != 0xF4 || second < 0x90;
    }
}
