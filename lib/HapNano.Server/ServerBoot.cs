// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>Reads the state of an accessory at the start of a life, makes what is missing, and refuses to guess what is damaged.</summary>
internal sealed class ServerBoot
{
    /// <summary>Pause between two attempts to draw random numbers while the radio that feeds the chip's generator is not on yet.</summary>
    public const int RandomPauseMs = 200;

    private readonly HapServer _server;
    private readonly AccessoryDatabase _database;

    /// <summary>Nothing is read yet.</summary>
    public ServerBoot(HapServer server, AccessoryDatabase database)
    {
        _server = server;
        _database = database;
        State = new AccessoryState(server.Store, server.Crypto);
        DatabaseState = new DatabaseState(server.Store, server.Crypto);
    }

    /// <summary>Identity, setup record and pairings.</summary>
    public readonly AccessoryState State;

    /// <summary>Configuration number; the values are in the database.</summary>
    public readonly DatabaseState DatabaseState;

    /// <summary>Loads everything.</summary>
    /// <param name="wifi">The access point that is to open; null when none is.</param>
    /// <returns>False when somebody stopped the server before there was a first identity.</returns>
    /// <exception cref="ServerException">Something is damaged, or cannot be written.</exception>
    public bool TryLoad(WifiSetup wifi)
    {
        CheckRecords();
        SetupOptions setup = _server.Settings.Setup;
        BootStatus status = State.Load(setup);
        if (status == BootStatus.RandomNotReady)
        {
            TurnRadioOn(wifi);
        }

        while (status == BootStatus.RandomNotReady && !_server.IsEndWanted)
        {
            // First boot.
            Thread.Sleep(RandomPauseMs);
            status = State.Load(setup);
        }

        if (status == BootStatus.RandomNotReady)
        {
            return false;
        }

        Require(status, State.Record);
        if (setup != null)
        {
            // Done: the start that follows a factory reset keeps the record.
            setup.IsNewRecordWanted = false;
        }

        status = DatabaseState.Load(_database);
        Require(status, DatabaseState.Record);
        return true;
    }

    private static void TurnRadioOn(WifiSetup wifi)
    {
        Log.Write(LogLevel.Warning, LogCategory.Server, "first boot waits for randomness: no radio is on");
        if (wifi != null)
        {
            // Nothing turns it on but the access point, which is to open anyway.
            wifi.TurnRadioOn();
        }
    }

    // Whatever is damaged is said before anything is read, so that nothing is guessed and nothing written over it. Without the values the
    // accessory starts like a new one, and without the names' numbers discovery finds them again: it serves, and the damaged files are kept.
    private void CheckRecords()
    {
        FlashStore flash = _server.Store as FlashStore;
        if (flash == null)
        {
            return;
        }

        SetupOptions setup = _server.Settings.Setup;
        for (StoreRecord record = StoreRecord.Identity; record < StoreRecord.Values; record++)
        {
            bool isReplaced = record == StoreRecord.Setup && setup != null && setup.IsNewRecordWanted;
            if (flash.IsDamaged(record) && !(isReplaced && flash.Delete(record)))
            {
                throw Damaged(record);
            }
        }

        SetAside(flash, StoreRecord.Values);
        SetAside(flash, StoreRecord.Names);
    }

    private void SetAside(FlashStore flash, StoreRecord record)
    {
        if (!flash.IsDamaged(record))
        {
            return;
        }

        if (!flash.SetAside(record))
        {
            throw Damaged(record);
        }

        string name = FlashStore.NameOf(record);
        _server.Settings.Panel.Warn(
            "The stored record \"" + name + "\" is damaged: the accessory starts without it. The files are kept as " + name + ".0.damaged and " + name + ".1.damaged.");
    }

    private static void Require(BootStatus status, StoreRecord record)
    {
        switch (status)
        {
            case BootStatus.Damaged:
                throw Damaged(record);
            case BootStatus.StoreFailed:
                throw new ServerException(ServerFault.StateNotWritable, "The record \"" + FlashStore.NameOf(record) + "\" could not be written.");
            case BootStatus.SetupIsFixed:
                throw new ServerException(
                    ServerFault.SetupIsFixed, "The accessory is paired: its setup code and setup id stay as they are. Remove it from its controllers, or reset it, first.");
            default:
                break;
        }
    }

    private static ServerException Damaged(StoreRecord record)
    {
        return new ServerException(
            ServerFault.StateDamaged, "The stored record \"" + FlashStore.NameOf(record) + "\" is damaged. Nothing was replaced.");
    }
}
