// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Crypto;

/// <summary>ChaCha20-Poly1305 (RFC 8439), written from the text and for clarity.</summary>
internal static class ReferenceAead
{
    private const int BlockBytes = 64;

    // 2^130 - 5
    private static readonly Modulus s_poly1305 = new Modulus(Hex.Bytes("03fffffffffffffffffffffffffffffffb"));

    /// <summary>Ciphertext and tag of a text (RFC 8439 §2.8).</summary>
    internal static byte[] Seal(byte[] key, byte[] nonce, byte[] aad, byte[] text)
    {
        byte[] ciphertext = Crypt(key, 1, nonce, text);
        return Bytes.Concat(ciphertext, Tag(key, nonce, aad, ciphertext));
    }

    /// <summary>Text of ciphertext and tag; null when the tag is wrong.</summary>
    internal static byte[] Open(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext, byte[] tag)
    {
        return Bytes.AreEqual(Tag(key, nonce, aad, ciphertext), tag) ? Crypt(key, 1, nonce, ciphertext) : null;
    }

    /// <summary>Text with the key stream over it (RFC 8439 §2.4).</summary>
    internal static byte[] Crypt(byte[] key, uint counter, byte[] nonce, byte[] text)
    {
        byte[] result = new byte[text.Length];
        for (int start = 0; start < text.Length; start += BlockBytes)
        {
            byte[] stream = Block(key, counter, nonce);
            counter++;
            for (int i = start; i < text.Length && i < start + BlockBytes; i++)
            {
                result[i] = (byte)(text[i] ^ stream[i - start]);
            }
        }

        return result;
    }

    /// <summary>Poly1305 (RFC 8439 §2.5) of a message of any length.</summary>
    internal static byte[] Poly1305(byte[] key, byte[] message)
    {
        byte[] r = Hex.Slice(key, 0, 16);
        for (int i = 0; i < 16; i++)
        {
            // §2.5.1: the top four bits of every fourth byte and the low two bits of the next are cleared.
            r[i] &= (byte)(i % 4 == 3 ? 0x0f : i % 4 == 0 && i > 0 ? 0xfc : 0xff);
        }

        uint[] factor = s_poly1305.FromBytes(Bytes.Reversed(r));
        uint[] sum = s_poly1305.Zero;
        for (int start = 0; start < message.Length; start += 16)
        {
            int count = message.Length - start < 16 ? message.Length - start : 16;
            byte[] block = Bytes.Concat(Hex.Slice(message, start, count), new byte[] { 1 });
            sum = s_poly1305.Multiply(s_poly1305.Add(sum, s_poly1305.FromBytes(Bytes.Reversed(block))), factor);
        }

        // The last addition is modulo 2^128, not modulo the prime.
        byte[] tag = Bytes.Reversed(s_poly1305.ToBytes(sum, 17));
        byte[] result = new byte[16];
        int carry = 0;
        for (int i = 0; i < 16; i++)
        {
            carry += tag[i] + key[16 + i];
            result[i] = (byte)carry;
            carry >>= 8;
        }

        return result;
    }

    private static byte[] Tag(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext)
    {
        byte[] lengths = new byte[16];
        for (int i = 0; i < 4; i++)
        {
            lengths[i] = (byte)(aad.Length >> (8 * i));
            lengths[8 + i] = (byte)(ciphertext.Length >> (8 * i));
        }

        byte[] message = Bytes.Concat(aad, Filler(aad.Length), ciphertext, Filler(ciphertext.Length), lengths);
        return Poly1305(Block(key, 0, nonce), message);
    }

    private static byte[] Filler(int count)
    {
        return new byte[(16 - (count % 16)) % 16];
    }

    // RFC 8439 §2.3.
    private static byte[] Block(byte[] key, uint counter, byte[] nonce)
    {
        uint[] start = new uint[16];
        start[0] = 0x61707865;
        start[1] = 0x3320646e;
        start[2] = 0x79622d32;
        start[3] = 0x6b206574;
        for (int i = 0; i < 8; i++)
        {
            start[4 + i] = Load(key, i * 4);
        }

        start[12] = counter;
        for (int i = 0; i < 3; i++)
        {
            start[13 + i] = Load(nonce, i * 4);
        }

        uint[] state = (uint[])start.Clone();
        for (int i = 0; i < 10; i++)
        {
            for (int column = 0; column < 4; column++)
            {
                QuarterRound(state, column, 4 + column, 8 + column, 12 + column);
            }

            for (int diagonal = 0; diagonal < 4; diagonal++)
            {
                QuarterRound(state, diagonal, 4 + ((diagonal + 1) % 4), 8 + ((diagonal + 2) % 4), 12 + ((diagonal + 3) % 4));
            }
        }

        byte[] block = new byte[BlockBytes];
        for (int i = 0; i < BlockBytes; i++)
        {
            block[i] = (byte)(state[i / 4] + start[i / 4] >> (8 * (i % 4)));
        }

        return block;
    }

    private static void QuarterRound(uint[] s, int a, int b, int c, int d)
    {
        s[a] += s[b];
        s[d] = RotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = RotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = RotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = RotateLeft(s[b] ^ s[c], 7);
    }

    private static uint RotateLeft(uint x, int count)
    {
        return (x << count) | (x >> (32 - count));
    }

    private static uint Load(byte[] bytes, int offset)
    {
        return bytes[offset] | ((uint)bytes[offset + 1] << 8) | ((uint)bytes[offset + 2] << 16) | ((uint)bytes[offset + 3] << 24);
    }
}
