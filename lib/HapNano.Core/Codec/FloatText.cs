// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Decimal text of 32-bit floating-point numbers, where the platform's own conversion is noisy and makes strings.</summary>
/// <remarks>
/// <para>It rests on one fact. Let w be an integer below 2^53 and k at most 12. A midpoint between two neighbouring floats is M / 2^j with M below 2^25.
/// If w / 10^k is not that midpoint, it differs from it by at least one part in M * 5^k, or in w; both are below 2^53. The double nearest to w / 10^k is
/// wrong by at most one part in 2^53, so it cannot cross the midpoint, and <c>(float)(w / 10^k)</c>, two operations of IEEE 754, is
/// rounded correctly. The same holds for w * 10^k while w * 5^k is below 2^53.</para>
/// <para>Beyond that the double is wrong by at most 2^-50 of itself. A text that <see cref="Format"/> writes there keeps further than that from every
/// midpoint, so it still reads back to the same float, here and anywhere; other texts may then round to the second-nearest float, when they
/// lie that close to a midpoint.</para>
/// <para>Allocates nothing.</para>
/// </remarks>
internal static class FloatText
{
    /// <summary>Room that <see cref="Format"/> needs: "-0." and 12 digits, "-" and 19 digits, or "-d.dddddddde-45".</summary>
    internal const int MaxBytes = 20;

    private const float Largest = 3.40282347e38f;

    // Below this and from 2^63 on the text has an exponent: nine digits would need more than 12 behind the point, or the integer more than 64 bits.
    private const double FixedFrom = 0.0001f;
    private const double FixedBelow = 9223372036854775808.0;

    // From here on a float is an integer.
    private const double IntegersFrom = 16777216.0;

    // Nine digits tell any two floats apart.
    private const int MaxDigits = 9;

    // 10^22 is the largest power of ten that a double holds exactly.
    private const double LargestPower = 1e22;
    private const int LargestPowerDigits = 22;

    // IEEE 754 binary64: 52 bits of mantissa, exponents biased by 1023.
    private const int MantissaBits = 52;
    private const int SmallestHalfGap = 1023 - 150;
    private const int SmallestNormal = 1023 - 126;

    /// <summary>Writes the shortest text that reads back to the same float; of several the one nearest to it.</summary>
    /// <param name="value">Any float.</param>
    /// <param name="destination">Receives ASCII; room for <see cref="MaxBytes"/>.</param>
    /// <param name="offset">First byte written.</param>
    /// <returns>Bytes written; 0 for NaN and the infinities, which have no JSON form.</returns>
    /// <remarks>
    /// Without an exponent from 0.0001 up to 2^63, there with all digits of an integer. Outside that range the shortest text is passed over in the rare
    /// case that it lies within one part in 10^13 of a midpoint, and at a few powers of two where only the farther of two texts would read back.
    /// </remarks>
    internal static int Format(float value, byte[] destination, int offset)
    {
        double magnitude = value < 0 ? -(double)value : value;
        if (!(magnitude <= Largest))
        {
            return 0;
        }

        int at = offset;
        if (BitConverter.DoubleToInt64Bits(value) < 0)
        {
            // The bits show the sign of -0 too.
            destination[at] = (byte)'-';
            at++;
        }

        if (magnitude == 0)
        {
            destination[at] = (byte)'0';
            at++;
        }
        else if (magnitude >= FixedFrom && magnitude < FixedBelow)
        {
            at += FormatFixed(magnitude, destination, at);
        }
        else
        {
            at += FormatScientific(magnitude, destination, at);
        }

        return at - offset;
    }

    /// <summary>The float nearest to significand * 10^exponent.</summary>
    /// <param name="significand">All digits without the point.</param>
    /// <param name="exponent">Decimal exponent, after the digits behind the point were taken off.</param>
    /// <returns>0 or more; infinity when it is too large.</returns>
    /// <remarks>Rounded correctly within the bounds above: up to 15 digits, of them 12 behind the point.</remarks>
    internal static float Parse(ulong significand, int exponent)
    {
        if (significand == 0)
        {
            return 0;
        }

        // (double) of a ulong above 2^63 is not to be trusted on the device; the last digit of so many does not matter.
        if (significand > long.MaxValue)
        {
            significand /= 10;
            exponent++;
        }

        // 10^19 is more than any significand: beyond these the result is 0 or infinity anyway.
        exponent = exponent < -90 ? -90 : exponent > 60 ? 60 : exponent;
        double value = (double)(long)significand;
        for (; exponent < -LargestPowerDigits; exponent += LargestPowerDigits)
        {
            value /= LargestPower;
        }

        for (; exponent > LargestPowerDigits; exponent -= LargestPowerDigits)
        {
            value *= LargestPower;
        }

        return (float)(exponent < 0 ? value / Power(-exponent) : value * Power(exponent));
    }

    /// <summary>10^exponent, exactly.</summary>
    /// <param name="exponent">0..22.</param>
    private static double Power(int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    // Tries one more digit behind the point until the text reads back. A float times 10^12 has 24 + 28 significant bits, so the products are exact.
    private static int FormatFixed(double magnitude, byte[] destination, int at)
    {
        if (magnitude >= IntegersFrom)
        {
            // Every digit string of that many places is as long as the number itself.
            return Digits((ulong)(long)magnitude, 0, destination, at);
        }

        float value = (float)magnitude;
        double power = 1;
        for (int places = 0; ; places++)
        {
            long digits = (long)((magnitude * power) + 0.5);
            if ((float)(digits / power) == value)
            {
                return Digits((ulong)digits, places, destination, at);
            }

            power *= 10;
        }
    }

    private static int FormatScientific(double magnitude, byte[] destination, int at)
    {
        double scaled = Normalize(magnitude, out int exponent);

        // A text is taken when it is nearer than half the gap to the next float, less a millionth for the errors of scaling.
        // Below a power of two the gap is half as wide, but not among the subnormal ones, which are evenly spaced.
        double above = scaled * (HalfGap(magnitude) / magnitude) * 0.999999;
        double below = IsGapHalvedBelow(magnitude) ? above / 2 : above;
        double power = 1;
        int places = 0;
        long digits = (long)(scaled + 0.5);
        while (places < MaxDigits - 1 && !IsWithin((digits / power) - scaled, below, above))
        {
            power *= 10;
            places++;
            digits = (long)((scaled * power) + 0.5);
        }

        // 9.99 may have become 10.
        if (digits >= 10 * power)
        {
            digits /= 10;
            exponent++;
        }

        int start = at;
        at += Digits((ulong)digits, places, destination, at);
        destination[at] = (byte)'e';
        at++;
        if (exponent < 0)
        {
            destination[at] = (byte)'-';
            at++;
            exponent = -exponent;
        }

        return at + Digits((ulong)exponent, 0, destination, at) - start;
    }

    private static bool IsWithin(double difference, double below, double above)
    {
        return difference < above && -difference < below;
    }

    // magnitude = result * 10^exponent with the result in 1..10: at most three roundings.
    private static double Normalize(double magnitude, out int exponent)
    {
        exponent = 0;
        for (; magnitude >= LargestPower; exponent += LargestPowerDigits)
        {
            magnitude /= LargestPower;
        }

        for (; magnitude < 1 / LargestPower; exponent -= LargestPowerDigits)
        {
            magnitude *= LargestPower;
        }

        double power = 1;
        if (magnitude >= 1)
        {
            for (; magnitude / power >= 10; exponent++)
            {
                power *= 10;
            }

            return magnitude / power;
        }

        for (; magnitude * power < 1; exponent--)
        {
            power *= 10;
        }

        return magnitude * power;
    }

    // Half the distance to the next float: 2^(e-24), for subnormal floats 2^-150.
    private static double HalfGap(double magnitude)
    {
        int exponent = (int)(BitConverter.DoubleToInt64Bits(magnitude) >> MantissaBits) - 24;
        return BitConverter.Int64BitsToDouble((long)(exponent < SmallestHalfGap ? SmallestHalfGap : exponent) << MantissaBits);
    }

    private static bool IsGapHalvedBelow(double magnitude)
    {
        long bits = BitConverter.DoubleToInt64Bits(magnitude);
        return (bits & ((1L << MantissaBits) - 1)) == 0 && (int)(bits >> MantissaBits) > SmallestNormal;
    }

    // Writes digits with a point before the last ones; at least one digit stands before the point.
    private static int Digits(ulong value, int places, byte[] destination, int at)
    {
        int count = 1;
        for (ulong rest = value / 10; rest != 0; rest /= 10)
        {
            count++;
        }

        if (count <= places)
        {
            count = places + 1;
        }

        int length = places > 0 ? count + 1 : count;
        int point = places > 0 ? length - places - 1 : length;
        for (int i = length - 1; i >= 0; i--)
        {
            if (i == point)
            {
                destination[at + i] = (byte)'.';
            }
            else
            {
                ulong rest = value / 10;
                destination[at + i] = (byte)('0' + (int)(value - (rest * 10)));
                value = rest;
            }
        }

        return length;
    }
}
