// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Pairing;

/// <summary>The text behind the QR code: <c>X-HM://</c>, nine base-36 digits, setup id.</summary>
/// <remarks>
/// The digits are one number of 46 bits, most significant first, filled with zeros on the left:
/// <code>
/// 45..43 version 0 | 42..39 reserved 0 | 38..31 category | 30..27 flags | 26..0 setup code
/// </code>
/// </remarks>
public static class SetupPayload
{
    /// <summary>Bytes of the whole text: scheme 7, digits 9, setup id 4.</summary>
    public const int TextBytes = SchemeBytes + DigitCount + SetupId.TextBytes;

    private const int SchemeBytes = 7;
    private const int DigitCount = 9;
    private const int FlagsShift = 27;
    private const int CategoryShift = 31;

    private const string Scheme = "X-HM://";

    /// <summary>Writes the text.</summary>
    /// <param name="text">Receives 20 ASCII bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="setupCode">Setup code as a number, 0..99,999,999.</param>
    /// <param name="setupId">Setup id, 4 ASCII bytes; null writes <c>0000</c>, which no QR code should carry.</param>
    /// <param name="category">Accessory category, 0..255.</param>
    /// <param name="flags">Transports and state.</param>
    public static void Write(byte[] text, int offset, uint setupCode, byte[] setupId, int category, SetupPayloadFlags flags)
    {
        Encoding.UTF8.GetBytes(Scheme).CopyTo(text, offset);
        ulong number = ((ulong)(uint)category << CategoryShift) | ((ulong)(uint)flags << FlagsShift) | setupCode;
        int end = offset + SchemeBytes + DigitCount;
        for (int i = end - 1; i >= offset + SchemeBytes; i--)
        {
            int digit = (int)(number % 36);
            number /= 36;
            text[i] = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
        }

        for (int i = 0; i < SetupId.TextBytes; i++)
        {
            text[end + i] = setupId == null ? (byte)'0' : setupId[i];
        }
    }
}
