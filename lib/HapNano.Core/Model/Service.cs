// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>
/// What a user sees as one thing: a lamp, a button. Apple's services are classes of their own, made at build time for the program that names them in
/// its project; a maker's own is an instance or a subclass of this one, with characteristics added to it.
/// </summary>
/// <example>
/// <code>
/// var level = new FloatCharacteristic(new CharacteristicDefinition("…a UUID…", CharacteristicFormat.Float, minimum: 0, maximum: 100));
/// var tank = new Service("…another UUID…");
/// tank.Add(level);
/// </code>
/// </example>
public class Service
{
    /// <summary>The most characteristics in a service.</summary>
    public const int MaxCharacteristics = 100;

    private const int MaxInstanceId = 0xFFFF;
    private const int PrimaryFlag = 0x10000;
    private const int HiddenFlag = 0x20000;
    private const int WrittenFlag = 0x40000;
    private const int FixedInstanceIdFlag = 0x80000;

    private static readonly Service[] s_noServices = new Service[0];

    // Until the database is built the service's own array; then the database's, which holds those of all services.
    private Characteristic[] _characteristics = new Characteristic[1];
    private int _count;
    private Service[] _linked = s_noServices;

    // Instance id in bits 0..15; flags above it, because a field of its own costs 12 bytes in every service.
    private int _identity;

    /// <summary>Makes a service of a maker's own type.</summary>
    /// <param name="uuid">A UUID of 36 characters, drawn once for this type. One of Apple's is the same as its number.</param>
    /// <param name="category">What an accessory is whose primary service this is.</param>
    /// <exception cref="DatabaseException">It is no UUID.</exception>
    public Service(string uuid, AccessoryCategory category = AccessoryCategory.Other)
    {
        VendorType = TypeName.Parse(uuid, out int type);
        Type = type;
        Category = category;
    }

    /// <summary>Makes a service of one of Apple's types.</summary>
    /// <param name="type">Apple's number: 0x43 for a light bulb.</param>
    /// <param name="category">What an accessory is whose primary service this is.</param>
    /// <exception cref="DatabaseException">The number is below 1.</exception>
    public Service(int type, AccessoryCategory category = AccessoryCategory.Other)
    {
        if (type <= 0)
        {
            throw new DatabaseException(DatabaseRule.Type, "Type: Apple's numbers are 1 or more");
        }

        Type = type;
        Category = category;
    }

    /// <summary>
    /// Raised once after every request of a controller that wrote characteristics of this service, after a value that the program set, and after
    /// values were restored at start: the place to move a device that takes several values at once, such as an RGB lamp.
    /// </summary>
    public event ServiceWritten Written;

    /// <summary>Apple's number; 0 for a maker's own type.</summary>
    public int Type { get; }

    /// <summary>What an accessory is whose primary service this is.</summary>
    public AccessoryCategory Category { get; }

    /// <summary>The accessory that holds this service; null before it is added to one.</summary>
    public Accessory Accessory { get; internal set; }

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
            InstanceIds.CheckGiven(value, this);
            AssignInstanceId(value);
            SetFlag(FixedInstanceIdFlag, true);
        }
    }

    /// <summary>True for the service that the accessory is about. The first one added is, when the program marks none.</summary>
    /// <exception cref="DatabaseException">The database is built.</exception>
    public bool IsPrimary
    {
        get => HasFlag(PrimaryFlag);
        set
        {
            CheckNotFrozen(this);
            SetFlag(PrimaryFlag, value);
        }
    }

    /// <summary>True when controllers must not show this service; all of its characteristics are then hidden ones.</summary>
    /// <exception cref="DatabaseException">The database is built.</exception>
    public bool IsHidden
    {
        get => HasFlag(HiddenFlag);
        set
        {
            CheckNotFrozen(this);
            SetFlag(HiddenFlag, value);
        }
    }

    /// <summary>How many characteristics it has.</summary>
    public int CharacteristicCount => _count;

    /// <summary>The UUID of a maker's own type, 36 bytes of upper-case ASCII; null for Apple's.</summary>
    internal readonly byte[] VendorType;

    /// <summary>True when the program gave the instance id.</summary>
    internal bool HasFixedInstanceId => HasFlag(FixedInstanceIdFlag);

    /// <summary>Services of the same accessory that belong to this one; not to be modified.</summary>
    internal Service[] Linked => _linked;

    /// <summary>Where its characteristics begin: in its own array, then among those of the database.</summary>
    internal int FirstCharacteristic;

    /// <summary>The next service whose <see cref="Written"/> waits for the end of the request.</summary>
    internal Service NextWritten;

    /// <summary>Adds a characteristic.</summary>
    /// <param name="characteristic">One that belongs to no service.</param>
    /// <exception cref="DatabaseException">It has a service, the service has one of its type or 100 of them, or the database is built.</exception>
    public void Add(Characteristic characteristic)
    {
        CheckNotFrozen(this);
        if (characteristic.Service != null)
        {
            throw new DatabaseException(DatabaseRule.Ownership, "Characteristic: belongs to a service already");
        }

        if (Find(characteristic.Definition) != null)
        {
            throw new DatabaseException(DatabaseRule.CharacteristicTwice, "Service: has a characteristic of this type already");
        }

        if (_count == MaxCharacteristics)
        {
            throw new DatabaseException(DatabaseRule.CharacteristicCount, "Service: at most 100 characteristics");
        }

        if (_count == _characteristics.Length)
        {
            var larger = new Characteristic[_count + 1];
            Array.Copy(_characteristics, larger, _count);
            _characteristics = larger;
        }

        _characteristics[_count] = characteristic;
        _count++;
        characteristic.Service = this;
    }

    /// <summary>Says that another service belongs to this one, such as an input to its television.</summary>
    /// <param name="other">A service of the same accessory.</param>
    /// <exception cref="DatabaseException">It is this service, it is linked already, or the database is built.</exception>
    public void Link(Service other)
    {
        CheckNotFrozen(this);
        if (other == null || other == this || Array.IndexOf(_linked, other) >= 0)
        {
            throw new DatabaseException(DatabaseRule.LinkedService, "Linked service: another one, once");
        }

        var larger = new Service[_linked.Length + 1];
        Array.Copy(_linked, larger, _linked.Length);
        larger[_linked.Length] = other;
        _linked = larger;
    }

    /// <summary>The characteristic at a position, in the order they were added.</summary>
    /// <param name="index">0 to <see cref="CharacteristicCount"/> - 1.</param>
    public Characteristic CharacteristicAt(int index)
    {
        if (index < 0 || index >= _count)
        {
            throw new ArgumentOutOfRangeException(nameof(index));
        }

        return _characteristics[FirstCharacteristic + index];
    }

    /// <summary>The characteristic of a type; null when there is none.</summary>
    public Characteristic Find(CharacteristicDefinition definition)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_characteristics[FirstCharacteristic + i].HasTypeOf(definition))
            {
                return _characteristics[FirstCharacteristic + i];
            }
        }

        return null;
    }

    /// <summary>Refuses changes of the structure once the database is built.</summary>
    /// <param name="service">May be null: a characteristic without a service.</param>
    internal static void CheckNotFrozen(Service service)
    {
        if (service?.Accessory?.Database != null)
        {
            throw new DatabaseException(DatabaseRule.Frozen, "Structure: stands once the database is built");
        }
    }

    /// <summary>Sets the instance id, 1..65535, without making it the program's.</summary>
    internal void AssignInstanceId(int value)
    {
        _identity = (_identity & ~MaxInstanceId) | value;
    }

    /// <summary>How often this number was given by the program to the service and its characteristics.</summary>
    internal int CountFixed(int instanceId)
    {
        int count = HasFixedInstanceId && InstanceId == instanceId ? 1 : 0;
        for (int i = 0; i < _count; i++)
        {
            Characteristic characteristic = _characteristics[FirstCharacteristic + i];
            count += characteristic.HasFixedInstanceId && characteristic.InstanceId == instanceId ? 1 : 0;
        }

        return count;
    }

    /// <summary>Moves the characteristics into the array of the whole database.</summary>
    /// <param name="all">Receives them.</param>
    /// <param name="first">Position of the first one.</param>
    /// <returns>Position behind the last one.</returns>
    internal int MoveCharacteristics(Characteristic[] all, int first)
    {
        Array.Copy(_characteristics, FirstCharacteristic, all, first, _count);
        _characteristics = all;
        FirstCharacteristic = first;
        return first + _count;
    }

    /// <summary>A value was written: <see cref="Written"/> follows when the request ends, or at once outside one.</summary>
    internal void NoteWritten()
    {
        if (Written == null)
        {
            return;
        }

        AccessoryDatabase database = Accessory?.Database;
        if (database == null || !database.IsInRequest)
        {
            RaiseWritten();
        }
        else if ((_identity & WrittenFlag) == 0)
        {
            _identity |= WrittenFlag;
            database.NoteWritten(this);
        }
    }

    /// <summary>Raises <see cref="Written"/>.</summary>
    internal void RaiseWritten()
    {
        _identity &= ~WrittenFlag;
        NextWritten = null;
        Written?.Invoke(this);
    }

    private bool HasFlag(int flag)
    {
        return (_identity & flag) != 0;
    }

    private void SetFlag(int flag, bool isSet)
    {
        _identity = isSet ? _identity | flag : _identity & ~flag;
    }
}
