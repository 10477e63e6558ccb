// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>The setup code: eight digits that prove to the accessory that somebody can read its label.</summary>
/// <remarks>Kept as 10 ASCII bytes <c>XXX-XX-XXX</c>, which is also the SRP password; a String only where it is typed in or shown.</remarks>
public static class SetupCode
{
    /// <summary>Bytes of a code with its hyphens.</summary>
    public const int TextBytes = 10;

    private const int DigitCount = 8;
    private const uint CodeCount = 100000000;

    // The largest multiple of CodeCount within 32 bits: a draw from here on would favour the codes below 94,967,296.
    private const uint DrawLimit = 42 * CodeCount;

    /// <summary>Checks form and rules: digits and hyphens in place, and none of the codes that everybody tries first.</summary>
    /// <param name="text">Holds the code.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Bytes of text; anything but 10 is refused.</param>
    /// <returns>True when it may be used.</returns>
    public static bool IsValid(byte[] text, int offset, int count)
    {
        if (count != TextBytes || text[offset + 3] != '-' || text[offset + 6] != '-')
        {
            return false;
        }

        for (int i = 0; i < TextBytes; i++)
        {
            if (i != 3 && i != 6 && (text[offset + i] < '0' || text[offset + i] > '9'))
            {
                return false;
            }
        }

        return IsAllowed(ToNumber(text, offset));
    }

    /// <summary>Reads a code that somebody typed: <c>XXX-XX-XXX</c> or the eight digits alone.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="code">Receives 10 bytes; zero when refused.</param>
    /// <returns>True when it is a code that may be used.</returns>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static bool TryParse(string text, byte[] code)
    {
        if (text == null)
        {
            throw new ArgumentNullException();
        }

        char[] typed = text.ToCharArray();
        bool isPlain = typed.Length == DigitCount;
        int next = 0;
        bool isAscii = isPlain || typed.Length == TextBytes;
        for (int i = 0; isAscii && i < TextBytes; i++)
        {
            bool isHyphenAdded = isPlain && (i == 3 || i == 6);
            char character = isHyphenAdded ? '-' : typed[next];
            next += isHyphenAdded ? 0 : 1;
            isAscii = character < 0x80;
            code[i] = (byte)character;
        }

        if (isAscii && IsValid(code, 0, TextBytes))
        {
            return true;
        }

        Array.Clear(code, 0, TextBytes);
        return false;
    }

    /// <summary>The code as one number, 0..99,999,999, as the setup payload carries it.</summary>
    public static uint ToNumber(byte[] code, int offset)
    {
        uint number = 0;
        for (int i = 0; i < TextBytes; i++)
        {
            if (i != 3 && i != 6)
            {
                number = (number * 10) + code[offset + i] - '0';
            }
        }

        return number;
    }

    /// <summary>Draws a code: each allowed one is as likely as any other.</summary>
    /// <param name="crypto">Source of randomness.</param>
    /// <param name="code">Receives 10 bytes; zero when the source is not ready.</param>
    /// <returns>False while the source of randomness cannot be trusted.</returns>
    internal static bool TryDraw(CryptoProvider crypto, byte[] code)
    {
        uint number;
        do
        {
            if (!crypto.Random(code, 0, 4))
            {
                return false;
            }

            number = code[0] | ((uint)code[1] << 8) | ((uint)code[2] << 16) | ((uint)code[3] << 24);
        }
        while (number >= DrawLimit || !IsAllowed(number % CodeCount));

        Write(number % CodeCount, code);
        return true;
    }

    private static void Write(uint number, byte[] code)
    {
        for (int i = TextBytes - 1; i >= 0; i--)
        {
            if (i == 3 || i == 6)
            {
                code[i] = (byte)'-';
            }
            else
            {
                code[i] = (byte)('0' + (number % 10));
                number /= 10;
            }
        }
    }

    // HAP setup codes: all digits equal, 123-45-678 and 876-54-321 are refused.
    private static bool IsAllowed(uint number)
    {
        return number % 11111111 != 0 && number != 12345678 && number != 87654321;
    }
}
