// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using HapNano.Crypto;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>The product's server: one or more accessories on one port, with discovery, pairing and state on flash.</summary>
/// <remarks>Build the accessories and bind their devices first: <see cref="Run"/> fixes the structure and gives back the values of the last run.</remarks>
public sealed class HapServer
{
    private readonly Accessory[] _accessories;
    private readonly AutoResetEvent _command = new AutoResetEvent(false);
    private bool _isStopWanted;
    private bool _isResetWanted;
    private bool _isWifiSetupWanted;
    private bool _isStatusPageWanted;

    /// <summary>A server with the board's settings.</summary>
    /// <param name="accessory">The only accessory.</param>
    /// <param name="store">Its state.</param>
    /// <param name="crypto">Its arithmetic.</param>
    public HapServer(Accessory accessory, IStore store, CryptoProvider crypto)
        : this(new Accessory[] { accessory }, store, crypto, ServerSettings.Board)
    {
    }

    /// <summary>A server with settings of its own.</summary>
    /// <param name="accessories">The only accessory, or the bridge and those behind it.</param>
    /// <param name="store">Their state.</param>
    /// <param name="crypto">Their arithmetic.</param>
    /// <param name="settings">Name, port and the like.</param>
    /// <exception cref="ArgumentNullException">Something is missing.</exception>
    public HapServer(Accessory[] accessories, IStore store, CryptoProvider crypto, ServerSettings settings)
    {
        if (accessories == null || store == null || crypto == null || settings == null)
        {
            throw new ArgumentNullException();
        }

        _accessories = accessories;
        Store = store;
        Crypto = crypto;
        Settings = settings;
    }

    /// <summary>Shows how the accessory is; null for none.</summary>
    public IStatusIndicator Indicator { get; set; }

    /// <summary>Serves until <see cref="Stop"/>; once. On a board that is for ever.</summary>
    /// <exception cref="ServerException">It cannot start; nothing was replaced or lost.</exception>
    /// <exception cref="DatabaseException">The accessories break a rule.</exception>
    public void Run()
    {
        if (Settings.Name != null)
        {
            _accessories[0].Information.Name.Value = Settings.Name;
        }

        AccessoryDatabase database = new AccessoryDatabase(_accessories);
        Settings.Panel.Started(this);
        bool isReset = Settings.IsResetWanted;
        do
        {
            if (!_isStopWanted)
            {
                new ServerLife(this, database).Run(isReset);
            }
            else if (isReset)
            {
                // One that somebody asked for before the stop is carried out.
                Wipe();
            }

            isReset = _isResetWanted;
            _isResetWanted = false;
        }
        while (isReset || !_isStopWanted);
    }

    /// <summary>Ends <see cref="Run"/>: takes leave of the network, and puts what is not yet stored on flash. From any thread; returns at once.</summary>
    public void Stop()
    {
        _isStopWanted = true;
        _command.Set();
    }

    /// <summary>
    /// Forgets every controller and becomes another accessory, with the same setup code, and starts again. From any thread; returns at once.
    /// </summary>
    public void FactoryReset()
    {
        _isResetWanted = true;
        _command.Set();
    }

    /// <summary>
    /// Opens the access point with the page that asks for the network, and closes everything else meanwhile. Where there is no radio to set up, nothing happens. From any thread;
    /// returns at once.
    /// </summary>
    public void SetUpWifi()
    {
        _isWifiSetupWanted = Radio != null;
        _command.Set();
    }

    /// <summary>
    /// Opens the status page for ten minutes from now, if a controller owns the accessory: a page for any browser on the network, which shows signal, uptime, heap, sessions and
    /// what went wrong, and changes nothing. From any thread; returns at once.
    /// </summary>
    public void ShowStatusPage()
    {
        _isStatusPageWanted = true;
        _command.Set();
    }

    /// <summary>Where its state lives.</summary>
    internal readonly IStore Store;

    /// <summary>Its arithmetic.</summary>
    internal readonly CryptoProvider Crypto;

    /// <summary>Name, port and the like.</summary>
    internal readonly ServerSettings Settings;

    /// <summary>When the server was made, monotonic milliseconds.</summary>
    internal readonly long StartMs = Platform.NowMs;

    /// <summary>The radio that this server looks after; null where somebody else does.</summary>
    internal WifiRadio Radio => Wifi.IsWanted ? NetworkLink.Board.Radio : null;

    /// <summary>Keeps the device in its network, from one life of the server to the next; null before the first one, and where somebody else looks after the link.</summary>
    internal WifiKeeper Keeper;

    /// <summary>True when this life of the server has to end.</summary>
    internal bool IsEndWanted => _isStopWanted || _isResetWanted || _isWifiSetupWanted;

    /// <summary>True when it ends for a factory reset.</summary>
    internal bool IsResetNext => _isResetWanted;

    /// <summary>Tells whether this life is the access point's, and takes the wish for it.</summary>
    internal bool TakeWifiSetup()
    {
        bool isWanted = _isWifiSetupWanted;
        _isWifiSetupWanted = false;
        WifiRadio radio = Radio;
        return radio != null && (isWanted || radio.IsAccessPointOpen || !radio.HasCredentials);
    }

    /// <summary>Tells whether the status page was asked for, and takes the wish.</summary>
    internal bool TakeStatusPage()
    {
        bool isWanted = _isStatusPageWanted;
        _isStatusPageWanted = false;
        return isWanted;
    }

    /// <summary>Makes whoever is in <see cref="WaitForCommand"/> look around.</summary>
    internal void Wake()
    {
        _command.Set();
    }

    /// <summary>Waits until something is to be done.</summary>
    /// <param name="longestMs">How long to wait at most; a minute at most.</param>
    internal void WaitForCommand(long longestMs)
    {
        const int LongestWaitMs = 60000;
        _command.WaitOne(longestMs > LongestWaitMs ? LongestWaitMs : longestMs < 0 ? 0 : (int)longestMs, false);
    }

    /// <summary>Removes the state that a factory reset removes.</summary>
    /// <exception cref="ServerException">The store refused.</exception>
    internal void Wipe()
    {
        Log.Write(LogLevel.Information, LogCategory.Server, "factory reset");
        if (!AccessoryState.FactoryReset(Store))
        {
            throw new ServerException(ServerFault.StateNotWritable, "The state could not be removed from the data folder or flash.");
        }
    }
}
