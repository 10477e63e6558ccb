// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Model;

namespace HapNano.Tests.Fakes;

/// <summary>A whole accessory on the bench, with <see cref="QuickCrypto"/>, flash that is an array, and time turned by hand.</summary>
/// <remarks>
/// Accessory 1: lamp 10 with On 11 and Brightness 12, both bound to devices; button 20 with ProgrammableSwitchEvent 21; service 30 of a maker's own
/// with one characteristic for each rule, 31 to 38.
/// </remarks>
internal sealed class HostBench : IHapHostListener, IPeerBench
{
    /// <summary>The accessory's setup code.</summary>
    internal const string Code = "518-08-582";

    private const string Uuid = "4C2E00F8-9A6B-4D2A-8C3C-5B1B6D7F0";

    /// <summary>Boots an accessory that nobody owns.</summary>
    internal HostBench()
        : this(new FakeStore(), null)
    {
    }

    /// <summary>Boots an accessory from what a store holds.</summary>
    internal HostBench(FakeStore store, HapSettings settings)
        : this(store, settings, null)
    {
    }

    /// <summary>Boots an accessory from what a store holds.</summary>
    /// <param name="store">Flash.</param>
    /// <param name="settings">Sizes and times; null for the usual ones.</param>
    /// <param name="database">The test's own; null for the bench's.</param>
    private HostBench(FakeStore store, HapSettings settings, AccessoryDatabase database)
    {
        Store = store;
        Lamp = NewLamp();
        Button = NewButton();
        Database = database ?? new AccessoryDatabase(ModelTools.NewAccessory(Lamp, Button, NewRules()));
        AccessoryState state = new AccessoryState(store, Crypto);
        SetupOptions options = new SetupOptions { Code = Hex.Utf8(Code) };
        Assert.IsTrue(state.Load(options) == BootStatus.Ready, "state");
        DatabaseState databaseState = new DatabaseState(store, Crypto);
        Assert.IsTrue(databaseState.Load(Database) == BootStatus.Ready, "database state");
        Host = new HapHost(Database, databaseState, state, Crypto, this, settings);
    }

    /// <summary>Arithmetic.</summary>
    internal QuickCrypto Crypto { get; } = new QuickCrypto();

    /// <summary>Flash.</summary>
    internal FakeStore Store { get; }

    /// <summary>The accessory server.</summary>
    internal HapHost Host { get; }

    /// <summary>Its database.</summary>
    internal AccessoryDatabase Database { get; }

    /// <summary>The lamp.</summary>
    internal Lightbulb Lamp { get; }

    /// <summary>The button.</summary>
    internal StatelessProgrammableSwitch Button { get; }

    /// <summary>What On is bound to.</summary>
    internal FakeBoolDevice Relay { get; } = new FakeBoolDevice();

    /// <summary>What Brightness is bound to.</summary>
    internal FakeIntDevice Dimmer { get; } = new FakeIntDevice();

    /// <summary>Text that can be written, 36.</summary>
    internal StringCharacteristic Text { get; private set; }

    /// <summary>What asks for authorization, 37.</summary>
    internal GuardedCharacteristic Guarded { get; private set; }

    /// <summary>Owner.</summary>
    internal static QuickController Admin => new QuickController("admin");

    /// <summary>A member of the household.</summary>
    internal static QuickController User => new QuickController("user");

    /// <summary>Time.</summary>
    public long NowMs { get; set; } = 100000;

    /// <inheritdoc/>
    CryptoProvider IPeerBench.Arithmetic => Crypto;

    /// <summary>PairedChanged as it came: + and -.</summary>
    internal string PairedLog { get; private set; } = string.Empty;

    /// <summary>Times that somebody asked which accessory this is.</summary>
    internal int IdentifyCount { get; private set; }

    /// <summary>Times that code of the product threw in a request.</summary>
    internal int FailureCount { get; private set; }

    /// <summary>Times that output or an end was announced.</summary>
    internal int OutputCount { get; private set; }

    /// <summary>Times that the flash thread was woken.</summary>
    internal int StoreCount { get; private set; }

    /// <summary>Times that the worker was woken.</summary>
    internal int WorkCount { get; private set; }

    /// <summary>Boots an accessory with an owner and one more member of the household.</summary>
    internal static HostBench Paired(HapSettings settings = null)
    {
        return new HostBench(PairedStore(), settings, null);
    }

    /// <summary>The same with another database.</summary>
    internal static HostBench Paired(AccessoryDatabase database)
    {
        return new HostBench(PairedStore(), null, database);
    }

    /// <summary>Boots again from what flash holds.</summary>
    internal HostBench Reboot()
    {
        return new HostBench(Store, null);
    }

    /// <summary>Connects from an address.</summary>
    internal HostPeer Connect(ulong address = 1)
    {
        HapConnection connection = Host.Accept(address, NowMs);
        return connection == null ? null : new HostPeer(this, connection);
    }

    /// <summary>Connects and verifies the owner.</summary>
    internal HostPeer ConnectAdmin(ulong address = 1)
    {
        return Connect(address, Admin);
    }

    /// <summary>Connects and verifies the other member of the household.</summary>
    internal HostPeer ConnectUser(ulong address = 2)
    {
        return Connect(address, User);
    }

    /// <summary>Connects and verifies.</summary>
    internal HostPeer Connect(ulong address, QuickController controller)
    {
        HostPeer peer = Connect(address);
        Assert.IsTrue(peer.Verify(controller), "verified");
        return peer;
    }

    /// <inheritdoc/>
    public void Settle()
    {
        bool isBusy = true;
        while (isBusy)
        {
            isBusy = Host.Work(NowMs);
            isBusy |= ServeStore();
            if (Host.NextDeadlineMs <= NowMs)
            {
                Host.Poll(NowMs);
            }
        }
    }

    /// <summary>Does one write of the transaction.</summary>
    internal bool ServeStore()
    {
        StoreTransaction transaction = Host.Transaction;
        if (!transaction.IsPending)
        {
            return false;
        }

        Host.StoreCompleted(Store.Write(transaction.Record, transaction.Buffer, 0, transaction.Count), NowMs);
        return true;
    }

    /// <summary>Lets time pass, from deadline to deadline.</summary>
    internal void Pass(long ms)
    {
        long endMs = NowMs + ms;
        while (Host.NextDeadlineMs <= endMs)
        {
            NowMs = Host.NextDeadlineMs > NowMs ? Host.NextDeadlineMs : NowMs;
            Host.Poll(NowMs);
            Settle();
            if (Host.NextDeadlineMs <= NowMs)
            {
                // Waits for the flash thread.
                break;
            }
        }

        NowMs = endMs;
        Host.Poll(NowMs);
        Settle();
    }

    /// <summary>Saves values as the flash thread does.</summary>
    /// <returns>False when nothing was due.</returns>
    internal bool SaveValues(bool isFinal)
    {
        byte[] buffer = new byte[Host.ValuesCapacityBytes];
        if (!Host.TakeValues(buffer, out int count, isFinal, NowMs))
        {
            return false;
        }

        Host.ValuesSaved(Store.Write(StoreRecord.Values, buffer, 0, count), NowMs);
        return true;
    }

    /// <inheritdoc/>
    public void OutputReady(HapConnection connection)
    {
        OutputCount++;
    }

    /// <inheritdoc/>
    public void WorkReady()
    {
        WorkCount++;
    }

    /// <inheritdoc/>
    public void StoreReady()
    {
        StoreCount++;
    }

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
        PairedLog += isPaired ? "+" : "-";
    }

    /// <inheritdoc/>
    public void IdentifyRequested(ulong accessoryId)
    {
        IdentifyCount++;
    }

    /// <inheritdoc/>
    public void ProductFailed(System.Exception exception)
    {
        FailureCount++;
    }

    private static FakeStore PairedStore()
    {
        FakeStore store = new FakeStore();
        AccessoryState state = new AccessoryState(store, new QuickCrypto());
        Assert.IsTrue(state.Load(new SetupOptions { Code = Hex.Utf8(Code) }) == BootStatus.Ready, "first boot");
        store.Set(StoreRecord.Pairings, QuickController.Record(1, Admin, User));
        return store;
    }

    private Lightbulb NewLamp()
    {
        Lightbulb lamp = new Lightbulb { InstanceId = 10 };
        lamp.On.InstanceId = 11;
        lamp.On.Bind(Relay);
        lamp.AddBrightness(50).InstanceId = 12;
        lamp.Brightness.Bind(Dimmer);
        return lamp;
    }

    private static StatelessProgrammableSwitch NewButton()
    {
        StatelessProgrammableSwitch button = new StatelessProgrammableSwitch { InstanceId = 20 };
        button.ProgrammableSwitchEvent.InstanceId = 21;
        return button;
    }

    private Service NewRules()
    {
        const CharacteristicPermissions All = CharacteristicPermissions.ReadWriteNotify;
        const CharacteristicPermissions AdminOnly =
            CharacteristicPermissions.AdminRead | CharacteristicPermissions.AdminWrite | CharacteristicPermissions.AdminNotify;
        Service rules = new Service(Uuid + "000") { InstanceId = 30 };
        Text = new StringCharacteristic(new CharacteristicDefinition(Uuid + "006", CharacteristicFormat.String, All, maxLength: 256), "text");
        Guarded = new GuardedCharacteristic(new CharacteristicDefinition(
            Uuid + "007", CharacteristicFormat.UInt8, All | CharacteristicPermissions.AdditionalAuthorization));
        Add(rules, 31, NewInt("001", CharacteristicPermissions.Write));
        Add(rules, 32, NewInt("002", CharacteristicPermissions.Read));
        Add(rules, 33, NewInt("003", All | CharacteristicPermissions.TimedWrite));
        Add(rules, 34, NewInt("004", CharacteristicPermissions.Read | CharacteristicPermissions.Write | CharacteristicPermissions.WriteResponse));
        Add(rules, 35, NewInt("005", All | AdminOnly));
        Add(rules, 36, Text);
        Add(rules, 37, Guarded);
        return rules;
    }

    private static IntCharacteristic NewInt(string number, CharacteristicPermissions permissions)
    {
        return new IntCharacteristic(new CharacteristicDefinition(Uuid + number, CharacteristicFormat.UInt8, permissions), 7);
    }

    private static void Add(Service service, int instanceId, Characteristic characteristic)
    {
        characteristic.InstanceId = instanceId;
        service.Add(characteristic);
    }
}
