// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>One value of a service: what controllers read, write and watch.</summary>
/// <remarks>
/// <para>Heap on the board: 96 bytes, that is 8 cells of 12: the object's header, four fields here and three in each subclass (value, device,
/// subscribers of Changed). The text of a string, the bytes of data, and delegates of those who subscribe come on top.</para>
/// <para>Values that the program or a device sets are brought into the range, because one value outside it makes a controller refuse the whole
/// accessory; values that a controller writes are checked and refused. Members may be used from any thread: they take <see cref="StackLock.Root"/>.</para>
/// </remarks>
public abstract class Characteristic
{
    private const int MaxInstanceId = 0xFFFF;
    private const int KeptFlag = 0x10000;
    private const int FixedInstanceIdFlag = 0x20000;
    private const int UnreachableFlag = 0x40000;
    private const int SlotMask = 0xFFFF;
    private const int PendingShift = 16;

    // What Definition gives: it is asked for several times in every request, and a property costs the interpreter four times a field.
    private protected CharacteristicDefinition _definition;

    // Instance id in bits 0..15; flags above it.
    private int _identity;

    // One bit a connection: subscribed in bits 0..15, an event to be sent in bits 16..31.
    private int _slots;

    /// <summary>For the subclasses of this assembly.</summary>
    /// <param name="definition">What is the same for every characteristic of the type.</param>
    private protected Characteristic(CharacteristicDefinition definition)
    {
        _definition = definition ?? throw new ArgumentNullException(nameof(definition));
    }

    /// <summary>What is the same for every characteristic of this type, narrowed to what this accessory supports.</summary>
    public CharacteristicDefinition Definition => _definition;

    /// <summary>The service that holds this characteristic; null before it is added to one.</summary>
    public Service Service { get; internal set; }

    /// <summary>
    /// HAP's <c>iid</c>, unique in the accessory over services and characteristics. 0 before the database is built. A program may give
    /// a number itself, 10..65535; it must then stay for the life of the product. Numbers not given are drawn once and stored.
    /// </summary>
    /// <exception cref="DatabaseException">The number is out of range, or the database is built.</exception>
    public int InstanceId
    {
        get => _identity & MaxInstanceId;
        set
        {
            InstanceIds.CheckGiven(value, Service);
            AssignInstanceId(value);
            _identity |= FixedInstanceIdFlag;
        }
    }

    /// <summary>
    /// True when the value comes back after a restart. So do the settings of users in Apple's services, unless the program says otherwise.
    /// </summary>
    /// <exception cref="DatabaseException">The value may have more than 256 bytes, or cannot be read, or the database is built.</exception>
    public bool IsKept
    {
        get => (_identity & KeptFlag) != 0;
        set
        {
            CheckNotFrozen();
            if (value && (!Definition.CanRead || Definition.MaxLength > CharacteristicDefinition.LargestMaxStringBytes))
            {
                throw new DatabaseException(DatabaseRule.Kept, "Kept: the value can be read and has at most 256 bytes");
            }

            _identity = value ? _identity | KeptFlag : _identity & ~KeptFlag;
        }
    }

    /// <summary>True when the program gave the instance id.</summary>
    internal bool HasFixedInstanceId => (_identity & FixedInstanceIdFlag) != 0;

    /// <summary>False while the accessory cannot be reached.</summary>
    internal bool IsReachable
    {
        get => (_identity & UnreachableFlag) == 0;
        set => _identity = value ? _identity & ~UnreachableFlag : _identity | UnreachableFlag;
    }

    /// <summary>True when at least one connection is subscribed.</summary>
    internal bool HasSubscribers => (_slots & SlotMask) != 0;

    /// <summary>Who sends events and saves values; null before the host is made.</summary>
    private protected IDatabaseListener Listener => Service?.Accessory?.Database?.Listener;

    /// <summary>Sets the instance id, 1..65535, without making it the program's.</summary>
    internal void AssignInstanceId(int value)
    {
        _identity = (_identity & ~MaxInstanceId) | value;
    }

    /// <summary>True when the connection wants events.</summary>
    /// <param name="slot">The connection's number, 0..15.</param>
    internal bool IsSubscribed(int slot)
    {
        return (_slots & (1 << slot)) != 0;
    }

    /// <summary>Subscribes or unsubscribes a connection; an event that waits for it goes with the subscription.</summary>
    /// <param name="slot">The connection's number, 0..15.</param>
    /// <param name="isSubscribed">What it wants.</param>
    internal void SetSubscribed(int slot, bool isSubscribed)
    {
        _slots = isSubscribed ? _slots | (1 << slot) : _slots & ~(0x10001 << slot);
    }

    /// <summary>True when an event is to be sent to the connection.</summary>
    /// <param name="slot">The connection's number, 0..15.</param>
    internal bool IsPending(int slot)
    {
        return (_slots & (1 << (slot + PendingShift))) != 0;
    }

    /// <summary>Marks an event for one subscriber, or takes the mark off.</summary>
    /// <param name="slot">The connection's number, 0..15.</param>
    /// <param name="isPending">True marks the connection if it is subscribed.</param>
    internal void SetPending(int slot, bool isPending)
    {
        int bit = 1 << (slot + PendingShift);
        _slots = isPending && IsSubscribed(slot) ? _slots | bit : _slots & ~bit;
    }

    /// <summary>True when both have the same type.</summary>
    internal bool HasTypeOf(CharacteristicDefinition other)
    {
        return TypeName.AreEqual(Definition.Type, Definition.VendorType, other.Type, other.VendorType);
    }

    /// <summary>Tells whether <see cref="Write"/> would take a value, and does nothing with it.</summary>
    /// <param name="value">Positioned on the value's token.</param>
    internal abstract bool IsValid(JsonReader value);

    /// <summary>
    /// Checks a written value (type, range, step, valid values, length), tells the bound device, and keeps the value. Whether the controller
    /// may write at all is the caller's question.
    /// </summary>
    /// <param name="value">Positioned on the value's token.</param>
    /// <param name="isCorrected">
    /// True when the value afterwards is not the one written, because the device corrected it: the writer then gets an event like everybody else.
    /// </param>
    /// <returns>Success; InvalidValue; or the device's refusal, with the value unchanged.</returns>
    /// <remarks>Allocates nothing except for strings and data. End a request with <see cref="AccessoryDatabase.EndWrites"/>.</remarks>
    internal abstract HapStatus Write(JsonReader value, out bool isCorrected);

    /// <summary>Writes the value as JSON.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="snapshot">The value to write, held for this characteristic; null for the value now.</param>
    internal abstract void WriteValue(JsonWriter writer, ValueSnapshot snapshot);

    /// <summary>Writes the members <c>format</c>, <c>unit</c>, <c>minValue</c>, <c>maxValue</c>, <c>minStep</c>, <c>maxLen</c>, <c>maxDataLen</c>,
    /// <c>valid-values</c>, as far as there are, each with a comma before it.</summary>
    internal void WriteMetadata(JsonWriter writer)
    {
        CharacteristicText.WriteMetadata(writer, _definition);
    }

    /// <summary>Writes the member <c>perms</c> with a comma before it.</summary>
    internal void WritePermissions(JsonWriter writer)
    {
        CharacteristicText.WritePermissions(writer, _definition);
    }

    /// <summary>Writes the member <c>type</c> with a comma before it.</summary>
    internal void WriteType(JsonWriter writer)
    {
        CharacteristicText.WriteType(writer, _definition);
    }

    /// <summary>Puts the value into a snapshot.</summary>
    internal abstract void Capture(ValueSnapshot snapshot);

    /// <summary>Takes a value stored as <see cref="WriteValue"/> wrote it, brought into the range, and moves the bound device.
    /// What is no value of this format is ignored.</summary>
    /// <param name="value">Positioned on the value's token.</param>
    internal abstract void Restore(JsonReader value);

    /// <summary>For types with <c>aa</c>: decides about the authorization data of a write. A class that derives from one of the formats' classes says how.</summary>
    /// <param name="data">Holds the data, decoded; null when the request has none.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes.</param>
    /// <returns>False: the controller gets InsufficientAuthorization.</returns>
    protected internal virtual bool IsAuthorized(byte[] data, int offset, int count)
    {
        return true;
    }

    /// <summary>Refuses changes of the structure once the database is built.</summary>
    private protected void CheckNotFrozen()
    {
        Service.CheckNotFrozen(Service);
    }

    /// <summary>Refuses a second device, and none.</summary>
    private protected static void CheckBindable(object device, object bound)
    {
        if (device == null)
        {
            throw new ArgumentNullException(nameof(device));
        }

        if (bound != null)
        {
            throw new InvalidOperationException();
        }
    }

    /// <summary>Compares whole arrays.</summary>
    internal static bool AreEqual(byte[] left, byte[] right)
    {
        return left.Length == right.Length && ByteText.AreEqual(left, 0, right, right.Length);
    }

    /// <summary>The value differs from what it was: subscribers and flash are told.</summary>
    private protected void NoteChanged()
    {
        if (_definition.CanRead)
        {
            Service?.Accessory?.Database?.Listener?.ValueChanged(this);
        }
    }

    /// <summary>
    /// Raises Changed. A handler of the product that throws does not undo the change: in a controller's request the write stands; otherwise the exception
    /// goes on to who called.
    /// </summary>
    private protected void TellChanged()
    {
        try
        {
            RaiseChanged();
        }
        catch (Exception exception)
        {
            AccessoryDatabase database = Service?.Accessory?.Database;
            if (database == null || !database.NoteFailure(exception))
            {
                throw;
            }
        }
    }

    /// <summary>Calls those who subscribed to the Changed of the subclass.</summary>
    private protected virtual void RaiseChanged()
    {
    }

    /// <summary>A value was written by a controller, the program or from flash: the service tells at the end of the request.</summary>
    private protected void NoteWritten()
    {
        Service?.NoteWritten();
    }
}
