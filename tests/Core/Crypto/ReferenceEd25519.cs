// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>Ed25519 (RFC 8032 §5.1), written from the text and for clarity.</summary>
internal static class ReferenceEd25519
{
    // 2^252 + 27742317777372353535851937790883648493
    private static readonly Modulus s_order = new Modulus(Hex.Bytes("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"));

    // Not ReferenceX25519's: the interpreter runs static initialisers in an order of its own, so none may need another type's.
    private static readonly Modulus s_field = new Modulus(Hex.Bytes("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"));

    private static readonly Memory s_keys = new Memory();
    private static readonly Memory s_signatures = new Memory();

    // d = -121665/121666
    private static readonly uint[] s_d = s_field.Multiply(s_field.Negate(s_field.FromSmall(121665)), s_field.Invert(s_field.FromSmall(121666)));

    // 2^((p-1)/4), a square root of -1
    private static readonly uint[] s_rootOfMinusOne = s_field.Power(
        s_field.FromSmall(2),
        Hex.Bytes("1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffb"));

    // (p - 5) / 8
    private static readonly byte[] s_rootExponent = Hex.Bytes("0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd");

    private static readonly EdwardsPoint s_base = Decode(Hex.Bytes("5866666666666666666666666666666666666666666666666666666666666666"));

    /// <summary>Public key of a seed (RFC 8032 §5.1.5).</summary>
    internal static byte[] PublicKey(byte[] seed)
    {
        return s_keys.Find(seed) ?? s_keys.Keep(seed, Encode(Multiply(s_base, Scalar(ReferenceSha512.Hash(seed)))));
    }

    /// <summary>Signature (RFC 8032 §5.1.6).</summary>
    internal static byte[] Sign(byte[] message, byte[] seed, byte[] publicKey)
    {
        byte[] input = Bytes.Concat(seed, publicKey, message);
        return s_signatures.Find(input) ?? s_signatures.Keep(input, ComputeSignature(message, seed, publicKey));
    }

    /// <summary>
    /// Verification (RFC 8032 §5.1.7), the strict way: S below the order, canonical public key that is not of small order, no cofactor, R
    /// compared as bytes.
    /// </summary>
    internal static bool Verify(byte[] signature, byte[] message, byte[] publicKey)
    {
        byte[] encodedR = Hex.Slice(signature, 0, 32);
        byte[] s = Hex.Slice(signature, 32, 32);
        EdwardsPoint a = Decode(publicKey);
        if (a == null || !s_order.IsReduced(Bytes.Reversed(s)) || IsSmallOrder(a))
        {
            return false;
        }

        byte[] k = Reduce(ReferenceSha512.Hash(Bytes.Concat(encodedR, publicKey, message)));
        EdwardsPoint minusA = new EdwardsPoint(s_field.Negate(a.X), a.Y, a.Z, s_field.Negate(a.T));
        EdwardsPoint r = Add(Multiply(s_base, s), Multiply(minusA, k));
        return Bytes.AreEqual(Encode(r), encodedR);
    }

    private static byte[] ComputeSignature(byte[] message, byte[] seed, byte[] publicKey)
    {
        byte[] hash = ReferenceSha512.Hash(seed);
        byte[] scalar = Scalar(hash);
        byte[] prefix = Hex.Slice(hash, 32, 32);
        byte[] r = Reduce(ReferenceSha512.Hash(Bytes.Concat(prefix, message)));
        byte[] encodedR = Encode(Multiply(s_base, r));
        byte[] k = Reduce(ReferenceSha512.Hash(Bytes.Concat(encodedR, publicKey, message)));
        uint[] s = s_order.Add(
            s_order.FromBytes(Bytes.Reversed(r)),
            s_order.Multiply(s_order.FromBytes(Bytes.Reversed(k)), s_order.FromBytes(Bytes.Reversed(scalar))));
        return Bytes.Concat(encodedR, Bytes.Reversed(s_order.ToBytes(s, 32)));
    }

    private static bool IsSmallOrder(EdwardsPoint point)
    {
        EdwardsPoint eightfold = point;
        for (int i = 0; i < 3; i++)
        {
            eightfold = Add(eightfold, eightfold);
        }

        return s_field.IsZero(eightfold.X) && s_field.AreEqual(eightfold.Y, eightfold.Z);
    }

    private static byte[] Scalar(byte[] hash)
    {
        byte[] scalar = Hex.Slice(hash, 0, 32);
        scalar[0] &= 248;
        scalar[31] = (byte)((scalar[31] & 127) | 64);
        return scalar;
    }

    private static byte[] Reduce(byte[] hash)
    {
        return Bytes.Reversed(s_order.ToBytes(s_order.FromBytes(Bytes.Reversed(hash)), 32));
    }

    // RFC 8032 §5.1.4: one formula for all points, doubling included.
    private static EdwardsPoint Add(EdwardsPoint p, EdwardsPoint q)
    {
        Modulus f = s_field;
        uint[] a = f.Multiply(f.Subtract(p.Y, p.X), f.Subtract(q.Y, q.X));
        uint[] b = f.Multiply(f.Add(p.Y, p.X), f.Add(q.Y, q.X));
        uint[] c = f.Multiply(f.Multiply(f.Add(p.T, p.T), q.T), s_d);
        uint[] d = f.Multiply(f.Add(p.Z, p.Z), q.Z);
        uint[] e = f.Subtract(b, a);
        uint[] g = f.Subtract(d, c);
        uint[] h = f.Add(d, c);
        uint[] i = f.Add(b, a);
        return new EdwardsPoint(f.Multiply(e, g), f.Multiply(h, i), f.Multiply(g, h), f.Multiply(e, i));
    }

    private static EdwardsPoint Multiply(EdwardsPoint point, byte[] littleEndian)
    {
        EdwardsPoint sum = new EdwardsPoint(s_field.Zero, s_field.One, s_field.One, s_field.Zero);
        for (int bit = (littleEndian.Length * 8) - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            if ((littleEndian[bit / 8] >> (bit % 8) & 1) != 0)
            {
                sum = Add(sum, point);
            }
        }

        return sum;
    }

    // RFC 8032 §5.1.2: y, with the lowest bit of x on top.
    private static byte[] Encode(EdwardsPoint point)
    {
        uint[] inverse = s_field.Invert(point.Z);
        byte[] x = s_field.ToBytes(s_field.Multiply(point.X, inverse), 32);
        byte[] encoded = Bytes.Reversed(s_field.ToBytes(s_field.Multiply(point.Y, inverse), 32));
        encoded[31] |= (byte)((x[31] & 1) << 7);
        return encoded;
    }

    // RFC 8032 §5.1.3. Null when it is no point, or not its canonical encoding.
    private static EdwardsPoint Decode(byte[] encoded)
    {
        byte[] bigEndian = Bytes.Reversed(encoded);
        int sign = bigEndian[0] >> 7;
        bigEndian[0] &= 127;
        if (!s_field.IsReduced(bigEndian))
        {
            return null;
        }

        uint[] y = s_field.FromBytes(bigEndian);
        uint[] x = RecoverX(y);
        if (x == null || (s_field.IsZero(x) && sign != 0))
        {
            return null;
        }

        if ((s_field.ToBytes(x, 32)[31] & 1) != sign)
        {
            x = s_field.Negate(x);
        }

        return new EdwardsPoint(x, y, s_field.One, s_field.Multiply(x, y));
    }

    // x^2 = (y^2 - 1) / (d y^2 + 1) = u / v; a candidate is u v^3 (u v^7)^((p-5)/8).
    private static uint[] RecoverX(uint[] y)
    {
        Modulus f = s_field;
        uint[] square = f.Multiply(y, y);
        uint[] u = f.Subtract(square, f.One);
        uint[] v = f.Add(f.Multiply(s_d, square), f.One);
        uint[] v3 = f.Multiply(f.Multiply(v, v), v);
        uint[] v7 = f.Multiply(f.Multiply(v3, v3), v);
        uint[] x = f.Multiply(f.Multiply(u, v3), f.Power(f.Multiply(u, v7), s_rootExponent));
        uint[] check = f.Multiply(v, f.Multiply(x, x));
        if (f.AreEqual(check, u))
        {
            return x;
        }

        return f.AreEqual(check, f.Negate(u)) ? f.Multiply(x, s_rootOfMinusOne) : null;
    }
}
