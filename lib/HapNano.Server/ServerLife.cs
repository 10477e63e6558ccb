// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using HapNano.Model;

namespace HapNano.Server;

/// <summary>The server from a start to a stop or a factory reset. It runs on the program's own thread, which writes flash and tells the owner news.</summary>
internal sealed class ServerLife
{
    private readonly HapServer _server;
    private readonly AccessoryDatabase _database;
    private readonly ServerBoot _boot;
    private readonly ServerNews _news;

    // Null while it is closed: nearly always.
    private StatusPage _statusPage;
    private bool _isShortOfMemory;

    /// <summary>A life that has not begun.</summary>
    public ServerLife(HapServer server, AccessoryDatabase database)
    {
        _server = server;
        _database = database;
        _boot = new ServerBoot(server, database);
        _news = new ServerNews(server, database, _boot.State);
    }

    /// <summary>Starts, serves and stops.</summary>
    /// <param name="isReset">It begins with a factory reset.</param>
    /// <exception cref="ServerException">It cannot start.</exception>
    public void Run(bool isReset)
    {
        WifiSetup setup = null;
        ServerStack stack = null;
        bool isLoaded = false;

        // Before anything is written: where nobody can be served, nothing is forgotten either.
        Socket listener = Listener.Open(_server.Settings.BindAddress, _server.Settings.Port);
        try
        {
            if (isReset)
            {
                _server.Wipe();
            }

            setup = _server.TakeWifiSetup() ? new WifiSetup(_server, _boot.State, _news) : null;
            isLoaded = _boot.TryLoad(setup);
            if (isLoaded && setup == null)
            {
                stack = new ServerStack(_server, _database, _boot, _news, listener);
            }
        }
        finally
        {
            if (stack == null)
            {
                listener.Close();
            }
        }

        if (stack != null)
        {
            Serve(stack);
        }
        else if (isLoaded)
        {
            setup.Run();
        }
    }

    private void Serve(ServerStack stack)
    {
        stack.Start();
        try
        {
            _news.Tell();
            byte[] address = _server.Settings.BindAddress;
            _server.Settings.Panel.Listening((address == null ? IPAddress.Any : new IPAddress(address)).ToString(), stack.Port);
            bool isOver = false;
            while (!isOver)
            {
                try
                {
                    Round(stack);
                    isOver = _server.IsEndWanted;
                }
                catch (OutOfMemoryException)
                {
                    // Nothing is called here: the interpreter keeps the frame of a call on the same heap. The next round gives back what can be missed.
                    _isShortOfMemory = true;
                }
            }

            if (_server.IsResetNext)
            {
                _server.Settings.Panel.Resetting();
                _news.Show(AccessoryStatus.Resetting);
            }
        }
        finally
        {
            // Also when the panel or the indicator, which are the product's, throw.
            CloseStatusPage();
            stack.Stop();
        }
    }

    private void Round(ServerStack stack)
    {
        if (_isShortOfMemory)
        {
            CloseStatusPage();
            _isShortOfMemory = false;
            Counters.Faults++;
        }

        long flashMs = stack.WriteFlash();
        _news.Tell();
        long pageMs = KeepStatusPage(stack);
        if (!_server.IsEndWanted)
        {
            _server.WaitForCommand(flashMs < pageMs ? flashMs : pageMs);
        }
    }

    // Who does not own the accessory gets no page; whoever presses again gets its whole time again. Returns how long it stays, long.MaxValue for closed.
    private long KeepStatusPage(ServerStack stack)
    {
        bool isPaired = _boot.State.Pairings.IsPaired;
        if (_server.TakeStatusPage() && isPaired)
        {
            _statusPage = _statusPage ?? new StatusPage(MakeStatusSite(stack), _server.Settings);
            _statusPage.Open();
        }

        if (_statusPage != null && (_statusPage.LeftMs <= 0 || !isPaired))
        {
            CloseStatusPage();
        }

        return _statusPage == null ? long.MaxValue : _statusPage.LeftMs;
    }

    private StatusSite MakeStatusSite(ServerStack stack)
    {
        return new StatusSite(_server, stack.Host, stack.Sockets, _news.Name, ServiceNames.Host(_news.Name, stack.Host.DeviceIdText));
    }

    private void CloseStatusPage()
    {
        if (_statusPage != null)
        {
            _statusPage.Close();
            _statusPage = null;
        }
    }
}
