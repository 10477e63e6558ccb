// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Pairing;

/// <summary>The controllers that may open a session: up to 16, in memory as they are in flash.</summary>
/// <remarks>
/// <para>A change is composed as a whole new record, written, and applied only when it is durable; until then the old table counts.
/// Everything happens under the stack's lock, after <see cref="TryLoad"/> at boot. Allocates nothing after construction.</para>
/// <para>A pairing is named by its handle: never 0, never used again, so that a session whose pairing has gone cannot pass for another one.</para>
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
public sealed class PairingTable
{
    /// <summary>Pairings there is room for (HAP: at least 16).</summary>
    public const int Capacity = 16;

    /// <summary>The longest pairing identifier, in bytes.</summary>
    public const int MaxIdentifierBytes = 36;

    /// <summary>The largest stored record: header and 16 pairings.</summary>
    public const int MaxStoredBytes = HeaderBytes + (Capacity * PairingBytes);

    /// <summary>One pairing: length 1, identifier 36, public key 32, permissions 1.</summary>
    internal const int PairingBytes = 1 + MaxIdentifierBytes + KeyBytes + 1;

    /// <summary>The permission bit of an administrator.</summary>
    internal const byte AdminPermission = 1;

    private const int KeyBytes = 32;
    private const int HeaderBytes = 2;
    private const byte Version = 1;
    private const int IdentifierOffset = 1;
    private const int KeyOffset = IdentifierOffset + MaxIdentifierBytes;
    private const int PermissionsOffset = KeyOffset + KeyBytes;

    // A handle is serial * 16 + slot.
    private const int SlotBits = 4;
    private const int SlotMask = Capacity - 1;

    private readonly byte[] _pairings = new byte[Capacity * PairingBytes];
    private readonly int[] _handles = new int[Capacity];
    private readonly int[] _removed = new int[Capacity];
    private int _lastSerial;

    /// <summary>Pairings in the table.</summary>
    public int Count { get; private set; }

    /// <summary>True when there is at least one pairing.</summary>
    public bool IsPaired => Count > 0;

    /// <summary>Hears every change; null until the host sets it.</summary>
    internal IPairingListener Listener { get; set; }

    /// <summary>True when one of the pairings is an administrator.</summary>
    internal bool HasAdmin
    {
        get
        {
            for (int slot = 0; slot < Capacity; slot++)
            {
                if (_handles[slot] != 0 && IsAdmin(_handles[slot]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The pairings themselves; a place in it comes from <see cref="IdentifierStart"/> and <see cref="KeyStart"/>.</summary>
    internal byte[] Bytes => _pairings;

    /// <summary>Finds a pairing by its identifier, byte for byte.</summary>
    /// <returns>Its handle; 0 when there is none.</returns>
    internal int Find(byte[] identifier, int offset, int count)
    {
        for (int slot = 0; slot < Capacity; slot++)
        {
            if (_handles[slot] != 0 && HasIdentifier(_pairings, slot * PairingBytes, identifier, offset, count))
            {
                return _handles[slot];
            }
        }

        return 0;
    }

    /// <summary>Finds the pairing that has the identifier of one laid out by <see cref="Fill"/>.</summary>
    /// <returns>Its handle; 0 when there is none.</returns>
    internal int FindStored(byte[] pairing)
    {
        return Find(pairing, IdentifierOffset, pairing[0]);
    }

    /// <summary>True while the pairing is in the table.</summary>
    internal bool Contains(int pairing)
    {
        return pairing != 0 && _handles[pairing & SlotMask] == pairing;
    }

    /// <summary>True while the pairing is in the table and an administrator. Asked at every use, not once at Pair Verify.</summary>
    internal bool IsAdmin(int pairing)
    {
        return Contains(pairing) && (Permissions(pairing) & AdminPermission) != 0;
    }

    /// <summary>Walks the pairings.</summary>
    /// <param name="slot">0..15.</param>
    /// <returns>The handle of the pairing in that slot; 0 when it is free.</returns>
    internal int At(int slot)
    {
        return _handles[slot];
    }

    /// <summary>First byte of a pairing's identifier in <see cref="Bytes"/>.</summary>
    internal int IdentifierStart(int pairing)
    {
        return ((pairing & SlotMask) * PairingBytes) + IdentifierOffset;
    }

    /// <summary>Bytes of a pairing's identifier, 1..36.</summary>
    internal int IdentifierLength(int pairing)
    {
        return _pairings[(pairing & SlotMask) * PairingBytes];
    }

    /// <summary>First byte of a pairing's Ed25519 public key in <see cref="Bytes"/>.</summary>
    internal int KeyStart(int pairing)
    {
        return ((pairing & SlotMask) * PairingBytes) + KeyOffset;
    }

    /// <summary>A pairing's permissions as stored.</summary>
    internal byte Permissions(int pairing)
    {
        return _pairings[((pairing & SlotMask) * PairingBytes) + PermissionsOffset];
    }

    /// <summary>Lays out one pairing as it is stored.</summary>
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

    /// <summary>Composes the record that holds <paramref name="pairing"/> besides, or instead of the one with its identifier.</summary>
    /// <param name="record">Receives up to <see cref="MaxStoredBytes"/> bytes from its start.</param>
    /// <param name="pairing">70 bytes of <see cref="Fill"/>.</param>
    /// <returns>Bytes of the record; 0 when the table is full. A record without an administrator is composed as one without pairings.</returns>
    internal int ComposeWith(byte[] record, byte[] pairing)
    {
        int replaced = FindStored(pairing);
        if (replaced == 0 && Count == Capacity)
        {
            return 0;
        }

        int end = CopyAllBut(replaced, record);
        Array.Copy(pairing, 0, record, end, PairingBytes);
        return Close(record, end + PairingBytes);
    }

    /// <summary>Composes the record that lacks <paramref name="pairing"/>, as <see cref="ComposeWith"/> does.</summary>
    /// <returns>Bytes of the record.</returns>
    internal int ComposeWithout(byte[] record, int pairing)
    {
        return Close(record, CopyAllBut(pairing, record));
    }

    /// <summary>Makes a composed record, which is durable now, the table that counts, and tells the listener.</summary>
    /// <param name="record">Holds the record from its start.</param>
    internal void Apply(byte[] record)
    {
        bool wasPaired = IsPaired;
        int removed = RemoveMissing(record);
        AddAndUpdate(record);
        Announce(wasPaired, removed);
    }

    /// <summary>Reads the stored record at boot.</summary>
    /// <returns>False when it is damaged; the table is then unchanged.</returns>
    internal bool TryLoad(byte[] record, int count)
    {
        if (!IsValid(record, count))
        {
            return false;
        }

        AddAndUpdate(record);
        return true;
    }

    private static bool IsValid(byte[] record, int count)
    {
        if (count < HeaderBytes || record[0] != Version || record[1] > Capacity || count < HeaderBytes + (record[1] * PairingBytes))
        {
            return false;
        }

        for (int i = 0; i < record[1]; i++)
        {
            int start = HeaderBytes + (i * PairingBytes);
            if (record[start] == 0
                || record[start] > MaxIdentifierBytes
                || record[start + PermissionsOffset] > AdminPermission
                || IndexOf(record, i, record, start) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    // Which of the first count pairings of a record has the identifier of the pairing at start.
    private static int IndexOf(byte[] record, int count, byte[] pairing, int start)
    {
        for (int i = 0; i < count; i++)
        {
            if (HasIdentifier(record, HeaderBytes + (i * PairingBytes), pairing, start + IdentifierOffset, pairing[start]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool HasIdentifier(byte[] pairings, int start, byte[] identifier, int offset, int count)
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

    private int CopyAllBut(int pairing, byte[] record)
    {
        int end = HeaderBytes;
        for (int slot = 0; slot < Capacity; slot++)
        {
            if (_handles[slot] != 0 && _handles[slot] != pairing)
            {
                Array.Copy(_pairings, slot * PairingBytes, record, end, PairingBytes);
                end += PairingBytes;
            }
        }

        return end;
    }

    // HAP Remove Pairing: when the last administrator goes, all go; an Add that demotes it does the same.
    private static int Close(byte[] record, int end)
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

    private int RemoveMissing(byte[] record)
    {
        int removed = 0;
        for (int slot = 0; slot < Capacity; slot++)
        {
            if (_handles[slot] != 0 && IndexOf(record, record[1], _pairings, slot * PairingBytes) < 0)
            {
                _removed[removed] = _handles[slot];
                removed++;
                _handles[slot] = 0;
                Array.Clear(_pairings, slot * PairingBytes, PairingBytes);
                Count--;
            }
        }

        return removed;
    }

    private void AddAndUpdate(byte[] record)
    {
        for (int i = 0; i < record[1]; i++)
        {
            int start = HeaderBytes + (i * PairingBytes);
            int pairing = Find(record, start + IdentifierOffset, record[start]);
            int slot = pairing != 0 ? pairing & SlotMask : TakeSlot();
            Array.Copy(record, start, _pairings, slot * PairingBytes, PairingBytes);
        }
    }

    private int TakeSlot()
    {
        int slot = 0;
        while (_handles[slot] != 0)
        {
            slot++;
        }

        _lastSerial++;
        _handles[slot] = (_lastSerial << SlotBits) | slot;
        Count++;
        return slot;
    }

    private void Announce(bool wasPaired, int removed)
    {
        if (Listener == null)
        {
            return;
        }

        if (IsPaired != wasPaired)
        {
            Listener.PairedChanged(IsPaired);
        }

        for (int i = 0; i < removed; i++)
        {
            Listener.PairingRemoved(_removed[i]);
        }
    }
}
