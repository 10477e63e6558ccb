// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Pairing;

/// <summary>The pairings as they are stored, and one of them as it also lies in memory.</summary>
/// <remarks>
/// <para>Stored record, version 1:</para>
/// <code>
/// offset  bytes
///      0      1  version, 1
///      1      1  number of pairings n, 0..16
///      2   70*n  pairings:
///                 +0   1  identifier's length, 1..36
///                 +1  36  identifier as the controller sent it, zero-filled
///                +37  32  Ed25519 long-term public key
///                +69   1  permissions: bit 0 administrator
/// </code>
/// <para>A longer record of version 1 is read; what follows the pairings is passed over.</para>
/// </remarks>
internal static class PairingRecord
{
    /// <summary>One pairing: length 1, identifier 36, public key 32, permissions 1.</summary>
    internal const int PairingBytes = PermissionsOffset + 1;

    /// <summary>First byte of the identifier in a pairing.</summary>
    internal const int IdentifierOffset = 1;

    /// <summary>First byte of the public key in a pairing.</summary>
    internal const int KeyOffset = IdentifierOffset + PairingTable.MaxIdentifierBytes;

    /// <summary>The permissions in a pairing.</summary>
    internal const int PermissionsOffset = KeyOffset + KeyBytes;

    /// <summary>The permission bit of an administrator.</summary>
    internal const byte AdminPermission = 1;

    /// <summary>Bytes before the first pairing.</summary>
    internal const int HeaderBytes = 2;

    private const int KeyBytes = 32;
    private const byte Version = 1;

    /// <summary>Bytes of a record.</summary>
    internal static int Length(int pairings)
    {
        return HeaderBytes + (pairings * PairingBytes);
    }

    /// <summary>Pairings of a valid record.</summary>
    internal static int Count(byte[] record)
    {
        return record[1];
    }

    /// <summary>Checks a record that comes from the store.</summary>
    /// <returns>False when it is damaged.</returns>
    internal static bool IsValid(byte[] record, int count)
    {
        if (count < HeaderBytes || record[0] != Version || record[1] > PairingTable.Capacity || count < Length(record[1]))
        {
            return false;
        }

        for (int i = 0; i < record[1]; i++)
        {
            int start = Length(i);
            if (record[start] == 0
                || record[start] > PairingTable.MaxIdentifierBytes
                || record[start + PermissionsOffset] > AdminPermission
                || IndexOf(record, i, record, start) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds a pairing in a record.</summary>
    /// <param name="record">Holds the pairings.</param>
    /// <param name="count">Looks at so many of them.</param>
    /// <param name="pairing">Holds the pairing whose identifier is looked for.</param>
    /// <param name="start">Its first byte.</param>
    /// <returns>Which one has the same identifier; -1 when none does.</returns>
    internal static int IndexOf(byte[] record, int count, byte[] pairing, int start)
    {
        for (int i = 0; i < count; i++)
        {
            if (HasIdentifier(record, Length(i), pairing, start + IdentifierOffset, pairing[start]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Compares the identifier of the pairing at <paramref name="start"/>, byte for byte.</summary>
    internal static bool HasIdentifier(byte[] pairings, int start, byte[] identifier, int offset, int count)
    {
        if (pairings[start] != count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (pairings[start + IdentifierOffset + i] != identifier[offset + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lays out one pairing.</summary>
    /// <param name="pairing">Receives 70 bytes.</param>
    /// <param name="identifier">Holds the identifier.</param>
    /// <param name="identifierOffset">Its first byte.</param>
    /// <param name="identifierCount">1..36.</param>
    /// <param name="key">Holds the Ed25519 public key, 32 bytes.</param>
    /// <param name="keyOffset">Its first byte.</param>
    /// <param name="permissions">0 user, 1 administrator.</param>
    internal static void Fill(
        byte[] pairing,
        byte[] identifier, int identifierOffset, int identifierCount,
        byte[] key, int keyOffset,
        byte permissions)
    {
        Array.Clear(pairing, 0, PairingBytes);
        pairing[0] = (byte)identifierCount;
        Array.Copy(identifier, identifierOffset, pairing, IdentifierOffset, identifierCount);
        Array.Copy(key, keyOffset, pairing, KeyOffset, KeyBytes);
        pairing[PermissionsOffset] = permissions;
    }

    /// <summary>Writes the header in front of pairings that were laid out.</summary>
    /// <param name="record">Holds them.</param>
    /// <param name="end">First byte behind the last.</param>
    /// <returns>Bytes of the record. HAP Remove Pairing: when the last administrator goes, all go; an Add that demotes it does the same.</returns>
    internal static int Close(byte[] record, int end)
    {
        int admins = 0;
        for (int start = HeaderBytes; start < end; start += PairingBytes)
        {
            admins += record[start + PermissionsOffset] & AdminPermission;
        }

        int used = admins > 0 ? end : HeaderBytes;
        record[0] = Version;
        record[1] = (byte)((used - HeaderBytes) / PairingBytes);
        return used;
    }
}
