// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;

namespace HapNano.Model;

/// <summary>
/// Everything that controllers see: one accessory, or a bridge and the accessories behind it. Built once, from then on its structure stands and
/// only values change.
/// </summary>
/// <remarks>
/// <para>Order at start: build; <see cref="RestoreInstanceIds"/> and, if it says so, store what <see cref="SaveInstanceIds"/> gives before anything is
/// announced; <see cref="RestoreValues"/>; <see cref="HashStructure"/> for <see cref="ConfigurationRecord"/>.</para>
/// <para>Internal members are used under <see cref="StackLock.Root"/>.</para>
/// </remarks>
public sealed class AccessoryDatabase
{
    /// <summary>The most accessories, the bridge included.</summary>
    public const int MaxAccessories = 150;

    /// <summary>The most bytes of a record of instance ids.</summary>
    internal const int MaxRecordBytes = InstanceIdMap.MaxBytes;

    /// <summary>Bytes of <see cref="HashStructure"/>.</summary>
    internal const int StructureHashBytes = 16;

    // One part of a unit's text at a time is hashed, behind the hash of what was before it.
    private const int HashPartBytes = 448;

    private readonly Accessory[] _accessories;

    // Those of all services, accessory by accessory; unit n of the body is number n.
    private readonly Characteristic[] _characteristics;
    private readonly JsonWriter _writer = new JsonWriter(new ByteSink());
    private InstanceIdMap _instanceIds;

    // Bytes of the body of GET /accessories without the values; 0 until it is asked for.
    private int _structureBytes;

    // Record of the kept values before the stored ones came; null before that.
    private byte[] _initialValues;

    // Requests name neighbours: where the last search ended.
    private int _lastAccessory;
    private int _lastFound;

    // Chain of services written in this request.
    private Service _firstWritten;

    /// <summary>Builds the database: checks every rule of <see cref="DatabaseRule"/>, adds the protocol information, and numbers what has no number.</summary>
    /// <param name="accessories">The only accessory, or the bridge followed by the accessories behind it.</param>
    /// <exception cref="DatabaseException">A rule is broken; the message names it.</exception>
    public AccessoryDatabase(params Accessory[] accessories)
    {
        DatabaseChecks.Check(accessories);
        accessories[0].AccessoryId = 1;
        accessories[0].AddProtocolInformation();
        _accessories = (Accessory[])accessories.Clone();
        _characteristics = new Characteristic[CountCharacteristics()];
        int position = 0;
        for (int i = 0; i < _accessories.Length; i++)
        {
            position = _accessories[i].Freeze(this, _characteristics, position);
        }

        AssignInstanceIds(new InstanceIdMap(null, 0, 0));
    }

    /// <summary>How many accessories it has.</summary>
    public int AccessoryCount => _accessories.Length;

    /// <summary>What TXT <c>ci</c> and the setup payload say: Bridge with several accessories, else the category of the only one.</summary>
    public AccessoryCategory Category =>
        _accessories.Length > 1 && !_accessories[0].HasCategory ? AccessoryCategory.Bridge : _accessories[0].Category;

    /// <summary>How many characteristics all accessories have together.</summary>
    internal int CharacteristicCount => _characteristics.Length;

    /// <summary>Who sends events and saves values; null for nobody.</summary>
    internal IDatabaseListener Listener;

    /// <summary>True between <see cref="BeginWrites"/> and <see cref="EndWrites"/>.</summary>
    internal bool IsInRequest;

    /// <summary>The most bytes that <see cref="SaveValues"/> gives.</summary>
    internal int ValuesCapacityBytes => ValueRecord.CapacityBytes(this);

    /// <summary>The accessory at a position: the first one has id 1.</summary>
    /// <param name="index">0 to <see cref="AccessoryCount"/> - 1.</param>
    public Accessory AccessoryAt(int index)
    {
        return _accessories[index];
    }

    /// <summary>The characteristic at a position: accessory by accessory, service by service.</summary>
    /// <param name="index">0 to <see cref="CharacteristicCount"/> - 1.</param>
    internal Characteristic CharacteristicAt(int index)
    {
        return _characteristics[index];
    }

    /// <summary>The characteristic with these ids; null when there is none.</summary>
    /// <remarks>Begins where the last search ended; at worst looks at every accessory and at every characteristic of one.</remarks>
    internal Characteristic Find(ulong accessoryId, ulong instanceId)
    {
        int tried = 0;
        while (_accessories[_lastAccessory].AccessoryId != accessoryId)
        {
            tried++;
            if (tried == _accessories.Length)
            {
                return null;
            }

            _lastAccessory = _lastAccessory + 1 == _accessories.Length ? 0 : _lastAccessory + 1;
            _lastFound = 0;
        }

        return instanceId <= InstanceIds.Last ? FindNear(_accessories[_lastAccessory], (int)instanceId) : null;
    }

    // Numbers mostly rise by one from a characteristic to the next, and by two from a service to the next: the distance from the last one found is the
    // distance in the array, or a little more. Other orders are found too, by going round.
    private Characteristic FindNear(Accessory accessory, int instanceId)
    {
        Characteristic[] characteristics = _characteristics;
        int first = accessory.FirstCharacteristic;
        int end = first + accessory.CharacteristicCount;
        int index = first + _lastFound;
        index += instanceId - characteristics[index].InstanceId;
        index = index < first ? first : index < end ? index : end - 1;
        int step = characteristics[index].InstanceId > instanceId ? -1 : 1;
        for (int i = first; i < end; i++)
        {
            Characteristic characteristic = characteristics[index];
            if (characteristic.InstanceId == instanceId)
            {
                _lastFound = index - first;
                return characteristic;
            }

            index += step;
            index = index < first ? end - 1 : index < end ? index : first;
        }

        return null;
    }

    /// <summary>A controller's request begins: <see cref="Service.Written"/> waits for its end.</summary>
    internal void BeginWrites()
    {
        IsInRequest = true;
    }

    /// <summary>The request has ended: raises <see cref="Service.Written"/> of every service written since <see cref="BeginWrites"/>, once each.</summary>
    internal void EndWrites()
    {
        IsInRequest = false;
        while (_firstWritten != null)
        {
            Service service = _firstWritten;
            _firstWritten = service.NextWritten;
            RaiseWritten(service);
        }
    }

    /// <summary>
    /// The product's own code has thrown. In a controller's request that is told to the listener and the request goes on: what was written stands, and
    /// what else was asked for is done. Where the program itself called, the exception is the program's.
    /// </summary>
    /// <returns>False when the exception is to go on to who called.</returns>
    internal bool NoteFailure(Exception exception)
    {
        if (!IsInRequest || Listener == null)
        {
            return false;
        }

        Listener.ProductFailed(exception);
        return true;
    }

    /// <summary>Notes a service, once, for <see cref="EndWrites"/>.</summary>
    internal void NoteWritten(Service service)
    {
        service.NextWritten = _firstWritten;
        _firstWritten = service;
    }

    /// <summary>
    /// Writes a part of the body of <c>GET /accessories</c>: one characteristic with the brackets around it. All units in order are the whole body.
    /// </summary>
    /// <param name="unit">0 and up.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="snapshot">
    /// Keeps the value of the unit's characteristic from the first call for it on, so that every later call for the same unit writes the same bytes;
    /// release it before the body. Null: the value now.
    /// </param>
    /// <returns>False behind the last unit; nothing is then written.</returns>
    /// <remarks>Allocates nothing.</remarks>
    internal bool WriteUnit(int unit, JsonWriter writer, ValueSnapshot snapshot)
    {
        if (unit >= _characteristics.Length)
        {
            return false;
        }

        snapshot?.Hold(_characteristics[unit]);
        DatabaseText.WriteUnit(writer, _characteristics, unit, true, snapshot);
        return true;
    }

    /// <summary>Bytes of the body of <c>GET /accessories</c> as it is now: what <see cref="WriteUnit"/> writes in all, without most of the work.</summary>
    /// <remarks>Only values change their width, so only they are looked at. Allocates nothing.</remarks>
    internal int MeasureText()
    {
        if (_structureBytes == 0)
        {
            _structureBytes = MeasureStructure();
        }

        _writer.Sink.Reset(null, 0, 0, 0);
        Characteristic[] characteristics = _characteristics;
        for (int i = 0; i < characteristics.Length; i++)
        {
            Characteristic characteristic = characteristics[i];
            CharacteristicDefinition definition = characteristic.Definition;
            if (definition.CanRead && !definition.IsControlPoint)
            {
                characteristic.WriteValue(_writer, null);
            }
        }

        return _structureBytes + _writer.Sink.Total;
    }

    /// <summary>Hash of everything in the body of <c>GET /accessories</c> except the values.</summary>
    /// <param name="crypto">Gives SHA-512.</param>
    /// <param name="hash">Receives <see cref="StructureHashBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <remarks>
    /// The body may be longer than all memory, so the hash is a chain: H = SHA-512(H | part) over the parts of each unit's text, 448 bytes at most
    /// each, H beginning as 64 zero bytes. Its first 16 bytes are the result.
    /// </remarks>
    internal void HashStructure(CryptoProvider crypto, byte[] hash, int offset)
    {
        var chain = new byte[CryptoProvider.HashBytes];
        var part = new byte[CryptoProvider.HashBytes + HashPartBytes];
        for (int i = 0; i < _characteristics.Length; i++)
        {
            int hashed = 0;
            do
            {
                _writer.Sink.Reset(part, CryptoProvider.HashBytes, HashPartBytes, hashed);
                DatabaseText.WriteUnit(_writer, _characteristics, i, false, null);
                Array.Copy(chain, part, CryptoProvider.HashBytes);
                crypto.Sha512(part, 0, CryptoProvider.HashBytes + _writer.Sink.Written, chain, 0);
                hashed += _writer.Sink.Written;
            }
            while (_writer.Sink.IsOverflowing);
        }

        Array.Copy(chain, 0, hash, offset, StructureHashBytes);
    }

    /// <summary>Numbers services and characteristics as the stored record says, and draws numbers for new ones.</summary>
    /// <param name="buffer">Holds the record <see cref="Storage.StoreRecord.InstanceIds"/>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes; 0 or less when there is no record.</param>
    /// <returns>True when numbers were drawn: <see cref="SaveInstanceIds"/> is to be stored before anything is announced.</returns>
    internal bool RestoreInstanceIds(byte[] buffer, int offset, int count)
    {
        var map = new InstanceIdMap(buffer, offset, count);
        AssignInstanceIds(map);
        _instanceIds = map.IsChanged ? map : null;
        return map.IsChanged;
    }

    /// <summary>Gives the record of instance ids, and forgets it: the numbers stand from now on.</summary>
    /// <returns>The record, of <see cref="InstanceIdMap"/>'s layout and at most <see cref="MaxRecordBytes"/> long; null when the stored one stands or this one was given already.</returns>
    internal byte[] SaveInstanceIds()
    {
        byte[] record = _instanceIds?.ToRecord(this);
        _instanceIds = null;
        return record;
    }

    /// <summary>Writes the record of kept values; <see cref="ValueRecord"/> has its layout.</summary>
    /// <param name="buffer">Receives at most <see cref="ValuesCapacityBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <returns>Bytes of the record.</returns>
    /// <remarks>Allocates nothing.</remarks>
    internal int SaveValues(byte[] buffer, int offset)
    {
        return ValueRecord.Save(this, _writer, buffer, offset);
    }

    /// <summary>
    /// Takes kept values back and moves the bound devices. Values of characteristics that are gone, and what is no value, are ignored; what is out of
    /// range is brought into it.
    /// </summary>
    /// <param name="buffer">Holds the record <see cref="Storage.StoreRecord.Values"/>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes; 0 or less when there is no record.</param>
    internal void RestoreValues(byte[] buffer, int offset, int count)
    {
        if (_initialValues == null)
        {
            var values = new byte[ValuesCapacityBytes];
            _initialValues = new byte[SaveValues(values, 0)];
            Array.Copy(values, _initialValues, _initialValues.Length);
        }

        ApplyValues(buffer, offset, count);
    }

    /// <summary>
    /// Gives kept values back what they were before <see cref="RestoreValues"/>, and moves the bound devices: a factory reset forgets the last owner's
    /// values too. Before instance ids are numbered anew; nothing to do in a database that was not loaded before.
    /// </summary>
    internal void ResetValues()
    {
        byte[] values = _initialValues;
        _initialValues = null;
        if (values != null)
        {
            ApplyValues(values, 0, values.Length);
        }
    }

    private void ApplyValues(byte[] record, int offset, int count)
    {
        BeginWrites();
        try
        {
            ValueRecord.Restore(this, record, offset, count);
        }
        finally
        {
            EndWrites();
        }
    }

    private void RaiseWritten(Service service)
    {
        try
        {
            service.RaiseWritten();
        }
        catch (Exception exception)
        {
            // The product's own code, which may throw anything. Before there is a host nobody hears of it but who starts it.
            if (Listener == null)
            {
                throw;
            }

            Listener.ProductFailed(exception);
        }
    }

    private int MeasureStructure()
    {
        int bytes = 0;
        _writer.Sink.Reset(null, 0, 0, 0);
        for (int i = 0; i < _characteristics.Length; i++)
        {
            DatabaseText.WriteUnit(_writer, _characteristics, i, false, null);
            bytes += CharacteristicText.FixedValueBytes(_characteristics[i].Definition);
        }

        return bytes + _writer.Sink.Total;
    }

    private int CountCharacteristics()
    {
        int count = 0;
        for (int i = 0; i < _accessories.Length; i++)
        {
            for (int j = 0; j < _accessories[i].ServiceCount; j++)
            {
                count += _accessories[i].ServiceAt(j).CharacteristicCount;
            }
        }

        return count;
    }

    private void AssignInstanceIds(InstanceIdMap map)
    {
        for (int i = 0; i < _accessories.Length; i++)
        {
            InstanceIds.Assign(_accessories[i], map);
        }

        _instanceIds = map;
        _structureBytes = 0;
    }
}
