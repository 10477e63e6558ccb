// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>What an accessory must know before it may speak: identity, setup record, pairings and failed attempts, read or made at boot.</summary>
/// <remarks>
/// <para>The store is called directly, so this runs before the stack does and outside its lock.</para>
/// <para>Failed attempts are stored as two bytes: version 1, count 0..100.</para>
/// <para>An identity record of the one byte 0 says that a factory reset is under way; <see cref="Load"/> goes on with it.</para>
/// </remarks>
public sealed class AccessoryState
{
    /// <summary>Bytes of the stored record of failed attempts.</summary>
    internal const int AttemptsBytes = 2;

    /// <summary>Version of the stored record of failed attempts.</summary>
    internal const byte AttemptsVersion = 1;

    // In the place of DeviceIdentity's version.
    private const byte ResetVersion = 0;

    private readonly IStore _store;
    private readonly CryptoProvider _crypto;
    private byte[] _buffer;

    /// <summary>Prepares to read the state of one accessory.</summary>
    /// <param name="store">Its records.</param>
    /// <param name="crypto">Arithmetic and randomness.</param>
    /// <exception cref="ArgumentNullException">One of them is missing.</exception>
    public AccessoryState(IStore store, CryptoProvider crypto)
    {
        if (store == null || crypto == null)
        {
            throw new ArgumentNullException();
        }

        _store = store;
        _crypto = crypto;
    }

    /// <summary>Device id and long-term key; null before <see cref="Load"/>.</summary>
    public DeviceIdentity Identity { get; private set; }

    /// <summary>Salt, verifier, setup id and code; null before <see cref="Load"/>.</summary>
    public SetupRecord Setup { get; private set; }

    /// <summary>The controllers.</summary>
    public PairingTable Pairings { get; } = new PairingTable();

    /// <summary>Wrong setup codes since the last right one, 0..100.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>The record that <see cref="BootStatus.Damaged"/> and <see cref="BootStatus.StoreFailed"/> are about.</summary>
    public StoreRecord Record { get; private set; }

    /// <summary>Removes everything but the setup record; the next <see cref="Load"/> draws a new identity.</summary>
    /// <returns>False when the store refused: nothing is removed, or the next <see cref="Load"/> goes on with it.</returns>
    /// <exception cref="ArgumentNullException">There is no store.</exception>
    public static bool FactoryReset(IStore store)
    {
        if (store == null)
        {
            throw new ArgumentNullException();
        }

        // One write decides: before it everything stands, behind it the accessory is another one, whenever the power fails. A damaged identity is
        // not written over: it goes first. The mark goes last, and says until then that the reset is under way.
        byte[] mark = new byte[] { ResetVersion };
        bool isDone = store.Write(StoreRecord.Identity, mark, 0, 1)
            || (store.Delete(StoreRecord.Identity) && store.Write(StoreRecord.Identity, mark, 0, 1));
        return isDone
            && store.Delete(StoreRecord.Pairings)
            && store.Delete(StoreRecord.Attempts)
            && store.Delete(StoreRecord.Values)
            && store.Delete(StoreRecord.Configuration)
            && store.Delete(StoreRecord.InstanceIds)
            && store.Delete(StoreRecord.Names)
            && store.Delete(StoreRecord.Identity);
    }

    /// <summary>Reads all records and makes those that a first boot lacks. May be called again until it is ready.</summary>
    /// <param name="options">Wishes about the setup record; null for none.</param>
    /// <returns>Ready, or why not.</returns>
    /// <exception cref="ArgumentException">The wanted setup code or setup id is not valid.</exception>
    public BootStatus Load(SetupOptions options)
    {
        options = options ?? new SetupOptions();
        if (!IsValid(options))
        {
            throw new ArgumentException();
        }

        _buffer = new byte[StoreTransaction.CapacityBytes];
        BootStatus status = FinishReset();
        status = status == BootStatus.Ready ? LoadPairings() : status;
        status = status == BootStatus.Ready ? LoadIdentity() : status;
        status = status == BootStatus.Ready ? LoadAttempts() : status;
        status = status == BootStatus.Ready ? LoadSetup(options) : status;
        Array.Clear(_buffer, 0, _buffer.Length);
        _buffer = null;
        return status;
    }

    private static bool IsValid(SetupOptions options)
    {
        return (options.Code == null || SetupCode.IsValid(options.Code, 0, options.Code.Length))
            && (options.SetupId == null || SetupId.IsValid(options.SetupId, 0, options.SetupId.Length));
    }

    private BootStatus FinishReset()
    {
        bool isUnderWay = Read(StoreRecord.Identity) == 1 && _buffer[0] == ResetVersion;
        return !isUnderWay || FactoryReset(_store) ? BootStatus.Ready : BootStatus.StoreFailed;
    }

    private BootStatus LoadPairings()
    {
        if (Pairings.IsPaired)
        {
            return BootStatus.Ready;
        }

        int count = Read(StoreRecord.Pairings);
        if (count == -1)
        {
            return BootStatus.Ready;
        }

        if (count < 0 || !Pairings.TryLoad(_buffer, count))
        {
            return BootStatus.Damaged;
        }

        if (!Pairings.IsPaired || Pairings.HasAdmin)
        {
            return BootStatus.Ready;
        }

        // HAP Remove Pairing: the power failed between the last administrator and the rest. Composing leaves nobody.
        count = Pairings.ComposeWithout(_buffer, 0);
        Pairings.Apply(_buffer);
        return Write(StoreRecord.Pairings, count);
    }

    private BootStatus LoadIdentity()
    {
        // The configuration record is the last one of a first boot, and goes before the identity in a reset: beside it an identity that is not
        // there was lost, and the accessory must not become another one on its own.
        bool isFirstBoot = !Pairings.IsPaired && Read(StoreRecord.Configuration) == -1;
        int count = Read(StoreRecord.Identity);
        if (count == -1 && isFirstBoot)
        {
            if (!DeviceIdentity.TryDraw(_crypto, _buffer))
            {
                return BootStatus.RandomNotReady;
            }

            count = DeviceIdentity.StoredBytes;
            BootStatus status = Write(StoreRecord.Identity, count);
            if (status != BootStatus.Ready)
            {
                return status;
            }
        }

        Identity = DeviceIdentity.Read(_crypto, _buffer, count);
        return Identity == null ? BootStatus.Damaged : BootStatus.Ready;
    }

    private BootStatus LoadAttempts()
    {
        int count = Read(StoreRecord.Attempts);
        if (count == -1)
        {
            return BootStatus.Ready;
        }

        if (count < AttemptsBytes || _buffer[0] != AttemptsVersion)
        {
            return BootStatus.Damaged;
        }

        FailedAttempts = _buffer[1];
        return BootStatus.Ready;
    }

    private BootStatus LoadSetup(SetupOptions options)
    {
        int count = Read(StoreRecord.Setup);
        if (count == -1)
        {
            return MakeSetup(options);
        }

        if (options.IsNewRecordWanted)
        {
            return Pairings.IsPaired ? BootStatus.SetupIsFixed : MakeSetup(options);
        }

        Setup = SetupRecord.Read(_buffer, count);
        return Setup == null ? BootStatus.Damaged : AdjustSetup(options);
    }

    // The stored record is whole: does it agree with what is wanted?
    private BootStatus AdjustSetup(SetupOptions options)
    {
        bool isOtherCode = options.Code != null && !Setup.Matches(_crypto, options.Code);
        bool isOtherId = options.SetupId != null && !_crypto.FixedTimeEquals(options.SetupId, 0, Setup.SetupId, 0, SetupId.TextBytes);
        if (!isOtherCode && !isOtherId)
        {
            return BootStatus.Ready;
        }

        if (Pairings.IsPaired)
        {
            return BootStatus.SetupIsFixed;
        }

        if (isOtherCode)
        {
            return MakeSetup(options);
        }

        Setup.Rename(options.SetupId);
        return WriteSetup();
    }

    private BootStatus MakeSetup(SetupOptions options)
    {
        Setup = SetupRecord.Create(_crypto, options.Code, options.SetupId);
        return Setup == null ? BootStatus.RandomNotReady : WriteSetup();
    }

    private BootStatus WriteSetup()
    {
        Setup.Write(_buffer);
        return Write(StoreRecord.Setup, SetupRecord.StoredBytes);
    }

    private int Read(StoreRecord record)
    {
        Record = record;
        return _store.Read(record, _buffer, 0, _buffer.Length);
    }

    private BootStatus Write(StoreRecord record, int count)
    {
        Record = record;
        return _store.Write(record, _buffer, 0, count) ? BootStatus.Ready : BootStatus.StoreFailed;
    }
}
