// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>Comparison of bytes that are no secrets: how long it takes tells where they differ.</summary>
internal static class ByteText
{
    /// <summary>Compares a part of one array with the start of another.</summary>
    /// <param name="left">Holds <paramref name="count"/> bytes from <paramref name="offset"/> on.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="right">Holds <paramref name="count"/> bytes from its start.</param>
    /// <param name="count">How many are compared; 0 is equal.</param>
    internal static bool AreEqual(byte[] left, int offset, byte[] right, int count)
    {
        int i = 0;
        while (i < count && left[offset + i] == right[i])
        {
            i++;
        }

        return i == count;
    }
}
