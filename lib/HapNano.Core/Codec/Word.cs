// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Codec;

/// <summary>
/// Text as a number, for comparison with <c>BitConverter.ToUInt64</c>: one native call for eight bytes costs the interpreter what two bytes cost in a loop.
/// </summary>
internal static class Word
{
    /// <summary>Bytes of a word.</summary>
    internal const int Bytes = 8;

    /// <summary>The word of a text.</summary>
    /// <param name="text">Up to eight ASCII characters; what lacks behind them is zero.</param>
    internal static ulong Of(string text)
    {
        byte[] word = new byte[Bytes];
        Array.Copy(Encoding.UTF8.GetBytes(text), word, text.Length);
        return BitConverter.ToUInt64(word, 0);
    }
}
