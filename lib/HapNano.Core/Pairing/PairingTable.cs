// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Pairing;

/// <summary>The controllers that may open a session: up to 16, in memory as they are in flash.</summary>
/// <remarks>
/// <para>A change is composed as a whole new record, written, and applied only when it is durable; until then the old table counts.
/// Everything happens under the stack's lock, after <see cref="TryLoad"/> at boot.</para>
/// <para>A pairing is named by its handle: never 0, never used again, so that a session whose pairing has gone cannot pass for another one.</para>
/// <para>There is room for as many pairings as there ever were: a house has two or three, and room for 16 is 1.2 KB. Room for one more is made before the record
/// that needs it is written, so what is durable can always be applied.</para>
/// </remarks>
public sealed class PairingTable
{
    /// <summary>Pairings there is room for (HAP: at least 16).</summary>
    public const int Capacity = 16;

    /// <summary>The longest pairing identifier, in bytes.</summary>
    public const int MaxIdentifierBytes = 36;

    /// <summary>The largest stored record: header and 16 pairings.</summary>
    public const int MaxStoredBytes = PairingRecord.HeaderBytes + (Capacity * PairingRecord.PairingBytes);

    private const int PairingBytes = PairingRecord.PairingBytes;

    // A handle is serial * 16 + slot.
    private const int SlotBits = 4;
    private const int SlotMask = Capacity - 1;

    // As long as each other: 70 bytes and a handle a place; the handle of a free one is 0.
    private byte[] _pairings = new byte[0];
    private int[] _handles = new int[0];
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
            for (int slot = 0; slot < _handles.Length; slot++)
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
        for (int slot = 0; slot < _handles.Length; slot++)
        {
            if (_handles[slot] != 0 && PairingRecord.HasIdentifier(_pairings, slot * PairingBytes, identifier, offset, count))
            {
                return _handles[slot];
            }
        }

        return 0;
    }

    /// <summary>Finds the pairing that has the identifier of one laid out by <see cref="PairingRecord.Fill"/>.</summary>
    /// <returns>Its handle; 0 when there is none.</returns>
    internal int FindStored(byte[] pairing)
    {
        return Find(pairing, PairingRecord.IdentifierOffset, pairing[0]);
    }

    /// <summary>True while the pairing is in the table.</summary>
    internal bool Contains(int pairing)
    {
        return pairing != 0 && _handles[pairing & SlotMask] == pairing;
    }

    /// <summary>True while the pairing is in the table and an administrator. Asked at every use, not once at Pair Verify.</summary>
    internal bool IsAdmin(int pairing)
    {
        return Contains(pairing) && (Permissions(pairing) & PairingRecord.AdminPermission) != 0;
    }

    /// <summary>Walks the pairings.</summary>
    /// <param name="slot">0..15.</param>
    /// <returns>The handle of the pairing in that slot; 0 when it is free.</returns>
    internal int At(int slot)
    {
        return slot < _handles.Length ? _handles[slot] : 0;
    }

    /// <summary>First byte of a pairing's identifier in <see cref="Bytes"/>.</summary>
    internal int IdentifierStart(int pairing)
    {
        return ((pairing & SlotMask) * PairingBytes) + PairingRecord.IdentifierOffset;
    }

    /// <summary>Bytes of a pairing's identifier, 1..36.</summary>
    internal int IdentifierLength(int pairing)
    {
        return _pairings[(pairing & SlotMask) * PairingBytes];
    }

    /// <summary>First byte of a pairing's Ed25519 public key in <see cref="Bytes"/>.</summary>
    internal int KeyStart(int pairing)
    {
        return ((pairing & SlotMask) * PairingBytes) + PairingRecord.KeyOffset;
    }

    /// <summary>A pairing's permissions as stored.</summary>
    internal byte Permissions(int pairing)
    {
        return _pairings[((pairing & SlotMask) * PairingBytes) + PairingRecord.PermissionsOffset];
    }

    /// <summary>The most bytes that a record takes which differs from the table by one pairing.</summary>
    internal int RecordBytes => PairingRecord.Length(Count < Capacity ? Count + 1 : Capacity);

    /// <summary>Makes room for one more pairing. Before the transaction begins: one that begins and finds no memory then would be busy for ever.</summary>
    internal void ReserveOne()
    {
        Reserve(Count < Capacity ? Count + 1 : Capacity);
    }

    /// <summary>Composes the record that holds <paramref name="pairing"/> besides, or instead of the one with its identifier.</summary>
    /// <param name="record">Receives up to <see cref="RecordBytes"/> bytes from its start.</param>
    /// <param name="pairing">70 bytes of <see cref="PairingRecord.Fill"/>.</param>
    /// <returns>Bytes of the record; 0 when the table is full. A record without an administrator is composed as one without pairings.</returns>
    internal int ComposeWith(byte[] record, byte[] pairing)
    {
        int replaced = FindStored(pairing);
        if (replaced == 0 && Count == Capacity)
        {
            return 0;
        }

        Reserve(replaced == 0 ? Count + 1 : Count);
        int end = CopyAllBut(replaced, record);
        Array.Copy(pairing, 0, record, end, PairingBytes);
        return PairingRecord.Close(record, end + PairingBytes);
    }

    /// <summary>Composes the record that lacks <paramref name="pairing"/>, as <see cref="ComposeWith"/> does.</summary>
    /// <returns>Bytes of the record.</returns>
    internal int ComposeWithout(byte[] record, int pairing)
    {
        return PairingRecord.Close(record, CopyAllBut(pairing, record));
    }

    /// <summary>Makes a composed record, which is durable now, the table that counts, and tells the listener.</summary>
    /// <param name="record">Holds the record from its start.</param>
    /// <remarks>Needs no memory, which composing has reserved: whoever is gone from flash is gone here too, whatever the heap says.</remarks>
    internal void Apply(byte[] record)
    {
        bool wasPaired = IsPaired;
        Reserve(PairingRecord.Count(record));
        RemoveMissing(record);
        AddAndUpdate(record);
        Announce(wasPaired);
    }

    /// <summary>Reads the stored record at boot.</summary>
    /// <returns>False when it is damaged; the table is then unchanged.</returns>
    internal bool TryLoad(byte[] record, int count)
    {
        if (!PairingRecord.IsValid(record, count))
        {
            return false;
        }

        Reserve(PairingRecord.Count(record));
        AddAndUpdate(record);
        return true;
    }

    // Makes room for so many pairings; those that are there stay in their places.
    private void Reserve(int count)
    {
        if (count > _handles.Length)
        {
            byte[] pairings = new byte[count * PairingBytes];
            int[] handles = new int[count];
            Array.Copy(_pairings, pairings, _pairings.Length);
            Array.Copy(_handles, handles, _handles.Length);
            _pairings = pairings;
            _handles = handles;
        }
    }

    private int CopyAllBut(int pairing, byte[] record)
    {
        int end = PairingRecord.HeaderBytes;
        for (int slot = 0; slot < _handles.Length; slot++)
        {
            if (_handles[slot] != 0 && _handles[slot] != pairing)
            {
                Array.Copy(_pairings, slot * PairingBytes, record, end, PairingBytes);
                end += PairingBytes;
            }
        }

        return end;
    }

    // Whoever is gone keeps its handle, negated, until Announce has told of it.
    private void RemoveMissing(byte[] record)
    {
        for (int slot = 0; slot < _handles.Length; slot++)
        {
            if (_handles[slot] != 0 && PairingRecord.IndexOf(record, PairingRecord.Count(record), _pairings, slot * PairingBytes) < 0)
            {
                _handles[slot] = -_handles[slot];
                Array.Clear(_pairings, slot * PairingBytes, PairingBytes);
                Count--;
            }
        }
    }

    private void AddAndUpdate(byte[] record)
    {
        for (int i = 0; i < PairingRecord.Count(record); i++)
        {
            int start = PairingRecord.Length(i);
            int pairing = Find(record, start + PairingRecord.IdentifierOffset, record[start]);
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

    private void Announce(bool wasPaired)
    {
        if (IsPaired != wasPaired)
        {
            Listener?.PairedChanged(IsPaired);
        }

        for (int slot = 0; slot < _handles.Length; slot++)
        {
            int removed = -_handles[slot];
            if (removed > 0)
            {
                _handles[slot] = 0;
                Listener?.PairingRemoved(removed);
            }
        }
    }
}
