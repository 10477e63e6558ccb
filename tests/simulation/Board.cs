// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Crypto;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Server;
using HapNano.Storage;
using HapNano.Tests;

namespace HapNano.Simulation;

/// <summary>The accessory from one boot to the next power cut: the real host and store, and a product with one characteristic for each rule.</summary>
internal sealed class Board : IHapHostListener
{
    public const string Code = "518-08-582";

    public const int On = 11;
    public const int Brightness = 12;
    public const int Button = 21;

    private const string Uuid = "4C2E00F8-9A6B-4D2A-8C3C-5B1B6D7F0";
    private readonly AccessoryState _state;

    /// <summary>Boots.</summary>
    /// <param name="store">Its flash.</param>
    /// <param name="crypto">Its arithmetic.</param>
    public Board(FlashStore store, CryptoProvider crypto)
    {
        Store = store;
        _state = new AccessoryState(store, crypto);
        Require(_state.Load(new SetupOptions { Code = Hex.Utf8(Code) }), _state.Record);
        Database = new AccessoryDatabase(NewAccessory());
        var databaseState = new DatabaseState(store, crypto);
        Require(databaseState.Load(Database), databaseState.Record);
        Host = new HapHost(Database, databaseState, _state, crypto, this);
        Values = new byte[Host.ValuesCapacityBytes];
    }

    public FlashStore Store { get; }

    public AccessoryDatabase Database { get; }

    public HapHost Host { get; }

    public Lightbulb Lamp { get; } = new() { InstanceId = 10 };

    public StatelessProgrammableSwitch Switch { get; } = new() { InstanceId = 20 };

    /// <summary>Where the flash thread keeps the values that it writes.</summary>
    public byte[] Values { get; }

    /// <summary>The host said that the worker has something to do.</summary>
    public bool IsWorkReady { get; set; }

    /// <summary>How often somebody asked which accessory this is.</summary>
    public int Identified { get; private set; }

    public string Identity => Hex.Text(_state.Identity.DeviceId) + Hex.Text(_state.Identity.Seed);

    public int FailedAttempts => _state.FailedAttempts;

    /// <summary>The characteristics as HAP describes them.</summary>
    public static ModelCharacteristic[] NewModel() =>
    [
        new(On, "bool", "pr pw ev", "false", isKept: true),
        new(Brightness, "int", "pr pw ev", "50", max: 100, isKept: true),
        new(Button, "event", "pr ev", "null"),
        new(31, "uint8", "pw", "7"),
        new(32, "uint8", "pr", "7"),
        new(33, "uint8", "pr pw ev tw", "7"),
        new(34, "uint8", "pr pw wr", "7"),
        new(35, "uint8", "pr pw ev admin", "7"),
        new(36, "string", "pr pw ev", "\"text\"", max: 64),
    ];

    /// <summary>A stored table of pairings as the model writes one.</summary>
    public static ModelTable ReadTable(byte[] record)
    {
        var table = new ModelTable();
        for (int i = 0; i < record[1]; i++)
        {
            int start = 2 + (i * 70);
            table.Set(
                Encoding.ASCII.GetString(record, start + 1, record[start]), Convert.ToHexString(record, start + 37, 32), record[start + 69]);
        }

        return table;
    }

    /// <summary>The pairings that were loaded.</summary>
    public ModelTable Table()
    {
        var table = new ModelTable();
        PairingTable pairings = _state.Pairings;
        for (int slot = 0; slot < PairingTable.Capacity; slot++)
        {
            int pairing = pairings.At(slot);
            if (pairing != 0)
            {
                table.Set(
                    Encoding.ASCII.GetString(pairings.Bytes, pairings.IdentifierStart(pairing), pairings.IdentifierLength(pairing)),
                    Convert.ToHexString(pairings.Bytes, pairings.KeyStart(pairing), 32),
                    pairings.Permissions(pairing));
            }
        }

        return table;
    }

    /// <summary>The kept values that were loaded.</summary>
    public string KeptValues() => $"{(Lamp.On.Value ? "true" : "false")} {Lamp.Brightness.Value}";

    /// <inheritdoc/>
    public void OutputReady(HapConnection connection)
    {
    }

    /// <inheritdoc/>
    public void WorkReady() => IsWorkReady = true;

    /// <inheritdoc/>
    public void StoreReady()
    {
    }

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
    }

    /// <inheritdoc/>
    public void IdentifyRequested(ulong accessoryId) => Identified++;

    /// <inheritdoc/>
    public void ProductFailed(Exception exception) => throw exception;

    private static void Require(BootStatus status, StoreRecord record)
    {
        if (status != BootStatus.Ready)
        {
            throw new SimulationException($"boot: {status}, {record}");
        }
    }

    private Accessory NewAccessory()
    {
        const CharacteristicPermissions All = CharacteristicPermissions.ReadWriteNotify;
        const CharacteristicPermissions AdminOnly =
            CharacteristicPermissions.AdminRead | CharacteristicPermissions.AdminWrite | CharacteristicPermissions.AdminNotify;
        Lamp.On.InstanceId = On;
        Lamp.AddBrightness(50).InstanceId = Brightness;
        Switch.ProgrammableSwitchEvent.InstanceId = Button;
        var rules = new Service(Uuid + "000") { InstanceId = 30 };
        AddInt(rules, 31, CharacteristicPermissions.Write);
        AddInt(rules, 32, CharacteristicPermissions.Read);
        AddInt(rules, 33, All | CharacteristicPermissions.TimedWrite);
        AddInt(rules, 34, CharacteristicPermissions.Read | CharacteristicPermissions.Write | CharacteristicPermissions.WriteResponse);
        AddInt(rules, 35, All | AdminOnly);
        rules.Add(new StringCharacteristic(new CharacteristicDefinition(Uuid + "036", CharacteristicFormat.String, All), "text") { InstanceId = 36 });
        var accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001");
        accessory.Add(Lamp);
        accessory.Add(Switch);
        accessory.Add(rules);
        return accessory;
    }

    private static void AddInt(Service service, int iid, CharacteristicPermissions permissions)
    {
        var definition = new CharacteristicDefinition(Uuid + "0" + iid, CharacteristicFormat.UInt8, permissions);
        service.Add(new IntCharacteristic(definition, 7) { InstanceId = iid });
    }
}
