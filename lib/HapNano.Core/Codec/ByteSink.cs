// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>
/// Where every writer puts its bytes: a window onto the output of something that may be longer than the room there is.
/// Bytes before the window are skipped, bytes behind it are counted and dropped, so one routine measures, writes, and goes on later.
/// </summary>
/// <remarks>Allocates nothing; belongs to its caller. A sink without a buffer only measures.</remarks>
public sealed class ByteSink
{
    private byte[] _buffer;
    private int _offset;
    private int _capacity;
    private int _skip;

    /// <summary>Bytes offered since the reset: skipped, written and dropped ones together.</summary>
    public int Total { get; private set; }

    /// <summary>Bytes in the buffer since the reset.</summary>
    public int Written { get; private set; }

    /// <summary>True when bytes were dropped because the room was full.</summary>
    public bool IsOverflowing => Total > _skip + _capacity;

    /// <summary>Starts a window.</summary>
    /// <param name="buffer">Receives the bytes; null to measure only.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>, in bytes.</param>
    /// <param name="skip">Bytes to pass over before the first one is written.</param>
    public void Reset(byte[] buffer, int offset, int capacity, int skip)
    {
        _buffer = buffer;
        _offset = offset;
        _capacity = buffer == null ? 0 : capacity;
        _skip = skip;
        Total = 0;
        Written = 0;
    }

    /// <summary>Offers one byte.</summary>
    public void Append(byte value)
    {
        if (Total >= _skip && Written < _capacity)
        {
            _buffer[_offset + Written] = value;
            Written++;
        }

        Total++;
    }

    /// <summary>Offers <paramref name="count"/> bytes of <paramref name="source"/>, moved in one copy.</summary>
    public void Append(byte[] source, int offset, int count)
    {
        int skipped = Total < _skip ? Lesser(_skip - Total, count) : 0;
        int written = Lesser(count - skipped, _capacity - Written);
        if (written > 0)
        {
            Array.Copy(source, offset + skipped, _buffer, _offset + Written, written);
            Written += written;
        }

        Total += count;
    }

    /// <summary>Offers a whole array.</summary>
    public void Append(byte[] source)
    {
        Append(source, 0, source.Length);
    }

    // System.Math is a package of its own on the board, too dear for one comparison.
    private static int Lesser(int left, int right)
    {
        return left < right ? left : right;
    }
}
