// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>A JSON number taken apart: sign, digits, decimal exponent.</summary>
/// <remarks>Allocates nothing after construction.</remarks>
internal sealed class DecimalText
{
    // 18446744073709551615 = 10 * FullWithout + FullDigit: what fits is kept, so that 2^64-1 is exact.
    private const ulong FullWithout = ulong.MaxValue / 10;
    private const int FullDigit = 5;

    // More than any body can make up for by writing zeros, and far from the bounds of int.
    private const int ExponentBound = 1000000;

    /// <summary>True when a minus stands in front, also of 0.</summary>
    internal bool IsNegative { get; private set; }

    /// <summary>The digits without the point, as many as fit.</summary>
    internal ulong Significand { get; private set; }

    /// <summary>Power of ten that <see cref="Significand"/> is multiplied by.</summary>
    internal int Exponent { get; private set; }

    /// <summary>True when digits other than 0 did not fit.</summary>
    internal bool IsInexact { get; private set; }

    /// <summary>Takes a number apart.</summary>
    /// <param name="buffer">Holds a number of the form that RFC 8259 §6 gives; it is not checked again.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes of the number.</param>
    internal void Read(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        int i = offset;
        IsNegative = buffer[i] == '-';
        if (IsNegative)
        {
            i++;
        }

        ulong significand = 0;
        int exponent = 0;
        bool isFraction = false;
        bool isFull = false;
        bool isInexact = false;
        for (; i < end; i++)
        {
            byte c = buffer[i];
            if (c == '.')
            {
                isFraction = true;
                continue;
            }

            if (c > '9')
            {
                exponent += ReadExponent(buffer, i + 1, end);
                break;
            }

            int digit = c - '0';
            isFull |= significand > FullWithout || (significand == FullWithout && digit > FullDigit);
            if (isFull)
            {
                isInexact |= digit != 0;
                exponent += isFraction ? 0 : 1;
            }
            else
            {
                significand = (significand * 10) + (ulong)digit;
                exponent -= isFraction ? 1 : 0;
            }
        }

        Significand = significand;
        Exponent = exponent;
        IsInexact = isInexact;
    }

    /// <summary>The number without its sign as an integer.</summary>
    /// <param name="magnitude">The integer; 0 when there is none.</param>
    /// <returns>False when there is a fraction, or 2^64 is reached.</returns>
    internal bool TryGetInteger(out ulong magnitude)
    {
        magnitude = 0;
        ulong value = Significand;
        int exponent = Exponent;
        if (IsInexact)
        {
            return false;
        }

        // Both loops end after 20 steps at the latest: a significand has no more digits to lose or to gain.
        for (; exponent < 0 && value != 0; exponent++)
        {
            ulong rest = value / 10;
            if (value - (rest * 10) != 0)
            {
                return false;
            }

            value = rest;
        }

        for (; exponent > 0 && value != 0; exponent--)
        {
            if (value > FullWithout)
            {
                return false;
            }

            value *= 10;
        }

        magnitude = value;
        return true;
    }

    private static int ReadExponent(byte[] buffer, int i, int end)
    {
        bool isNegative = buffer[i] == '-';
        if (isNegative || buffer[i] == '+')
        {
            i++;
        }

        int exponent = 0;
        for (; i < end && exponent < ExponentBound; i++)
        {
            exponent = (exponent * 10) + buffer[i] - '0';
        }

        return isNegative ? -exponent : exponent;
    }
}
