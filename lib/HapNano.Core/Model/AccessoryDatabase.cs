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
/// announced; <see cref="RestoreValues"/>; <see cref="HashStructure"/> for the configuration number.</para>
/// <para>Internal members are used under <see cref="StackLock.Root"/>.</para>
/// </remarks>
public sealed class AccessoryDatabase
{
    /// <summary>The most accessories, the bridge included.</summary>
    public const int MaxAccessories = 150;

    /// <summary>Bytes of <see cref="HashStructure"/>.</summary>
    internal const int StructureHashBytes = 16;

    /// <summary>Builds the database: checks every rule of <see cref="DatabaseRule"/>, adds the protocol information, and numbers what has no number.</summary>
    /// <param name="accessories">The only accessory, or the bridge followed by the accessories behind it.</param>
    /// <exception cref="DatabaseException">A rule is broken; the message names it.</exception>
    public AccessoryDatabase(params Accessory[] accessories)
    {
        throw new NotImplementedException();
    }

    /// <summary>How many accessories it has.</summary>
    public int AccessoryCount => throw new NotImplementedException();

    /// <summary>What TXT <c>ci</c> and the setup payload say: Bridge with several accessories, else the category of the only one.</summary>
    public AccessoryCategory Category => throw new NotImplementedException();

    /// <summary>How many characteristics all accessories have together.</summary>
    internal int CharacteristicCount => throw new NotImplementedException();

    /// <summary>Who sends events and saves values; null for nobody.</summary>
    internal IDatabaseListener Listener { get; set; }

    /// <summary>True between <see cref="BeginWrites"/> and <see cref="EndWrites"/>.</summary>
    internal bool IsInRequest { get; private set; }

    /// <summary>The accessory at a position: the first one has id 1.</summary>
    /// <param name="index">0 to <see cref="AccessoryCount"/> - 1.</param>
    public Accessory AccessoryAt(int index)
    {
        throw new NotImplementedException();
    }

    /// <summary>The characteristic at a position: accessory by accessory, service by service.</summary>
    /// <param name="index">0 to <see cref="CharacteristicCount"/> - 1.</param>
    internal Characteristic CharacteristicAt(int index)
    {
        throw new NotImplementedException();
    }

    /// <summary>The characteristic with these ids; null when there is none.</summary>
    internal Characteristic Find(ulong accessoryId, ulong instanceId)
    {
        throw new NotImplementedException();
    }

    /// <summary>A controller's request begins: <see cref="Service.Written"/> waits for its end.</summary>
    internal void BeginWrites()
    {
        throw new NotImplementedException();
    }

    /// <summary>The request has ended: raises <see cref="Service.Written"/> of every service written since <see cref="BeginWrites"/>, once each.</summary>
    internal void EndWrites()
    {
        throw new NotImplementedException();
    }

    /// <summary>Notes a service for <see cref="EndWrites"/>.</summary>
    internal void NoteWritten(Service service)
    {
        throw new NotImplementedException();
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
    internal bool WriteUnit(int unit, JsonWriter writer, ValueSnapshot snapshot)
    {
        throw new NotImplementedException();
    }

    /// <summary>Hash of everything in the body of <c>GET /accessories</c> except the values.</summary>
    /// <param name="crypto">Gives SHA-512.</param>
    /// <param name="hash">Receives <see cref="StructureHashBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    internal void HashStructure(CryptoProvider crypto, byte[] hash, int offset)
    {
        throw new NotImplementedException();
    }

    /// <summary>Numbers services and characteristics as the stored record says, and draws numbers for new ones.</summary>
    /// <param name="buffer">Holds the record <see cref="Storage.StoreRecord.InstanceIds"/>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes; 0 or less when there is no record.</param>
    /// <returns>True when numbers were drawn: <see cref="SaveInstanceIds"/> is to be stored before anything is announced.</returns>
    internal bool RestoreInstanceIds(byte[] buffer, int offset, int count)
    {
        throw new NotImplementedException();
    }

    /// <summary>Gives the record of instance ids; InstanceIdMap has its layout.</summary>
    /// <returns>The record; not to be modified.</returns>
    internal byte[] SaveInstanceIds()
    {
        throw new NotImplementedException();
    }

    /// <summary>The most bytes that <see cref="SaveValues"/> gives.</summary>
    internal int ValuesCapacityBytes => throw new NotImplementedException();

    /// <summary>Writes the record of kept values; ValueRecord has its layout.</summary>
    /// <param name="buffer">Receives at most <see cref="ValuesCapacityBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <returns>Bytes of the record.</returns>
    /// <remarks>Allocates nothing.</remarks>
    internal int SaveValues(byte[] buffer, int offset)
    {
        throw new NotImplementedException();
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
        throw new NotImplementedException();
    }
}
