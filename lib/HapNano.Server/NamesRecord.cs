// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>The record of names that had to be changed because somebody else on the network had them.</summary>
/// <remarks>
/// Numbers are little-endian:
/// <code>
/// offset  size  content
///      0     1  version, 1
///      1     2  number of the service's instance name, 1..9999; 1 is the plain name
///      3     2  number of the host's name, the same
/// </code>
/// </remarks>
internal static class NamesRecord
{
    /// <summary>Bytes of the record.</summary>
    public const int StoredBytes = 5;

    private const byte Version = 1;
    private const int MaxNumber = 9999;

    /// <summary>Lays the record out.</summary>
    public static void Write(byte[] record, int instanceNumber, int hostNumber)
    {
        record[0] = Version;
        record[1] = (byte)instanceNumber;
        record[2] = (byte)(instanceNumber >> 8);
        record[3] = (byte)hostNumber;
        record[4] = (byte)(hostNumber >> 8);
    }

    /// <summary>Reads the record.</summary>
    /// <returns>False when it is none; both numbers are then 1.</returns>
    public static bool TryRead(byte[] record, int count, out int instanceNumber, out int hostNumber)
    {
        instanceNumber = 1;
        hostNumber = 1;
        if (count != StoredBytes || record[0] != Version)
        {
            return false;
        }

        int instance = record[1] | (record[2] << 8);
        int host = record[3] | (record[4] << 8);
        if (instance < 1 || instance > MaxNumber || host < 1 || host > MaxNumber)
        {
            return false;
        }

        instanceNumber = instance;
        hostNumber = host;
        return true;
    }
}
