// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano;

/// <summary>What a database must know before it may be announced: instance ids, configuration number and kept values, read or made at boot.</summary>
/// <remarks>The store is called directly, so this runs before the stack does and outside its lock. Values come last: they move the bound devices.</remarks>
public sealed class DatabaseState
{
    // Records may be longer than today's database needs: they were written by one that had more accessories.
    private const int FirstBufferBytes = 1024;
    private const int LastBufferBytes = AccessoryDatabase.MaxRecordBytes;

    private readonly IStore _store;
    private readonly CryptoProvider _crypto;

    /// <summary>Prepares to read the state of one database.</summary>
    /// <param name="store">Its records.</param>
    /// <param name="crypto">Gives SHA-512.</param>
    public DatabaseState(IStore store, CryptoProvider crypto)
    {
        _store = store;
        _crypto = crypto;
    }

    /// <summary>TXT c#, 1..65535; 0 before <see cref="Load"/>.</summary>
    public int ConfigurationNumber { get; private set; }

    /// <summary>The record that <see cref="BootStatus.Damaged"/> and <see cref="BootStatus.StoreFailed"/> are about.</summary>
    public StoreRecord Record { get; private set; }

    /// <summary>Numbers the database as it was numbered before, counts the configuration number up when anything differs, and brings kept values back.</summary>
    /// <param name="database">Just built, or loaded before: it then begins with the values it was built with.</param>
    /// <returns>Ready; Damaged when instance ids cannot be read, because a guess could give one thing's number to another; or StoreFailed.</returns>
    public BootStatus Load(AccessoryDatabase database)
    {
        lock (StackLock.Root)
        {
            // The start that follows a factory reset is one with the same database.
            database.ResetValues();
        }

        BootStatus status = LoadInstanceIds(database);
        status = status == BootStatus.Ready ? LoadConfiguration(database) : status;
        if (status == BootStatus.Ready)
        {
            LoadValues(database);
        }

        return status;
    }

    private BootStatus LoadInstanceIds(AccessoryDatabase database)
    {
        int count = ReadWhole(StoreRecord.InstanceIds, LastBufferBytes, out byte[] buffer);
        if (count < -1)
        {
            return BootStatus.Damaged;
        }

        database.RestoreInstanceIds(buffer, 0, count);
        byte[] record = database.SaveInstanceIds();
        return record == null || Write(StoreRecord.InstanceIds, record, record.Length) ? BootStatus.Ready : BootStatus.StoreFailed;
    }

    // HAP TXT c#: the new number is durable before anybody hears of it.
    private BootStatus LoadConfiguration(AccessoryDatabase database)
    {
        byte[] hash = new byte[AccessoryDatabase.StructureHashBytes];
        byte[] firmware = database.AccessoryAt(0).Information.FirmwareRevision.Bytes;
        byte[] buffer = new byte[ConfigurationRecord.MaxBytes];
        database.HashStructure(_crypto, hash, 0);
        int count = Read(StoreRecord.Configuration, buffer);
        if (count < -1)
        {
            return BootStatus.Damaged;
        }

        int number = ConfigurationRecord.Number(buffer, count, hash, firmware, out bool isNew);
        if (isNew && !Write(StoreRecord.Configuration, buffer, ConfigurationRecord.Write(number, hash, firmware, buffer)))
        {
            return BootStatus.StoreFailed;
        }

        ConfigurationNumber = number;
        return BootStatus.Ready;
    }

    // Damaged values are no reason to stay dark: the accessory starts with those of a new one. The store refuses to write over damage.
    private void LoadValues(AccessoryDatabase database)
    {
        int capacity = database.ValuesCapacityBytes;
        int count = ReadWhole(StoreRecord.Values, capacity < LastBufferBytes ? LastBufferBytes : capacity, out byte[] buffer);
        if (count < -1)
        {
            _store.Delete(StoreRecord.Values);
        }

        lock (StackLock.Root)
        {
            database.RestoreValues(buffer, 0, count);
        }
    }

    // The store does not tell damage from a buffer that is too small.
    private int ReadWhole(StoreRecord record, int largest, out byte[] buffer)
    {
        int capacity = FirstBufferBytes;
        buffer = new byte[capacity];
        int count = Read(record, buffer);
        while (count < -1 && capacity < largest)
        {
            capacity *= 2;
            buffer = new byte[capacity];
            count = Read(record, buffer);
        }

        return count;
    }

    private int Read(StoreRecord record, byte[] buffer)
    {
        Record = record;
        return _store.Read(record, buffer, 0, buffer.Length);
    }

    private bool Write(StoreRecord record, byte[] buffer, int count)
    {
        Record = record;
        return _store.Write(record, buffer, 0, count);
    }
}
