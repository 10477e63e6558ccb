// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Storage;

namespace HapNano.Server;

/// <summary>What stands in a file of a record.</summary>
/// <remarks>
/// <para>The layout; numbers are little-endian:</para>
/// <code>
/// offset  size  content
///      0     3  "HNS"
///      3     1  format version, 1
///      4     1  number of the record (StoreRecord)
///      5     1  1 content, 2 the record was deleted (then length is 0)
///      6     2  0
///      8     4  sequence number
///     12     4  length of the content in bytes, n
///     16     n  content
///   16+n     4  CRC-32 (IEEE 802.3) of everything before it
/// </code>
/// <para>A file is valid when every field is right and it ends behind the CRC.</para>
/// </remarks>
internal static class RecordLayout
{
    /// <summary>Bytes before the content: 3 mark + 1 version + 1 record + 1 kind + 2 zero + 4 sequence + 4 length.</summary>
    internal const int HeaderBytes = 16;

    /// <summary>Bytes behind the content.</summary>
    internal const int TrailerBytes = 4;

    /// <summary>Where the kind stands, 1 byte.</summary>
    internal const int KindOffset = 5;

    /// <summary>Where the sequence number stands, 4 bytes.</summary>
    internal const int SequenceOffset = 8;

    /// <summary>Where the length of the content stands, 4 bytes.</summary>
    internal const int LengthOffset = 12;

    /// <summary>Kind of a file that holds the record.</summary>
    internal const byte KindContent = 1;

    /// <summary>Kind of a file that says that there is no record.</summary>
    internal const byte KindDeleted = 2;

    private const byte FormatVersion = 1;

    /// <summary>Tells whether 16 bytes are the header of a record's file.</summary>
    /// <param name="header">The bytes.</param>
    /// <param name="record">Whose file it should be.</param>
    /// <param name="fileBytes">Length of the file: it must end behind the CRC, which also bounds a length that is not one.</param>
    internal static bool IsHeader(byte[] header, StoreRecord record, long fileBytes)
    {
        return header[0] == 'H' && header[1] == 'N' && header[2] == 'S' && header[3] == FormatVersion
            && header[4] == (byte)record && (header[KindOffset] == KindContent || header[KindOffset] == KindDeleted)
            && header[6] == 0 && header[7] == 0
            && fileBytes == (long)ReadUInt32(header, LengthOffset) + HeaderBytes + TrailerBytes;
    }

    /// <summary>Lays a header out.</summary>
    internal static void WriteHeader(byte[] header, StoreRecord record, byte kind, uint sequence, int count)
    {
        header[0] = (byte)'H';
        header[1] = (byte)'N';
        header[2] = (byte)'S';
        header[3] = FormatVersion;
        header[4] = (byte)record;
        header[KindOffset] = kind;
        header[6] = 0;
        header[7] = 0;
        WriteUInt32(header, SequenceOffset, sequence);
        WriteUInt32(header, LengthOffset, (uint)count);
    }

    /// <summary>Four bytes, little-endian.</summary>
    internal static uint ReadUInt32(byte[] buffer, int offset)
    {
        return (uint)(buffer[offset] | (buffer[offset + 1] << 8) | (buffer[offset + 2] << 16) | (buffer[offset + 3] << 24));
    }

    /// <summary>Four bytes, little-endian.</summary>
    internal static void WriteUInt32(byte[] buffer, int offset, uint value)
    {
        buffer[offset] = (byte)value;
        buffer[offset + 1] = (byte)(value >> 8);
        buffer[offset + 2] = (byte)(value >> 16);
        buffer[offset + 3] = (byte)(value >> 24);
    }
}
