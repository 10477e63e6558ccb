// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using HapNano.Crypto;
using HapNano.Mdns;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>The server from a start to a stop or a factory reset: the host, and the threads around it.</summary>
internal sealed class ServerLife : IHapHostListener, IMdnsOwner, ISetupOwner
{
    private const int RandomPauseMs = 200;
    private const string ServiceType = "_hap._tcp";

    private readonly AccessoryDatabase _database;
    private readonly IStore _store;
    private readonly CryptoProvider _crypto;
    private readonly ServerSettings _settings;
    private readonly IStatusIndicator _indicator;
    private readonly AccessoryState _state;
    private readonly DatabaseState _databaseState;
    private readonly string _name;
    private readonly ConnectionSlot[] _slots = new ConnectionSlot[HapHost.MaxConnections];
    private HapServer _server;
    private HapHost _host;
    private AcceptThread _accept;
    private CryptoThread _cryptoThread;
    private EventThread _events;
    private FlashThread _flash;
    private MdnsThread _mdns;
    private WifiThread _wifi;
    private StatusPage _statusPage;
    private bool _isUp;
    private bool _isPairedChanged;
    private bool _isIdentifyWanted;

    /// <summary>A life that has not begun.</summary>
    public ServerLife(AccessoryDatabase database, IStore store, CryptoProvider crypto, ServerSettings settings, IStatusIndicator indicator)
    {
        _database = database;
        _store = store;
        _crypto = crypto;
        _settings = settings;
        _indicator = indicator;
        _state = new AccessoryState(store, crypto);
        _databaseState = new DatabaseState(store, crypto);
        _name = database.AccessoryAt(0).Information.Name.Value;
    }

    /// <summary>Starts, serves and stops.</summary>
    /// <param name="server">Whose life this is.</param>
    /// <param name="isReset">It begins with a factory reset.</param>
    /// <exception cref="ServerException">It cannot start.</exception>
    public void Run(HapServer server, bool isReset)
    {
        _server = server;

        // Before anything is written: where nobody can be served, nothing is forgotten either.
        Socket listener = AcceptThread.Listen(_settings.BindAddress, _settings.Port);
        bool isPrepared = false;
        try
        {
            if (isReset)
            {
                server.Wipe();
            }

            if (!LoadState())
            {
                return;
            }

            if (!server.TakeWifiSetup())
            {
                Prepare(listener);
                isPrepared = true;
            }
        }
        finally
        {
            if (!isPrepared)
            {
                listener.Close();
            }
        }

        if (!isPrepared)
        {
            SetUpWifi();
            return;
        }

        StartThreads();
        try
        {
            Serve();
        }
        finally
        {
            // Also when the panel or the indicator, which are the product's, throw.
            Stop();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.OutputReady(HapConnection connection)
    {
        ConnectionSlot slot = (ConnectionSlot)connection.Tag;
        if (slot != null)
        {
            slot.MarkOutput();
            _events.Wake();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.WorkReady()
    {
        // Also says that a deadline has moved. The first calls come while the host is being made.
        if (_cryptoThread != null)
        {
            _cryptoThread.Wake();
            _events.Wake();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.StoreReady()
    {
        if (_flash != null)
        {
            _flash.Wake();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.PairedChanged(bool isPaired)
    {
        _isPairedChanged = true;
        if (_mdns != null)
        {
            _mdns.TextChanged();
        }

        _server.Wake();
    }

    /// <inheritdoc/>
    void IHapHostListener.IdentifyRequested(ulong accessoryId)
    {
        _isIdentifyWanted = true;
        _server.Wake();
    }

    /// <inheritdoc/>
    void IHapHostListener.ProductFailed(Exception exception)
    {
        Log.Caught(LogCategory.Server, exception);
    }

    /// <inheritdoc/>
    /// <remarks>The keys of HAP's TXT record: ff 0 is no authentication beyond pairing, s# is always 1, sf 1 says that it can be added.</remarks>
    void IMdnsOwner.FillText(MdnsService service)
    {
        lock (StackLock.Root)
        {
            byte[] id = _host.DeviceIdText;
            byte[] model = _host.Model;
            byte[] hash = _host.SetupHash;
            service.SetText("c#", _host.ConfigurationNumber.ToString());
            service.SetText("ff", "0");
            service.SetText("id", Encoding.UTF8.GetString(id, 0, id.Length));
            service.SetText("md", Encoding.UTF8.GetString(model, 0, model.Length));
            service.SetText("pv", "1.1");
            service.SetText("s#", "1");
            service.SetText("sf", _host.IsPaired ? "0" : "1");
            service.SetText("ci", _host.Category.ToString());
            if (hash != null)
            {
                service.SetText("sh", Encoding.UTF8.GetString(hash, 0, hash.Length));
            }
        }
    }

    /// <inheritdoc/>
    void IMdnsOwner.Renamed(int instanceNumber, int hostNumber)
    {
        _flash.SaveNames(instanceNumber, hostNumber);
    }

    /// <inheritdoc/>
    void IMdnsOwner.Unavailable()
    {
        _settings.Panel.Warn("Discovery is off: UDP port 5353 or multicast is not available. Controllers that know the address still connect.");
    }

    /// <inheritdoc/>
    bool ISetupOwner.IsPaired => _state.Pairings.IsPaired;

    /// <inheritdoc/>
    byte[] ISetupOwner.SetupCode => _state.Setup.Code;

    /// <inheritdoc/>
    byte[] ISetupOwner.SetupPayload => MakePayload((int)_database.Category);

    /// <inheritdoc/>
    /// <remarks>What the settings ask for follows, so that the next life does not put the old code back.</remarks>
    bool ISetupOwner.SetSetupCode(byte[] code)
    {
        SetupOptions options = _settings.Setup ?? new SetupOptions();
        byte[] before = options.Code;
        options.Code = code;
        bool isStored = _state.Load(options) == BootStatus.Ready;
        if (!isStored)
        {
            options.Code = before;
            _state.Load(options);
        }

        _settings.Setup = options;
        return isStored;
    }

    /// <inheritdoc/>
    void ISetupOwner.NetworkNamed()
    {
        _server.Wake();
    }

    // HAP is closed meanwhile: the listener is, and no other thread runs.
    private void SetUpWifi()
    {
        string name = ServiceNames.Instance(_name, _state.Identity.DeviceId, WifiRadio.MaxNameBytes);
        WifiRadio radio = _server.Radio;
        Show(AccessoryStatus.WifiSetup);

        // It turns the radio on, and with it the chip's true random numbers.
        radio.OpenAccessPoint(name, Wifi.SetupPassword);
        byte[] random = new byte[SetupSite.RandomBytes];
        while (!_crypto.Random(random, 0, random.Length))
        {
            if (_server.IsEndWanted)
            {
                return;
            }

            Thread.Sleep(RandomPauseMs);
        }

        SetupSite site = new SetupSite(this, Encoding.UTF8.GetBytes(_name), random);
        new WifiPortal(_server, radio, _settings, site).Run(name);
    }

    // False when somebody stopped the server before there was a first identity.
    private bool LoadState()
    {
        CheckRecords();
        BootStatus status = _state.Load(_settings.Setup);
        while (status == BootStatus.RandomNotReady && !_server.IsEndWanted)
        {
            // First boot, and the radio that feeds the chip's generator is not on yet.
            Thread.Sleep(RandomPauseMs);
            status = _state.Load(_settings.Setup);
        }

        if (status == BootStatus.RandomNotReady)
        {
            return false;
        }

        Require(status, _state.Record);
        if (_settings.Setup != null)
        {
            // Done: the start that follows a factory reset keeps the record.
            _settings.Setup.IsNewRecordWanted = false;
        }

        status = _databaseState.Load(_database);
        Require(status, _databaseState.Record);
        return true;
    }

    // Whatever is damaged is said before anything is read, so that nothing is guessed and nothing written over it. Without the values the
    // accessory starts like a new one, and without the names' numbers discovery finds them again: it serves, and the damaged files are kept.
    private void CheckRecords()
    {
        FlashStore flash = _store as FlashStore;
        if (flash == null)
        {
            return;
        }

        for (StoreRecord record = StoreRecord.Identity; record < StoreRecord.Values; record++)
        {
            bool isReplaced = record == StoreRecord.Setup && _settings.Setup != null && _settings.Setup.IsNewRecordWanted;
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
        _settings.Panel.Warn(
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

    private void Prepare(Socket listener)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new ConnectionSlot(i);
        }

        _host = MakeHost();
        _accept = new AcceptThread(_host, _slots, listener);
        _events = new EventThread(_host, _slots);
        _flash = new FlashThread(_host, _store);
        _cryptoThread = new CryptoThread(_host);
        _mdns = IsLoopback(_settings.BindAddress) ? null : MakeMdns();
        _wifi = MakeWifi();
        _statusPage = new StatusPage(new StatusSite(_server, _host, _slots, _name), _settings);
    }

    private WifiThread MakeWifi()
    {
        WifiRadio radio = _server.Radio;
        if (radio == null)
        {
            return null;
        }

        radio.PowerSave = _crypto as IWifiPowerSave;
        _server.Keeper = _server.Keeper ?? new WifiKeeper(radio, Seed());
        return new WifiThread(radio, _server);
    }

    private HapHost MakeHost()
    {
        lock (StackLock.Root)
        {
            return new HapHost(_database, _databaseState, _state, _crypto, this);
        }
    }

    // Names end in a part of the device id, because two lamps of one kind have the same name.
    private MdnsThread MakeMdns()
    {
        byte[] id = _host.DeviceIdText;
        MdnsService service = new MdnsService(
            ServiceNames.Instance(_name, id), ServiceNames.Host(_name, id), ServiceType, _accept.Port);
        byte[] record = new byte[NamesRecord.StoredBytes];
        int count = _store.Read(StoreRecord.Names, record, 0, record.Length);
        if (NamesRecord.TryRead(record, count, out int instanceNumber, out int hostNumber))
        {
            service.SetNumbers(instanceNumber, hostNumber);
        }

        return new MdnsThread(service, Seed(), _settings.BindAddress, _settings.ReannounceMs, this);
    }

    private uint Seed()
    {
        byte[] random = new byte[4];
        lock (StackLock.Root)
        {
            _crypto.Random(random, 0, 4);
        }

        return (uint)(random[0] | (random[1] << 8) | (random[2] << 16) | (random[3] << 24));
    }

    private void StartThreads()
    {
        if (_wifi != null)
        {
            _wifi.Start();
        }

        _flash.Start();
        _cryptoThread.Start();
        _events.Start();
        _accept.Start();
        if (_mdns != null)
        {
            _mdns.Start();
        }
    }

    private void Serve()
    {
        _isPairedChanged = true;
        ShowNews();
        byte[] address = _settings.BindAddress;
        _settings.Panel.Listening((address == null ? IPAddress.Any : new IPAddress(address)).ToString(), _accept.Port);
        while (!_server.IsEndWanted)
        {
            ShowNews();
            KeepStatusPage();
            _server.WaitForCommand(_statusPage.LeftMs);
        }

        if (_server.IsResetNext)
        {
            _settings.Panel.Resetting();
            Show(AccessoryStatus.Resetting);
        }
    }

    // Discovery first, so that nobody comes to a port that is closed; flash last, so that it gets what the others leave behind.
    private void Stop()
    {
        _statusPage.Close();
        if (_mdns != null)
        {
            _mdns.Stop();
        }

        _accept.Stop();
        _events.Stop();
        _cryptoThread.Stop();
        _flash.Stop();
        if (_wifi != null)
        {
            _wifi.Stop();
        }
    }

    // Who does not own the accessory gets no page; whoever presses again gets its whole time again.
    private void KeepStatusPage()
    {
        bool isPaired = _state.Pairings.IsPaired;
        if (_server.TakeStatusPage() && isPaired)
        {
            _statusPage.Open();
        }

        if (_statusPage.LeftMs <= 0 || !isPaired)
        {
            _statusPage.Close();
        }
    }

    private void ShowNews()
    {
        bool isUp = _server.Keeper == null || _server.Keeper.IsUp;
        bool isPairedNews = _isPairedChanged;
        if (isPairedNews || isUp != _isUp)
        {
            _isPairedChanged = false;
            _isUp = isUp;
            ShowStatus(isPairedNews);
        }

        if (_isIdentifyWanted)
        {
            _isIdentifyWanted = false;
            Show(AccessoryStatus.Identifying);
            _settings.Panel.Identify();
        }
    }

    private void ShowStatus(bool isPairedNews)
    {
        bool isPaired;
        int category;
        lock (StackLock.Root)
        {
            isPaired = _host.IsPaired;
            category = _host.Category;
        }

        Show(!_isUp ? AccessoryStatus.NoWifi : isPaired ? AccessoryStatus.Paired : AccessoryStatus.Unpaired);
        if (isPairedNews)
        {
            ShowPaired(isPaired, category);
        }
    }

    private void ShowPaired(bool isPaired, int category)
    {
        if (isPaired)
        {
            _settings.Panel.HideSetup(_name);
            return;
        }

        _settings.Panel.ShowSetup(_name, _state.Setup.Code, MakePayload(category));
    }

    private byte[] MakePayload(int category)
    {
        byte[] code = _state.Setup.Code;
        if (code == null)
        {
            return null;
        }

        byte[] payload = new byte[SetupPayload.TextBytes];
        SetupPayload.Write(payload, 0, SetupCode.ToNumber(code, 0), _state.Setup.SetupId, category, SetupPayloadFlags.Ip);
        return payload;
    }

    private void Show(AccessoryStatus status)
    {
        if (_indicator != null)
        {
            lock (StackLock.Root)
            {
                _indicator.Show(status);
            }
        }
    }

    // Nobody else is on that link, and the machine's own programs are told the port.
    private static bool IsLoopback(byte[] address)
    {
        return address != null && address[0] == 127;
    }
}
