// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Writes TLV8 items into a caller's buffer; values over 255 bytes become fragments.</summary>
/// <remarks>
/// What does not fit does not count, not even in part, and <see cref="IsOverflowing"/> stays true until the reset. Two items of one type need
/// an item of another type between them (<see cref="WriteSeparator"/>); that is the caller's to know. Allocates nothing. Not thread-safe.
/// </remarks>
public sealed class Tlv8Writer
{
    private const int HeaderBytes = 2;
    private const int MaxFragmentBytes = 255;

    private int _capacity;

    /// <summary>Where the items go.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>First byte of the first item.</summary>
    public int Offset { get; private set; }

    /// <summary>Bytes written since the reset.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of room left, item headers included.</summary>
    public int Remaining => _capacity - Count;

    /// <summary>True when an item did not fit.</summary>
    public bool IsOverflowing { get; private set; }

    /// <summary>Starts an empty body.</summary>
    /// <param name="buffer">Receives the items.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>, in bytes.</param>
    public void Reset(byte[] buffer, int offset, int capacity)
    {
        Buffer = buffer;
        Offset = offset;
        _capacity = capacity;
        Count = 0;
        IsOverflowing = false;
    }

    /// <summary>Writes one value; <paramref name="count"/> may be 0.</summary>
    public void Write(byte type, byte[] value, int offset, int count)
    {
        // A value of 510 bytes is 255, 255: the last fragment is never empty, unless the value is.
        int headers = count == 0 ? 1 : (count + MaxFragmentBytes - 1) / MaxFragmentBytes;
        if (!HasRoom(count + (headers * HeaderBytes)))
        {
            return;
        }

        do
        {
            int fragment = count < MaxFragmentBytes ? count : MaxFragmentBytes;
            WriteHeader(type, fragment);
            Array.Copy(value, offset, Buffer, Offset + Count, fragment);
            Count += fragment;
            offset += fragment;
            count -= fragment;
        }
        while (count > 0);
    }

    /// <summary>Writes a value of one byte.</summary>
    public void WriteByte(byte type, byte value)
    {
        if (HasRoom(HeaderBytes + 1))
        {
            WriteHeader(type, 1);
            Buffer[Offset + Count] = value;
            Count++;
        }
    }

    /// <summary>Writes an item without a value.</summary>
    public void WriteSeparator(byte type)
    {
        if (HasRoom(HeaderBytes))
        {
            WriteHeader(type, 0);
        }
    }

    /// <summary>Starts an item whose value the caller composes in place, and ends with <see cref="EndValue"/>.</summary>
    /// <returns>Index in <see cref="Buffer"/> of the first value byte, with <see cref="Remaining"/> bytes of room; -1 when not even the header fits.</returns>
    public int BeginValue(byte type)
    {
        if (!HasRoom(HeaderBytes))
        {
            return -1;
        }

        WriteHeader(type, 0);
        return Offset + Count;
    }

    /// <summary>Ends the item that <see cref="BeginValue"/> started.</summary>
    /// <param name="count">Bytes composed, 0..255 and no more than <see cref="Remaining"/>.</param>
    public void EndValue(int count)
    {
        if (count > MaxFragmentBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        if (IsOverflowing)
        {
            return;
        }

        if (HasRoom(count))
        {
            Buffer[Offset + Count - 1] = (byte)count;
            Count += count;
        }
        else
        {
            Count -= HeaderBytes;
        }
    }

    private bool HasRoom(int count)
    {
        if (count > Remaining)
        {
            IsOverflowing = true;
        }

        return !IsOverflowing;
    }

    private void WriteHeader(byte type, int length)
    {
        Buffer[Offset + Count] = type;
        Buffer[Offset + Count + 1] = (byte)length;
        Count += HeaderBytes;
    }
}
