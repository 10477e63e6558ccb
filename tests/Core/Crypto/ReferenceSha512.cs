// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Crypto;

/// <summary>SHA-512 (FIPS 180-4), HMAC (RFC 2104) and HKDF (RFC 5869), written from the text and for clarity.</summary>
internal static class ReferenceSha512
{
    private const int BlockBytes = 128;
    private const int HashBytes = 64;

    // FIPS 180-4 §5.3.5: fractions of the square roots of the first eight primes.
    private static readonly ulong[] s_initial =
    {
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    };

    // FIPS 180-4 §4.2.3: fractions of the cube roots of the first eighty primes.
    private static readonly ulong[] s_constants =
    {
        0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
        0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
        0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
        0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
        0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
        0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
        0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
        0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
        0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
        0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
        0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
        0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
        0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
        0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
        0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
        0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
        0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
        0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
        0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
        0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
    };

    /// <summary>SHA-512 of a whole array.</summary>
    internal static byte[] Hash(byte[] message)
    {
        // FIPS 180-4 §5.1.2: a one bit, zeros, the length in bits as 128-bit number.
        int blocks = (message.Length + 17 + BlockBytes - 1) / BlockBytes;
        byte[] padded = new byte[blocks * BlockBytes];
        Array.Copy(message, 0, padded, 0, message.Length);
        padded[message.Length] = 0x80;
        Store((ulong)message.Length * 8, padded, padded.Length - 8);

        ulong[] state = new ulong[8];
        Array.Copy(s_initial, 0, state, 0, 8);
        for (int block = 0; block < blocks; block++)
        {
            Compress(state, padded, block * BlockBytes);
        }

        byte[] hash = new byte[HashBytes];
        for (int i = 0; i < 8; i++)
        {
            Store(state[i], hash, i * 8);
        }

        return hash;
    }

    /// <summary>HMAC-SHA-512 (RFC 2104 §2).</summary>
    internal static byte[] Hmac(byte[] key, byte[] message)
    {
        byte[] block = new byte[BlockBytes];
        byte[] shortKey = key.Length > BlockBytes ? Hash(key) : key;
        Array.Copy(shortKey, 0, block, 0, shortKey.Length);
        byte[] inner = Hash(Bytes.Concat(Masked(block, 0x36), message));
        return Hash(Bytes.Concat(Masked(block, 0x5c), inner));
    }

    /// <summary>HKDF-SHA-512 (RFC 5869 §2.2 and §2.3).</summary>
    internal static byte[] Hkdf(byte[] secret, byte[] salt, byte[] info, int count)
    {
        byte[] pseudorandomKey = Hmac(salt, secret);
        byte[] output = new byte[count];
        byte[] last = new byte[0];
        int done = 0;
        for (byte i = 1; done < count; i++)
        {
            last = Hmac(pseudorandomKey, Bytes.Concat(last, info, new byte[] { i }));
            int part = count - done < HashBytes ? count - done : HashBytes;
            Array.Copy(last, 0, output, done, part);
            done += part;
        }

        return output;
    }

    // FIPS 180-4 §6.4.2.
    private static void Compress(ulong[] state, byte[] message, int offset)
    {
        ulong[] w = new ulong[80];
        for (int t = 0; t < 80; t++)
        {
            w[t] = t < 16
                ? Load(message, offset + (t * 8))
                : SmallSigma(w[t - 2], 19, 61, 6) + w[t - 7] + SmallSigma(w[t - 15], 1, 8, 7) + w[t - 16];
        }

        ulong[] v = new ulong[8];
        Array.Copy(state, 0, v, 0, 8);
        for (int t = 0; t < 80; t++)
        {
            ulong choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
            ulong majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            ulong t1 = v[7] + BigSigma(v[4], 14, 18, 41) + choice + s_constants[t] + w[t];
            ulong t2 = BigSigma(v[0], 28, 34, 39) + majority;
            Array.Copy(v, 0, v, 1, 7);
            v[4] += t1;
            v[0] = t1 + t2;
        }

        for (int i = 0; i < 8; i++)
        {
            state[i] += v[i];
        }
    }

    private static ulong BigSigma(ulong x, int a, int b, int c)
    {
        return RotateRight(x, a) ^ RotateRight(x, b) ^ RotateRight(x, c);
    }

    private static ulong SmallSigma(ulong x, int a, int b, int shift)
    {
        return RotateRight(x, a) ^ RotateRight(x, b) ^ (x >> shift);
    }

    private static ulong RotateRight(ulong x, int count)
    {
        return (x >> count) | (x << (64 - count));
    }

    private static ulong Load(byte[] bytes, int offset)
    {
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            value = (value << 8) | bytes[offset + i];
        }

        return value;
    }

    private static void Store(ulong value, byte[] bytes, int offset)
    {
        for (int i = 7; i >= 0; i--)
        {
            bytes[offset + i] = (byte)value;
            value >>= 8;
        }
    }

    private static byte[] Masked(byte[] block, byte mask)
    {
        byte[] masked = new byte[block.Length];
        for (int i = 0; i < block.Length; i++)
        {
            masked[i] = (byte)(block[i] ^ mask);
        }

        return masked;
    }
}
