// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>One accessory as a user adds it: who made it, and its services. Behind a bridge, one of several.</summary>
public sealed class Accessory
{
    /// <summary>The most services of an accessory, its information service included.</summary>
    public const int MaxServices = 100;

    private Service[] _services = new Service[0];
    private ulong _accessoryId;
    private AccessoryCategory _category = AccessoryCategory.Automatic;

    /// <summary>Makes an accessory.</summary>
    /// <param name="name">What users see first: 1..64 bytes of letters, digits, spaces and apostrophes, a letter or digit first and last.</param>
    /// <param name="maker">Manufacturer, 1..64 bytes.</param>
    /// <param name="model">Model, 2..64 bytes; also announced on the network.</param>
    /// <param name="serial">Serial number, 2..64 bytes, different for each device.</param>
    /// <param name="firmware">
    /// Version of the product's firmware, x[.y[.z]] in decimal numbers. Raise it with each release: controllers then read the accessory anew.
    /// </param>
    /// <param name="hardware">Version of the hardware, as <paramref name="firmware"/>; null for none.</param>
    /// <exception cref="DatabaseException">A text breaks its rule.</exception>
    public Accessory(string name, string maker, string model, string serial, string firmware = "1.0.0", string hardware = null)
    {
        Append(new AccessoryInformation(name, maker, model, serial, firmware, hardware));
        Information.Identify.Changed += OnIdentify;
    }

    /// <summary>Raised when a user wants to know which accessory this is.</summary>
    public event AccessoryIdentified Identified;

    /// <summary>
    /// HAP's <c>aid</c>. The only accessory, or the bridge, is 1. Each accessory behind a bridge needs a number of its own, 2..2^53-1, given by
    /// the program, the same for the life of the thing it stands for, and never given to another.
    /// </summary>
    /// <exception cref="DatabaseException">The database is built.</exception>
    public ulong AccessoryId
    {
        get => _accessoryId;
        set
        {
            CheckNotFrozen();
            _accessoryId = value;
        }
    }

    /// <summary>Name, maker, model, serial number and versions.</summary>
    public AccessoryInformation Information => (AccessoryInformation)_services[0];

    /// <summary>What kind of thing this is. Follows from the services unless the program sets it.</summary>
    /// <exception cref="DatabaseException">It is none that can be announced.</exception>
    public AccessoryCategory Category
    {
        get => HasCategory ? _category : PrimaryCategory();
        set
        {
            if (value == AccessoryCategory.BridgedAccessory || value < AccessoryCategory.Automatic || value > AccessoryCategory.TvStreamingStick)
            {
                throw new DatabaseException(DatabaseRule.Category, "Category: Automatic, or Other..TvStreamingStick");
            }

            _category = value;
        }
    }

    /// <summary>
    /// False while a bridge cannot reach the thing that this accessory stands for: controllers that read or write it hear that it does not answer, and
    /// still see it. Set it on a whole accessory; nobody is told, as controllers ask.
    /// </summary>
    public bool IsReachable
    {
        get => Information.Identify.IsReachable;
        set
        {
            lock (StackLock.Root)
            {
                for (int i = 0; i < _services.Length; i++)
                {
                    for (int j = 0; j < _services[i].CharacteristicCount; j++)
                    {
                        _services[i].CharacteristicAt(j).IsReachable = value;
                    }
                }
            }
        }
    }

    /// <summary>How many services it has, its information service included.</summary>
    public int ServiceCount => _services.Length;

    /// <summary>The database this accessory is part of; null before it is built.</summary>
    internal AccessoryDatabase Database;

    /// <summary>True when the program set the category.</summary>
    internal bool HasCategory => _category != AccessoryCategory.Automatic;

    /// <summary>Where this accessory's characteristics begin among those of the database.</summary>
    internal int FirstCharacteristic;

    /// <summary>How many characteristics all services have together; 0 before the database is built.</summary>
    internal int CharacteristicCount;

    /// <summary>Adds a service. The first one added is the primary service unless the program marks another.</summary>
    /// <param name="service">One that belongs to no accessory.</param>
    /// <exception cref="DatabaseException">It has an accessory, is an information service, there are 100 services, or the database is built.</exception>
    public void Add(Service service)
    {
        if (service == null)
        {
            throw new ArgumentNullException(nameof(service));
        }

        if (service.Type == AccessoryInformation.AppleType || service.Type == ProtocolInformation.AppleType)
        {
            throw new DatabaseException(DatabaseRule.InformationService, "Service: information services are added by the library");
        }

        if (service.Accessory != null)
        {
            throw new DatabaseException(DatabaseRule.Ownership, "Service: belongs to an accessory already");
        }

        Append(service);
    }

    /// <summary>The service at a position: accessory information first, then in the order they were added.</summary>
    /// <param name="index">0 to <see cref="ServiceCount"/> - 1.</param>
    public Service ServiceAt(int index)
    {
        return _services[index];
    }

    /// <summary>Asks the accessory to make itself known, as POST /identify and a write of Identify do.</summary>
    public void Identify()
    {
        lock (StackLock.Root)
        {
            RaiseIdentified();
            Database?.Listener?.IdentifyRequested(this);
        }
    }

    /// <summary>Puts the protocol information behind the accessory information, where every accessory 1 has it.</summary>
    internal void AddProtocolInformation()
    {
        Append(new ProtocolInformation());
        Service last = _services[_services.Length - 1];
        Array.Copy(_services, 1, _services, 2, _services.Length - 2);
        _services[1] = last;
    }

    /// <summary>Makes the structure final and moves the characteristics into the array of the whole database.</summary>
    /// <param name="database">Whose part this is from now on.</param>
    /// <param name="all">Receives the characteristics.</param>
    /// <param name="first">Position of the first one.</param>
    /// <returns>Position behind the last one.</returns>
    internal int Freeze(AccessoryDatabase database, Characteristic[] all, int first)
    {
        MarkPrimary();
        FirstCharacteristic = first;
        for (int i = 0; i < _services.Length; i++)
        {
            first = _services[i].MoveCharacteristics(all, first);
        }

        CharacteristicCount = first - FirstCharacteristic;
        Database = database;
        return first;
    }

    /// <summary>How many services and characteristics have this number from the program.</summary>
    internal int CountFixed(int instanceId)
    {
        int count = 0;
        for (int i = 0; i < _services.Length; i++)
        {
            count += _services[i].CountFixed(instanceId);
        }

        return count;
    }

    private void CheckNotFrozen()
    {
        if (Database != null)
        {
            throw new DatabaseException(DatabaseRule.Frozen, "Structure: stands once the database is built");
        }
    }

    private void Append(Service service)
    {
        CheckNotFrozen();

        if (_services.Length == MaxServices)
        {
            throw new DatabaseException(DatabaseRule.ServiceCount, "Accessory: at most 100 services");
        }

        var larger = new Service[_services.Length + 1];
        Array.Copy(_services, larger, _services.Length);
        larger[_services.Length] = service;
        _services = larger;
        service.Accessory = this;
    }

    private AccessoryCategory PrimaryCategory()
    {
        Service primary = FindPrimary();
        return primary == null ? AccessoryCategory.Other : primary.Category;
    }

    private void MarkPrimary()
    {
        Service primary = FindPrimary();
        if (primary != null)
        {
            primary.IsPrimary = true;
        }
    }

    // The one that the program marked, else the first that the program added for users to see.
    private Service FindPrimary()
    {
        Service first = null;
        for (int i = _services.Length - 1; i > 0; i--)
        {
            if (_services[i].IsPrimary)
            {
                return _services[i];
            }

            first = _services[i] is ProtocolInformation || _services[i].IsHidden ? first : _services[i];
        }

        return first;
    }

    private void RaiseIdentified()
    {
        try
        {
            Identified?.Invoke(this);
        }
        catch (Exception exception)
        {
            if (Database == null || !Database.NoteFailure(exception))
            {
                throw;
            }
        }
    }

    private void OnIdentify(bool value)
    {
        if (value)
        {
            Identify();
        }
    }
}
