// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Crypto;

/// <summary>Byte arrays made of others.</summary>
internal static class Bytes
{
    /// <summary>The parts one after another.</summary>
    internal static byte[] Concat(params byte[][] parts)
    {
        int count = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            count += parts[i].Length;
        }

        byte[] whole = new byte[count];
        int end = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Array.Copy(parts[i], 0, whole, end, parts[i].Length);
            end += parts[i].Length;
        }

        return whole;
    }

    /// <summary>The bytes without the zeros in front of them.</summary>
    internal static byte[] WithoutLeadingZeros(byte[] bytes)
    {
        int zeros = 0;
        while (zeros < bytes.Length && bytes[zeros] == 0)
        {
            zeros++;
        }

        return Hex.Slice(bytes, zeros, bytes.Length - zeros);
    }

    /// <summary>The bytes with zeros in front of them.</summary>
    internal static byte[] Padded(byte[] bytes, int count)
    {
        byte[] padded = new byte[count];
        Array.Copy(bytes, 0, padded, count - bytes.Length, bytes.Length);
        return padded;
    }

    /// <summary>The bytes in reverse order.</summary>
    internal static byte[] Reversed(byte[] bytes)
    {
        byte[] reversed = new byte[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            reversed[i] = bytes[bytes.Length - 1 - i];
        }

        return reversed;
    }

    /// <summary>True when both arrays hold the same.</summary>
    internal static bool AreEqual(byte[] left, byte[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when every byte is zero.</summary>
    internal static bool IsZero(byte[] bytes)
    {
        return WithoutLeadingZeros(bytes).Length == 0;
    }
}
