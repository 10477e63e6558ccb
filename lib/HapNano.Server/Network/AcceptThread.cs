// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>Listens, and is the only thread that opens and closes connections.</summary>
internal sealed class AcceptThread : ServerThread
{
    // How soon a connection that has ended gives its place back.
    private const int PollMicroseconds = 100000;

    // A newcomer for whom there is no place waits in hand; the others wait in the backlog.
    private const int NoPlacePauseMs = 50;

    private readonly HapHost _host;
    private readonly Socket _listener;
    private readonly ConnectionSocket[] _sockets;
    private ConnectionSocket _inHand;
    private bool _isCounted;

    /// <summary>Nobody is accepted before <see cref="ServerThread.Start"/>.</summary>
    /// <param name="host">Takes the connections.</param>
    /// <param name="sockets">Their places, by <see cref="HapConnection.Slot"/>; this thread fills and empties them.</param>
    /// <param name="listener">From <see cref="Listener.Open"/>; closed at the end.</param>
    public AcceptThread(HapHost host, ConnectionSocket[] sockets, Socket listener)
        : base(LogCategory.Connection)
    {
        _host = host;
        _sockets = sockets;
        _listener = listener;
        Port = ((IPEndPoint)_listener.LocalEndPoint).Port;
    }

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than PollMicroseconds.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        Sweep(Platform.NowMs);
        if (_inHand == null)
        {
            if (!_listener.Poll(PollMicroseconds, SelectMode.SelectRead))
            {
                return;
            }

            // Made first: without memory for it the newcomer waits in the backlog.
            ConnectionSocket newcomer = new ConnectionSocket();
            newcomer.Accept(_listener);
            _inHand = newcomer;
            _isCounted = false;
        }

        try
        {
            Place();
        }
        catch (SocketException exception)
        {
            // The peer was gone before it had a place.
            Log.Caught(Category, exception);
            Drop();
        }
    }

    /// <inheritdoc/>
    /// <remarks>What a thread sends already gets a moment; what is only queued is dropped. Then every connection is closed, whatever its peer does.</remarks>
    protected override void End()
    {
        const int FarewellMs = 1000;
        long endMs = Platform.NowMs + FarewellMs;
        lock (StackLock.Root)
        {
            _host.CloseAll();
        }

        _listener.Close();
        if (_inHand != null)
        {
            Drop();
        }

        bool isAnyOpen = true;
        while (isAnyOpen)
        {
            TakeLeave(Platform.NowMs >= endMs);
            isAnyOpen = !Sweep(Platform.NowMs);
            Thread.Sleep(isAnyOpen ? 10 : 0);
        }
    }

    // Closes what has ended. Returns true when there is nothing else.
    private bool Sweep(long nowMs)
    {
        bool isEmpty = true;
        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_sockets[i] != null && _sockets[i].TryClose(nowMs))
            {
                _sockets[i] = null;
            }

            isEmpty &= _sockets[i] == null;
        }

        return isEmpty;
    }

    private void TakeLeave(bool isTimeUp)
    {
        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_sockets[i] != null)
            {
                _sockets[i].Send(0);
                if (isTimeUp)
                {
                    _sockets[i].Abandon();
                }
            }
        }
    }

    private void Place()
    {
        ulong address = ToNumber(((IPEndPoint)_inHand.Socket.RemoteEndPoint).Address);
        ConnectionSocket socket = _inHand;
        bool isRefused;
        lock (StackLock.Root)
        {
            // Asked also when every place is taken: then the host ends somebody whose time is over.
            long nowMs = Platform.NowMs;
            HapConnection connection = _host.Accept(address, nowMs);
            if (connection != null)
            {
                _inHand = null;
                _sockets[connection.Slot] = socket;
                socket.Open(connection);
            }

            isRefused = connection == null && _host.IsCrowded(address, nowMs);
        }

        if (_inHand == null)
        {
            socket.StartReading();
        }
        else
        {
            Keep(isRefused);
        }
    }

    // A newcomer in hand is asked for again and again, and counts once.
    private void Keep(bool isRefused)
    {
        Counters.Crowds += isRefused ? 1 : 0;
        Counters.Waits += isRefused || _isCounted ? 0 : 1;
        _isCounted = true;
        if (isRefused)
        {
            Drop();
        }
        else
        {
            Thread.Sleep(NoPlacePauseMs);
        }
    }

    private void Drop()
    {
        ConnectionSocket.Close(_inHand.Socket);
        _inHand = null;
    }

    private static ulong ToNumber(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        ulong number = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            // IPv6 folds into 64 bits.
            number = (number << 8) ^ (number >> 56) ^ bytes[i];
        }

        return number;
    }
}
