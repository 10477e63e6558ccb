// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>A buffer between bytes that nobody may touch.</summary>
internal sealed class Guarded
{
    private const int MarginBytes = 16;
    private const byte Untouched = 0xA5;

    private readonly int _count;

    /// <summary>Room for so many bytes.</summary>
    internal Guarded(int count)
    {
        _count = count;
        Buffer = new byte[MarginBytes + count + MarginBytes];
        Array.Fill(Buffer, Untouched);
    }

    /// <summary>These bytes.</summary>
    internal Guarded(byte[] content)
        : this(content.Length)
    {
        content.CopyTo(Buffer, MarginBytes);
    }

    /// <summary>The array.</summary>
    internal byte[] Buffer { get; }

    /// <summary>Where the room starts in it.</summary>
    internal int Offset => MarginBytes;

    /// <summary>Throws when a byte around the room was written.</summary>
    internal void Check()
    {
        Require(
            !Buffer.AsSpan(0, MarginBytes).ContainsAnyExcept(Untouched) && !Buffer.AsSpan(MarginBytes + _count).ContainsAnyExcept(Untouched),
            "a byte outside the buffer was written");
    }
}
