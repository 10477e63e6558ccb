// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>Arithmetic modulo one odd number, in Montgomery's form: a residue x stands as x * R mod N, R = 2^(32 * limbs).</summary>
/// <remarks>
/// Residues are arrays of 32-bit limbs, least significant first, as many as the modulus has. Every operation makes a new array. One class
/// serves Curve25519, its group order, Poly1305 and the 3072-bit SRP group. Not constant-time: for tests only.
/// </remarks>
internal sealed class Modulus
{
    private readonly uint[] _modulus;
    private readonly uint _negatedInverse;
    private readonly uint[] _rSquared;

    /// <summary>Prepares a modulus.</summary>
    /// <param name="bigEndian">An odd number.</param>
    internal Modulus(byte[] bigEndian)
    {
        _modulus = ToLimbs(bigEndian, (bigEndian.Length + 3) / 4);
        Limbs = _modulus.Length;

        // Newton: each turn doubles the number of right bits; N * 1 = 1 mod 2 to begin with, 32 bits after five.
        uint inverse = 1;
        for (int i = 0; i < 5; i++)
        {
            inverse *= 2 - (_modulus[0] * inverse);
        }

        _negatedInverse = 0 - inverse;
        uint[] power = new uint[Limbs];
        power[0] = 1;
        for (int i = 0; i < 64 * Limbs; i++)
        {
            power = Add(power, power);
        }

        _rSquared = power;
        One = FromSmall(1);
        Zero = new uint[Limbs];
    }

    /// <summary>Limbs of a residue.</summary>
    internal int Limbs { get; }

    /// <summary>The residue 1.</summary>
    internal uint[] One { get; }

    /// <summary>The residue 0.</summary>
    internal uint[] Zero { get; }

    /// <summary>The residue of a small number.</summary>
    internal uint[] FromSmall(uint value)
    {
        uint[] number = new uint[Limbs];
        number[0] = value;
        return Multiply(number, _rSquared);
    }

    /// <summary>The residue of a number of any length.</summary>
    internal uint[] FromBytes(byte[] bigEndian)
    {
        if (IsReduced(bigEndian))
        {
            return Multiply(ToLimbs(Bytes.WithoutLeadingZeros(bigEndian), Limbs), _rSquared);
        }

        // Horner, a bit at a time: slow, and right for numbers of any length.
        uint[] sum = new uint[Limbs];
        for (int i = 0; i < bigEndian.Length; i++)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                sum = Add(sum, sum);
                if ((bigEndian[i] >> bit & 1) != 0)
                {
                    sum = Add(sum, One);
                }
            }
        }

        return sum;
    }

    /// <summary>The number of a residue, big-endian.</summary>
    internal byte[] ToBytes(uint[] residue, int count)
    {
        uint[] plainOne = new uint[Limbs];
        plainOne[0] = 1;
        uint[] number = Multiply(residue, plainOne);
        byte[] bigEndian = new byte[count];
        for (int i = 0; i < count && i < Limbs * 4; i++)
        {
            bigEndian[count - 1 - i] = (byte)(number[i / 4] >> (8 * (i % 4)));
        }

        return bigEndian;
    }

    /// <summary>Sum.</summary>
    internal uint[] Add(uint[] left, uint[] right)
    {
        uint[] sum = new uint[Limbs];
        ulong carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            carry += (ulong)left[i] + right[i];
            sum[i] = (uint)carry;
            carry >>= 32;
        }

        return carry != 0 || !IsLess(sum) ? SubtractModulus(sum) : sum;
    }

    /// <summary>Difference.</summary>
    internal uint[] Subtract(uint[] left, uint[] right)
    {
        return Add(left, Negate(right));
    }

    /// <summary>The residue that makes zero with this one.</summary>
    internal uint[] Negate(uint[] residue)
    {
        return IsZero(residue) ? residue : Difference(_modulus, residue);
    }

    /// <summary>Montgomery's product, left * right / R: the product of two residues.</summary>
    internal uint[] Multiply(uint[] left, uint[] right)
    {
        int n = Limbs;
        uint[] modulus = _modulus;
        uint[] t = new uint[n + 2];
        for (int i = 0; i < n; i++)
        {
            // Largest value: (2^32 - 1)^2 + 2 * (2^32 - 1) = 2^64 - 1.
            ulong factor = right[i];
            ulong carry = 0;
            for (int j = 0; j < n; j++)
            {
                carry += (left[j] * factor) + t[j];
                t[j] = (uint)carry;
                carry >>= 32;
            }

            carry += t[n];
            t[n] = (uint)carry;
            t[n + 1] = (uint)(carry >> 32);

            factor = t[0] * _negatedInverse;
            carry = ((modulus[0] * factor) + t[0]) >> 32;
            for (int j = 1; j < n; j++)
            {
                carry += (modulus[j] * factor) + t[j];
                t[j - 1] = (uint)carry;
                carry >>= 32;
            }

            carry += t[n];
            t[n - 1] = (uint)carry;
            t[n] = t[n + 1] + (uint)(carry >> 32);
        }

        uint[] product = new uint[n];
        System.Array.Copy(t, 0, product, 0, n);
        return t[n] != 0 || !IsLess(product) ? SubtractModulus(product) : product;
    }

    /// <summary>Power.</summary>
    /// <param name="residue">The base.</param>
    /// <param name="bigEndian">The exponent.</param>
    internal uint[] Power(uint[] residue, byte[] bigEndian)
    {
        // Four bits of the exponent at a time.
        uint[][] powers = new uint[16][];
        powers[0] = One;
        for (int i = 1; i < 16; i++)
        {
            powers[i] = Multiply(powers[i - 1], residue);
        }

        uint[] power = One;
        for (int i = 0; i < bigEndian.Length * 2; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                power = Multiply(power, power);
            }

            int digit = i % 2 == 0 ? bigEndian[i / 2] >> 4 : bigEndian[i / 2] & 15;
            power = digit == 0 ? power : Multiply(power, powers[digit]);
        }

        return power;
    }

    /// <summary>The inverse, by Fermat: the modulus must be prime.</summary>
    internal uint[] Invert(uint[] residue)
    {
        uint[] exponent = (uint[])_modulus.Clone();
        exponent[0] -= 2;        // every prime used here ends in a limb above 2
        byte[] bigEndian = new byte[Limbs * 4];
        for (int i = 0; i < bigEndian.Length; i++)
        {
            bigEndian[bigEndian.Length - 1 - i] = (byte)(exponent[i / 4] >> (8 * (i % 4)));
        }

        return Power(residue, bigEndian);
    }

    /// <summary>True when both residues are the same.</summary>
    internal bool AreEqual(uint[] left, uint[] right)
    {
        for (int i = 0; i < Limbs; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for the residue 0.</summary>
    internal bool IsZero(uint[] residue)
    {
        return AreEqual(residue, new uint[Limbs]);
    }

    /// <summary>True when a number as it stands, not as a residue, is below the modulus.</summary>
    internal bool IsReduced(byte[] bigEndian)
    {
        byte[] number = Bytes.WithoutLeadingZeros(bigEndian);
        return number.Length <= Limbs * 4 && IsLess(ToLimbs(number, Limbs));
    }

    private static uint[] ToLimbs(byte[] bigEndian, int count)
    {
        uint[] limbs = new uint[count];
        for (int i = 0; i < bigEndian.Length; i++)
        {
            limbs[i / 4] |= (uint)bigEndian[bigEndian.Length - 1 - i] << (8 * (i % 4));
        }

        return limbs;
    }

    private bool IsLess(uint[] number)
    {
        for (int i = Limbs - 1; i >= 0; i--)
        {
            if (number[i] != _modulus[i])
            {
                return number[i] < _modulus[i];
            }
        }

        return false;
    }

    private uint[] SubtractModulus(uint[] number)
    {
        return Difference(number, _modulus);
    }

    // Modulo 2^(32 * limbs).
    private uint[] Difference(uint[] left, uint[] right)
    {
        uint[] difference = new uint[Limbs];
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
        {
            ulong limb = (ulong)left[i] - right[i] - borrow;
            difference[i] = (uint)limb;
            borrow = limb >> 63;
        }

        return difference;
    }
}
