// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>X25519 (RFC 7748 §5), written from the text and for clarity.</summary>
internal static class ReferenceX25519
{
    // The field of 2^255 - 19.
    private static readonly Modulus s_field = new Modulus(Hex.Bytes("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"));

    private static readonly Memory s_memory = new Memory();

    private static readonly uint[] s_a24 = s_field.FromSmall(121665);

    /// <summary>The u-coordinate of secret * peer.</summary>
    /// <param name="secretKey">32 bytes, clamped here.</param>
    /// <param name="peerKey">32 bytes; the top bit is passed over and the value reduced.</param>
    internal static byte[] Multiply(byte[] secretKey, byte[] peerKey)
    {
        byte[] input = Bytes.Concat(secretKey, peerKey);
        return s_memory.Find(input) ?? s_memory.Keep(input, Compute(secretKey, peerKey));
    }

    /// <summary>The public key of a secret key.</summary>
    internal static byte[] PublicKey(byte[] secretKey)
    {
        byte[] basePoint = new byte[32];
        basePoint[0] = 9;
        return Multiply(secretKey, basePoint);
    }

    private static byte[] Compute(byte[] secretKey, byte[] peerKey)
    {
        byte[] scalar = (byte[])secretKey.Clone();
        scalar[0] &= 248;
        scalar[31] = (byte)((scalar[31] & 127) | 64);
        byte[] u = Bytes.Reversed(peerKey);
        u[0] &= 127;
        return Bytes.Reversed(s_field.ToBytes(Ladder(scalar, s_field.FromBytes(u)), 32));
    }

    // RFC 7748 §5, with a plain branch where the text has a conditional swap.
    private static uint[] Ladder(byte[] scalar, uint[] x1)
    {
        Modulus f = s_field;
        uint[] x2 = f.One;
        uint[] z2 = f.Zero;
        uint[] x3 = x1;
        uint[] z3 = f.One;
        bool isSwapped = false;
        for (int t = 254; t >= 0; t--)
        {
            bool isSet = (scalar[t / 8] >> (t % 8) & 1) != 0;
            if (isSet != isSwapped)
            {
                uint[] swap = x2;
                x2 = x3;
                x3 = swap;
                swap = z2;
                z2 = z3;
                z3 = swap;
            }

            isSwapped = isSet;
            uint[] a = f.Add(x2, z2);
            uint[] b = f.Subtract(x2, z2);
            uint[] aa = f.Multiply(a, a);
            uint[] bb = f.Multiply(b, b);
            uint[] e = f.Subtract(aa, bb);
            uint[] da = f.Multiply(f.Subtract(x3, z3), a);
            uint[] cb = f.Multiply(f.Add(x3, z3), b);
            uint[] sum = f.Add(da, cb);
            uint[] difference = f.Subtract(da, cb);
            x3 = f.Multiply(sum, sum);
            z3 = f.Multiply(x1, f.Multiply(difference, difference));
            x2 = f.Multiply(aa, bb);
            z2 = f.Multiply(e, f.Add(aa, f.Multiply(s_a24, e)));
        }

        return isSwapped ? f.Multiply(x3, f.Invert(z3)) : f.Multiply(x2, f.Invert(z2));
    }
}
