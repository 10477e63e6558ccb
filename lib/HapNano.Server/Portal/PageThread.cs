// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>A small web server for one or two people: all connections on one thread, and none of them makes another wait but for the sending of a page.</summary>
internal sealed class PageThread : ServerThread
{
    // How soon a request is seen while connections are open.
    private const int PauseMs = 20;
    private const int IdleMicroseconds = 200000;

    // Whoever waits for a place gets that of somebody who had so long for a request. Browsers open connections that ask nothing yet, and a request that
    // is on its way needs less.
    private const int GiveWayMs = 500;

    private readonly PageSite _site;
    private readonly PageWriter _page;
    private readonly PageSlot[] _slots;
    private readonly Socket _listener;

    /// <summary>Begins to listen.</summary>
    /// <param name="site">Answers the requests.</param>
    /// <param name="address">4 bytes; null for all addresses.</param>
    /// <param name="port">TCP port, 0 for any.</param>
    /// <param name="connections">How many at a time; sockets are scarce on the board.</param>
    /// <param name="pageBytes">The longest response.</param>
    /// <exception cref="ServerException">The port or the address cannot be had.</exception>
    public PageThread(PageSite site, byte[] address, int port, int connections, int pageBytes)
        : base(LogCategory.Server)
    {
        _site = site;
        _page = new PageWriter(pageBytes);
        _slots = new PageSlot[connections];
        for (int i = 0; i < connections; i++)
        {
            _slots[i] = new PageSlot();
        }

        _listener = Listener.Open(address, port);
        Port = ((IPEndPoint)_listener.LocalEndPoint).Port;
    }

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than IdleMicroseconds.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        long nowMs = Platform.NowMs;
        bool isAnyOpen = false;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (!_slots[i].IsFree)
            {
                _slots[i].Serve(_site, _page, nowMs);
                isAnyOpen |= !_slots[i].IsFree;
            }
        }

        PageSlot place = _listener.Poll(isAnyOpen ? 0 : IdleMicroseconds, SelectMode.SelectRead) ? FindPlace(nowMs) : null;
        if (place != null)
        {
            place.Open(_listener.Accept(), nowMs);
        }
        else if (isAnyOpen)
        {
            Thread.Sleep(PauseMs);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        _listener.Close();
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i].Close();
        }
    }

    // A free one, or that of the one that has waited longest without a whole request; null while none has had its time: the newcomer stays in the
    // backlog, where it takes no socket.
    private PageSlot FindPlace(long nowMs)
    {
        PageSlot oldest = _slots[0];
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].IsFree)
            {
                return _slots[i];
            }

            oldest = _slots[i].SinceMs < oldest.SinceMs ? _slots[i] : oldest;
        }

        if (nowMs - oldest.SinceMs < GiveWayMs)
        {
            return null;
        }

        oldest.Close();
        return oldest;
    }
}
