// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.Sockets;
using HapNano.Mdns;
using HapNano.Model;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>The host and what moves it: its threads, its connections, and the writer of its flash.</summary>
internal sealed class ServerStack : IHapHostListener, IMdnsOwner
{
    private const string ServiceType = "_hap._tcp";
    private const int PauseAfterFailureMs = 200;

    private readonly HapServer _server;
    private readonly ServerNews _news;
    private readonly NetworkThread _network;
    private readonly FlashWriter _flash;
    private readonly MdnsThread _mdns;
    private readonly WifiThread _wifi;

    /// <summary>Puts the parts together; <see cref="Start"/> starts them.</summary>
    /// <param name="server">Whose they are.</param>
    /// <param name="database">Its accessories.</param>
    /// <param name="boot">Their state, loaded.</param>
    /// <param name="news">Hears what the owner is to be told.</param>
    /// <param name="listener">From <see cref="Listener.Open"/>; closed by <see cref="Stop"/>.</param>
    public ServerStack(HapServer server, AccessoryDatabase database, ServerBoot boot, ServerNews news, Socket listener)
    {
        _server = server;
        _news = news;
        lock (StackLock.Root)
        {
            Host = new HapHost(database, boot.DatabaseState, boot.State, server.Crypto, this);
        }

        _network = new NetworkThread(Host, Sockets, listener);
        _flash = new FlashWriter(Host, server.Store);
        _mdns = IsLoopback(server.Settings.BindAddress) ? null : MakeMdns();
        _wifi = MakeWifi();
    }

    /// <summary>The protocol.</summary>
    public HapHost Host { get; }

    /// <summary>The connections' sockets, by <see cref="HapConnection.Slot"/>; null where there is none.</summary>
    public ConnectionSocket[] Sockets { get; } = new ConnectionSocket[HapHost.MaxConnections];

    /// <summary>The TCP port.</summary>
    public int Port => _network.Port;

    /// <summary>Starts every thread.</summary>
    public void Start()
    {
        if (_wifi != null)
        {
            _wifi.Start();
        }

        _network.Start();
        if (_mdns != null)
        {
            _mdns.Start();
        }
    }

    /// <summary>Writes what is due on flash. For the server's own thread.</summary>
    /// <returns>How long until it has to be called again, if nobody wakes the server before; long.MaxValue for ever.</returns>
    public long WriteFlash()
    {
        try
        {
            while (_flash.TryWrite())
            {
                // One that is done may make room for the next.
            }

            return _flash.LeftMs;
        }
        catch (Exception exception)
        {
            // As in ServerThread: nobody foresaw it, and the lamp goes on.
            Log.Caught(LogCategory.Flash, exception);
            Counters.Faults++;
            return PauseAfterFailureMs;
        }
    }

    /// <summary>Ends every thread. Discovery first, so that nobody comes to a port that is closed; flash last, so that it gets what the others leave behind.</summary>
    public void Stop()
    {
        if (_mdns != null)
        {
            _mdns.Stop();
        }

        _network.Stop();
        FinishFlash();
        if (_wifi != null)
        {
            _wifi.Stop();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.OutputReady(HapConnection connection)
    {
        ConnectionSocket socket = (ConnectionSocket)connection.Tag;
        if (socket != null)
        {
            socket.MarkOutput();
            _network.Wake();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.WorkReady()
    {
        // Also says that a deadline has moved. The first calls come while the host is being made, and its first round needs none.
        if (_network != null)
        {
            _network.LookAgain();
        }
    }

    /// <inheritdoc/>
    void IHapHostListener.StoreReady()
    {
        _server.Wake();
    }

    /// <inheritdoc/>
    void IHapHostListener.PairedChanged(bool isPaired)
    {
        if (_mdns != null)
        {
            _mdns.TextChanged();
        }

        _news.PairedChanged();
    }

    /// <inheritdoc/>
    void IHapHostListener.IdentifyRequested(ulong accessoryId)
    {
        _news.IdentifyRequested();
    }

    /// <inheritdoc/>
    void IHapHostListener.ProductFailed(Exception exception)
    {
        Counters.ProductFailures++;
        Log.Caught(LogCategory.Server, exception);
    }

    /// <inheritdoc/>
    void IMdnsOwner.FillText(MdnsService service)
    {
        lock (StackLock.Root)
        {
            HapText.Fill(service, Host);
        }
    }

    /// <inheritdoc/>
    void IMdnsOwner.Renamed(int instanceNumber, int hostNumber)
    {
        _flash.SaveNames(instanceNumber, hostNumber);
        _server.Wake();
    }

    /// <inheritdoc/>
    void IMdnsOwner.Unavailable()
    {
        _server.Settings.Panel.Warn("Discovery is off: UDP port 5353 or multicast is not available. Controllers that know the address still connect.");
    }

    private void FinishFlash()
    {
        try
        {
            _flash.Finish();
        }
        catch (Exception exception)
        {
            // As in WriteFlash; the other threads still have to end.
            Log.Caught(LogCategory.Flash, exception);
        }
    }

    private WifiThread MakeWifi()
    {
        WifiRadio radio = _server.Radio;
        if (radio == null)
        {
            return null;
        }

        radio.PowerSave = _server.Crypto as IWifiPowerSave;
        _server.Keeper = _server.Keeper ?? new WifiKeeper(radio, Seed());
        return new WifiThread(radio, _server);
    }

    // Names end in a part of the device id, because two lamps of one kind have the same name.
    private MdnsThread MakeMdns()
    {
        byte[] id = Host.DeviceIdText;
        MdnsService service = new MdnsService(
            ServiceNames.Instance(_news.Name, id), ServiceNames.Host(_news.Name, id), ServiceType, _network.Port);
        byte[] record = new byte[NamesRecord.StoredBytes];
        int count = _server.Store.Read(StoreRecord.Names, record, 0, record.Length);
        if (NamesRecord.TryRead(record, count, out int instanceNumber, out int hostNumber))
        {
            service.SetNumbers(instanceNumber, hostNumber);
        }

        ServerSettings settings = _server.Settings;
        return new MdnsThread(service, Seed(), settings.BindAddress, settings.ReannounceMs, this);
    }

    private uint Seed()
    {
        byte[] random = new byte[4];
        lock (StackLock.Root)
        {
            _server.Crypto.Random(random, 0, 4);
        }

        return (uint)(random[0] | (random[1] << 8) | (random[2] << 16) | (random[3] << 24));
    }

    // Nobody else is on that link, and the machine's own programs are told the port.
    private static bool IsLoopback(byte[] address)
    {
        return address != null && address[0] == 127;
    }
}
