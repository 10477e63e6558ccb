// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Walks the items of one TLV8 body that lies in memory as a whole, and joins fragmented values in place.</summary>
/// <remarks>
/// <para>An item is type (1 byte), length (1 byte, 0..255), value. A value longer than 255 bytes is cut into fragments of one type that
/// follow one another; all but the last are exactly 255 bytes long. Joining moves the later fragments over the headers between them, so a
/// body is read once: offsets of items already read stay valid, a second pass over the same bytes does not.</para>
/// <para>Strict as HomeKitADK is: an item of the same type directly behind a fragment shorter than 255 bytes is malformed, and so is an
/// empty fragment. HAP-NodeJS and HAP-python merge such items silently.</para>
/// <para>Allocates nothing. Not thread-safe.</para>
/// </remarks>
public sealed class Tlv8Reader
{
    private const int HeaderBytes = 2;
    private const int MaxFragmentBytes = 255;

    private int _next;
    private int _end;
    private bool _isMalformed;

    /// <summary>The body; joining fragments rewrites it.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>Type of the item that the last Done told of.</summary>
    public byte Type { get; private set; }

    /// <summary>First byte of its value in <see cref="Buffer"/>.</summary>
    public int ValueOffset { get; private set; }

    /// <summary>Bytes of its value, fragments joined; 0 for a separator.</summary>
    public int ValueLength { get; private set; }

    /// <summary>True when every byte was read: NeedMore then means the clean end, otherwise a cut item.</summary>
    public bool IsAtEnd => _next == _end;

    /// <summary>Starts at the first item of a body.</summary>
    /// <param name="buffer">Holds the body; the reader may rewrite it.</param>
    /// <param name="offset">First byte of the body.</param>
    /// <param name="count">Bytes of the body, 0 or more.</param>
    public void Reset(byte[] buffer, int offset, int count)
    {
        Buffer = buffer;
        _next = offset;
        _end = offset + count;
        _isMalformed = false;
        ClearItem();
    }

    /// <summary>Reads the next item.</summary>
    /// <returns>
    /// Done: type and value are set. NeedMore: no whole item is left (<see cref="IsAtEnd"/> tells a clean end from a cut one).
    /// Malformed: an item follows a short fragment of its own type, or a fragment is empty; the reader stays there.
    /// </returns>
    public ParseStatus Next()
    {
        ClearItem();
        if (_isMalformed)
        {
            return ParseStatus.Malformed;
        }

        int itemEnd = FindItemEnd();
        if (itemEnd < 0)
        {
            return _isMalformed ? ParseStatus.Malformed : ParseStatus.NeedMore;
        }

        Type = Buffer[_next];
        ValueOffset = _next + HeaderBytes;
        ValueLength = Join(_next, itemEnd);
        _next = itemEnd;
        return ParseStatus.Done;
    }

    /// <summary>Reads the value as an unsigned little-endian number.</summary>
    /// <param name="value">The number; 0 when there is none.</param>
    /// <returns>False when the value is not 1..4 bytes long.</returns>
    public bool TryGetInteger(out uint value)
    {
        value = 0;
        if (ValueLength < 1 || ValueLength > 4)
        {
            return false;
        }

        for (int i = ValueLength - 1; i >= 0; i--)
        {
            value = (value << 8) | Buffer[ValueOffset + i];
        }

        return true;
    }

    private void ClearItem()
    {
        Type = 0;
        ValueOffset = 0;
        ValueLength = 0;
    }

    // Looks over all fragments before anything is moved, so that a cut body is left as it was. Steps: one a fragment.
    private int FindItemEnd()
    {
        byte[] buffer = Buffer;
        int at = _next;
        for (;;)
        {
            if (_end - at < HeaderBytes || _end - at - HeaderBytes < buffer[at + 1])
            {
                return -1;
            }

            int length = buffer[at + 1];
            if (length == 0 && at != _next)
            {
                _isMalformed = true;
                return -1;
            }

            at += HeaderBytes + length;
            if (at == _end || buffer[at] != buffer[_next])
            {
                return at;
            }

            if (length < MaxFragmentBytes)
            {
                _isMalformed = true;
                return -1;
            }
        }
    }

    // | type 255 | 255 bytes | type 255 | 255 bytes | type n | n bytes |   becomes   | type 255 | 255 + 255 + n bytes | stale |
    private int Join(int start, int itemEnd)
    {
        byte[] buffer = Buffer;
        int length = buffer[start + 1];
        int from = start + HeaderBytes + length;
        while (from < itemEnd)
        {
            int fragment = buffer[from + 1];
            Array.Copy(buffer, from + HeaderBytes, buffer, start + HeaderBytes + length, fragment);
            length += fragment;
            from += HeaderBytes + fragment;
        }

        return length;
    }
}
