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
    private int _skip;
    private int _total;

    // Where the next byte goes, and the first index without room.
    private int _next;
    private int _limit;

    /// <summary>Bytes offered since the reset: skipped, written and dropped ones together.</summary>
    public int Total => _total;

    /// <summary>Bytes in the buffer since the reset.</summary>
    public int Written => _next - _offset;

    /// <summary>True when bytes were dropped because the room was full.</summary>
    public bool IsOverflowing => _total > _skip + _limit - _offset;

    /// <summary>Starts a window.</summary>
    /// <param name="buffer">Receives the bytes; null to measure only.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>, in bytes.</param>
    /// <param name="skip">Bytes to pass over before the first one is written.</param>
    public void Reset(byte[] buffer, int offset, int capacity, int skip)
    {
        _buffer = buffer;
        _offset = offset;
        _skip = skip;
        _total = 0;
        _next = offset;
        _limit = buffer == null ? offset : offset + capacity;
    }

    /// <summary>Offers one byte.</summary>
    public void Append(byte value)
    {
        int total = _total;
        _total = total + 1;
        if (total >= _skip)
        {
            int next = _next;
            if (next < _limit)
            {
                _buffer[next] = value;
                _next = next + 1;
            }
        }
    }

    /// <summary>Offers <paramref name="count"/> bytes of <paramref name="source"/>, moved in one copy.</summary>
    public void Append(byte[] source, int offset, int count)
    {
        int skipped = _skip - _total;
        _total += count;
        if (skipped > 0)
        {
            offset += skipped;
            count -= skipped;
        }

        int next = _next;
        int room = _limit - next;
        if (count > room)
        {
            count = room;
        }

        if (count > 0)
        {
            Array.Copy(source, offset, _buffer, next, count);
            _next = next + count;
        }
    }

    /// <summary>Offers a whole array.</summary>
    public void Append(byte[] source)
    {
        Append(source, 0, source.Length);
    }
}
