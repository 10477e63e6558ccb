// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>The setup id: four characters on the label's QR code by which a controller finds this accessory among others.</summary>
public static class SetupId
{
    /// <summary>Bytes of a setup id.</summary>
    public const int TextBytes = 4;

    // So much of SHA-512 is published.
    private const int HashBytes = 4;

    // 36 * 7: a random byte from here on is drawn again, or the first characters would come too often.
    private const int DrawLimit = 252;

    /// <summary>True for four characters of 0-9 and A-Z.</summary>
    public static bool IsValid(byte[] text, int offset, int count)
    {
        if (count != TextBytes)
        {
            return false;
        }

        for (int i = offset; i < offset + TextBytes; i++)
        {
            bool isDigit = text[i] >= '0' && text[i] <= '9';
            bool isLetter = text[i] >= 'A' && text[i] <= 'Z';
            if (!isDigit && !isLetter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a setup id that somebody typed.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="setupId">Receives 4 bytes; zero when refused.</param>
    /// <returns>True when it is valid.</returns>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static bool TryParse(string text, byte[] setupId)
    {
        if (text == null)
        {
            throw new ArgumentNullException();
        }

        char[] typed = text.ToCharArray();
        bool isAscii = typed.Length == TextBytes;
        for (int i = 0; isAscii && i < TextBytes; i++)
        {
            isAscii = typed[i] < 0x80;
            setupId[i] = (byte)typed[i];
        }

        if (isAscii && IsValid(setupId, 0, TextBytes))
        {
            return true;
        }

        Array.Clear(setupId, 0, TextBytes);
        return false;
    }

    /// <summary>The value of <c>sh</c> in the service's TXT record: base64 of the first 4 bytes of SHA-512(setup id | device id).</summary>
    /// <param name="crypto">Does the hash.</param>
    /// <param name="setupId">The setup id; its whole length is hashed.</param>
    /// <param name="deviceId">Device id, 17 ASCII bytes.</param>
    /// <returns>8 ASCII bytes.</returns>
    public static byte[] Hash(CryptoProvider crypto, byte[] setupId, byte[] deviceId)
    {
        byte[] text = new byte[setupId.Length + deviceId.Length];
        byte[] hash = new byte[CryptoProvider.HashBytes];
        Array.Copy(setupId, 0, text, 0, setupId.Length);
        Array.Copy(deviceId, 0, text, setupId.Length, deviceId.Length);
        crypto.Sha512(text, 0, text.Length, hash, 0);
        byte[] base64 = new byte[Base64.EncodedBytes(HashBytes)];
        Base64.Encode(hash, 0, HashBytes, base64, 0);
        return base64;
    }

    /// <summary>Draws a setup id, each as likely as any other.</summary>
    /// <param name="crypto">Source of randomness.</param>
    /// <param name="setupId">Receives 4 bytes.</param>
    /// <returns>False while the source of randomness cannot be trusted.</returns>
    internal static bool TryDraw(CryptoProvider crypto, byte[] setupId)
    {
        for (int i = 0; i < TextBytes; i++)
        {
            do
            {
                if (!crypto.Random(setupId, i, 1))
                {
                    return false;
                }
            }
            while (setupId[i] >= DrawLimit);

            int digit = setupId[i] % 36;
            setupId[i] = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
        }

        return true;
    }
}
