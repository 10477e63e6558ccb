// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>
/// Which instance id belongs to what, over firmware versions: a thing that was numbered once keeps its number, also when it is gone for a while,
/// and no other thing ever gets it.
/// </summary>
/// <remarks>
/// <para>The map is the record <see cref="Storage.StoreRecord.InstanceIds"/> itself; things are only appended. Little-endian.</para>
/// <code>
/// version                1    1
/// entry, any number of them:
///   kind                 1    1 accessory, 2 service, 3 characteristic
///   accessory:  id       8    what follows belongs to this accessory
///   others:     parent   2    of a service its place among the accessory's services of the same type, from 0;
///                             of a characteristic its service's instance id
///               iid      2    10..65535
///               type     4    Apple's number; 0 for a maker's own type, and then
///               uuid    36    upper-case ASCII
/// </code>
/// <para>Not in it: numbers that the program gave, and those of the information services, which never change: AccessoryInformation 1, Identify 2,
/// Manufacturer 3, Model 4, Name 5, SerialNumber 6, FirmwareRevision 7, ProtocolInformation 8, Version 9.</para>
/// <para>Should the record outgrow <see cref="MaxBytes"/>, accessories that are gone from behind the bridge are forgotten: controllers have long
/// forgotten them too.</para>
/// <para>A service that is added before another of the same type takes that one's place and number: add it behind, or give numbers.</para>
/// <para>Looking things up in the order they were numbered takes time in proportion to the map.</para>
/// </remarks>
internal sealed class InstanceIdMap
{
    /// <summary>The largest record: 150 accessories with 23 things to number each.</summary>
    internal const int MaxBytes = 32768;

    private const byte Version = 1;
    private const int HeaderBytes = 1;
    private const byte AccessoryKind = 1;
    private const byte ServiceKind = 2;
    private const byte CharacteristicKind = 3;
    private const int AccessoryEntryBytes = 1 + 8;
    private const int AppleEntryBytes = 1 + 2 + 2 + 4;
    private const int VendorEntryBytes = AppleEntryBytes + TypeName.MaxBytes;
    private const int ParentOffset = 1;
    private const int IdOffset = 3;
    private const int TypeOffset = 5;
    private const int GrowthBytes = 256;

    private byte[] _bytes;
    private int _count;

    // Where the next search begins, and whose entries these are.
    private int _cursor;
    private ulong _cursorAccessoryId;

    // Whose entries the last ones are.
    private ulong _lastAccessoryId;

    // The next number of the accessory that got one last.
    private int _next;
    private ulong _nextAccessoryId;

    /// <summary>Reads a record; what it cannot read it drops.</summary>
    /// <param name="buffer">Holds the record, copied.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes; 0 or less for none.</param>
    internal InstanceIdMap(byte[] buffer, int offset, int count)
    {
        bool isKnown = count >= HeaderBytes && buffer[offset] == Version;
        _bytes = new byte[isKnown ? count : GrowthBytes];
        _bytes[0] = Version;
        _count = HeaderBytes;
        if (isKnown)
        {
            Array.Copy(buffer, offset, _bytes, 0, count);
            _count = WholeEntries(count);
        }

        _cursor = HeaderBytes;
    }

    /// <summary>True when numbers were drawn that the record lacks.</summary>
    internal bool IsChanged;

    /// <summary>Numbers a service.</summary>
    /// <param name="service">A service of an accessory.</param>
    /// <param name="ordinal">Its place among the accessory's services of its type whose numbers are drawn.</param>
    internal int IdOfService(Service service, int ordinal)
    {
        return IdOf(service.Accessory, ServiceKind, ordinal, service.Type, service.VendorType);
    }

    /// <summary>Numbers a characteristic, whose service is numbered already.</summary>
    internal int IdOfCharacteristic(Characteristic characteristic)
    {
        Service service = characteristic.Service;
        CharacteristicDefinition definition = characteristic.Definition;
        return IdOf(service.Accessory, CharacteristicKind, service.InstanceId, definition.Type, definition.VendorType);
    }

    /// <summary>The record.</summary>
    /// <param name="database">Tells which accessories are there, if others have to be forgotten.</param>
    /// <exception cref="DatabaseException">What is there needs more than <see cref="MaxBytes"/>.</exception>
    internal byte[] ToRecord(AccessoryDatabase database)
    {
        if (_count > MaxBytes)
        {
            ForgetOthers(database);
        }

        if (_count > MaxBytes)
        {
            throw new DatabaseException(DatabaseRule.InstanceId, "Instance ids: more things than a record of 32,768 bytes can hold");
        }

        var record = new byte[_count];
        Array.Copy(_bytes, record, _count);
        return record;
    }

    private int IdOf(Accessory accessory, byte kind, int parent, int type, byte[] vendorType)
    {
        int start = _cursor;
        int found = Search(start, _count, _cursorAccessoryId, accessory.AccessoryId, kind, parent, type, vendorType);
        found = found >= 0 ? found : Search(HeaderBytes, start, 0, accessory.AccessoryId, kind, parent, type, vendorType);
        int id = found >= 0 ? Read(found + IdOffset, 2) : 0;
        if (id != 0 && accessory.CountFixed(id) == 0)
        {
            return id;
        }

        // New, or the program has given its number to something else since.
        id = Draw(accessory);
        IsChanged = true;
        if (found >= 0)
        {
            Write(found + IdOffset, (ulong)id, 2);
        }
        else
        {
            Append(accessory.AccessoryId, kind, parent, id, type, vendorType);
        }

        return id;
    }

    private int Search(int from, int to, ulong owner, ulong accessoryId, byte kind, int parent, int type, byte[] vendorType)
    {
        for (int at = from; at < to; at += EntryBytes(at))
        {
            if (_bytes[at] == AccessoryKind)
            {
                owner = ReadAccessoryId(at);
            }
            else if (owner == accessoryId && _bytes[at] == kind && Read(at + ParentOffset, 2) == parent && HasType(at, type, vendorType))
            {
                _cursor = at + EntryBytes(at);
                _cursorAccessoryId = owner;
                return at;
            }
        }

        return -1;
    }

    private void ForgetOthers(AccessoryDatabase database)
    {
        int kept = HeaderBytes;
        bool isThere = false;
        int entryBytes;
        for (int at = HeaderBytes; at < _count; at += entryBytes)
        {
            entryBytes = EntryBytes(at);
            isThere = _bytes[at] == AccessoryKind ? database.Find(ReadAccessoryId(at), InstanceIds.Identify) != null : isThere;
            if (isThere)
            {
                Array.Copy(_bytes, at, _bytes, kept, entryBytes);
                kept += entryBytes;
            }
        }

        _count = kept;
    }

    private bool HasType(int at, int type, byte[] vendorType)
    {
        bool isEqual = Read(at + TypeOffset, 4) == type;
        for (int i = 0; isEqual && type == 0 && i < TypeName.MaxBytes; i++)
        {
            isEqual = _bytes[at + AppleEntryBytes + i] == vendorType[i];
        }

        return isEqual;
    }

    private int Draw(Accessory accessory)
    {
        if (_nextAccessoryId != accessory.AccessoryId)
        {
            _next = AboveAll(accessory.AccessoryId);
            _nextAccessoryId = accessory.AccessoryId;
        }

        while (accessory.CountFixed(_next) > 0)
        {
            _next++;
        }

        if (_next > InstanceIds.Last)
        {
            throw new DatabaseException(DatabaseRule.InstanceId, "Instance id: all numbers up to 65535 have been used");
        }

        return _next++;
    }

    private int AboveAll(ulong accessoryId)
    {
        int next = InstanceIds.First;
        ulong owner = 0;
        for (int at = HeaderBytes; at < _count; at += EntryBytes(at))
        {
            if (_bytes[at] == AccessoryKind)
            {
                owner = ReadAccessoryId(at);
            }
            else if (owner == accessoryId && Read(at + IdOffset, 2) >= next)
            {
                next = Read(at + IdOffset, 2) + 1;
            }
        }

        return next;
    }

    private void Append(ulong accessoryId, byte kind, int parent, int id, int type, byte[] vendorType)
    {
        Reserve(AccessoryEntryBytes + VendorEntryBytes);
        if (_lastAccessoryId != accessoryId)
        {
            _bytes[_count] = AccessoryKind;
            Write(_count + 1, accessoryId, 8);
            _count += AccessoryEntryBytes;
            _lastAccessoryId = accessoryId;
        }

        _bytes[_count] = kind;
        Write(_count + ParentOffset, (ulong)parent, 2);
        Write(_count + IdOffset, (ulong)id, 2);
        Write(_count + TypeOffset, (ulong)type, 4);
        if (type == 0)
        {
            vendorType.CopyTo(_bytes, _count + AppleEntryBytes);
        }

        _count += EntryBytes(_count);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _count < count)
        {
            var larger = new byte[_count + count + GrowthBytes];
            Array.Copy(_bytes, larger, _count);
            _bytes = larger;
        }
    }

    // Finds where the whole, known entries end, and whose the last ones are.
    private int WholeEntries(int count)
    {
        int at = HeaderBytes;
        while (at < count && _bytes[at] >= AccessoryKind && _bytes[at] <= CharacteristicKind)
        {
            bool isHeadWhole = _bytes[at] == AccessoryKind || count - at >= AppleEntryBytes;
            if (!isHeadWhole || count - at < EntryBytes(at))
            {
                return at;
            }

            _lastAccessoryId = _bytes[at] == AccessoryKind ? ReadAccessoryId(at) : _lastAccessoryId;
            at += EntryBytes(at);
        }

        return at;
    }

    private int EntryBytes(int at)
    {
        return _bytes[at] == AccessoryKind ? AccessoryEntryBytes
            : Read(at + TypeOffset, 4) != 0 ? AppleEntryBytes
            : VendorEntryBytes;
    }

    private ulong ReadAccessoryId(int at)
    {
        return (uint)Read(at + 1, 4) | ((ulong)(uint)Read(at + 5, 4) << 32);
    }

    private int Read(int at, int count)
    {
        int value = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            value = (value << 8) | _bytes[at + i];
        }

        return value;
    }

    private void Write(int at, ulong value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _bytes[at + i] = (byte)(value >> (8 * i));
        }
    }
}
