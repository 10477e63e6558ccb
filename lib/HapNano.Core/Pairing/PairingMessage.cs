// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Pairing;

/// <summary>One pairing body, read as a whole: where the value of each item lies.</summary>
/// <remarks>Order does not matter, unknown types are passed over, a known type twice is malformed (HAP pairing messages). Allocates nothing.</remarks>
internal sealed class PairingMessage
{
    private const int TypeCount = TlvType.Flags + 1;

    private readonly Tlv8Reader _reader = new Tlv8Reader();
    private readonly int[] _offsets = new int[TypeCount];
    private readonly int[] _lengths = new int[TypeCount];

    /// <summary>Reads a body.</summary>
    /// <param name="body">Holds the body; fragments are joined in place, so it is read once.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <returns>False when it is malformed or cut.</returns>
    internal bool TryRead(byte[] body, int offset, int count)
    {
        for (int i = 0; i < TypeCount; i++)
        {
            _lengths[i] = -1;
        }

        _reader.Reset(body, offset, count);
        ParseStatus status = _reader.Next();
        while (status == ParseStatus.Done && TryKeep())
        {
            status = _reader.Next();
        }

        return status == ParseStatus.NeedMore && _reader.IsAtEnd;
    }

    /// <summary>True when the body has the item.</summary>
    internal bool Has(byte type)
    {
        return _lengths[type] >= 0;
    }

    /// <summary>First byte of an item's value in the body; meaningless when it is absent.</summary>
    internal int Offset(byte type)
    {
        return _offsets[type];
    }

    /// <summary>Bytes of an item's value; -1 when it is absent.</summary>
    internal int Length(byte type)
    {
        return _lengths[type];
    }

    /// <summary>Reads a value of exactly one byte.</summary>
    /// <returns>False when it is absent or of another length.</returns>
    internal bool TryGetByte(byte type, out byte value)
    {
        bool isThere = _lengths[type] == 1;
        value = isThere ? _reader.Buffer[_offsets[type]] : (byte)0;
        return isThere;
    }

    private bool TryKeep()
    {
        if (_reader.Type >= TypeCount)
        {
            return true;
        }

        if (_lengths[_reader.Type] >= 0)
        {
            return false;
        }

        _offsets[_reader.Type] = _reader.ValueOffset;
        _lengths[_reader.Type] = _reader.ValueLength;
        return true;
    }
}
