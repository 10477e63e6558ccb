// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>
/// Does all that HAP's connections need: accepts them, receives, sends answers and events, closes, keeps the host's deadlines and does the
/// arithmetic of pairing in slices.
/// </summary>
/// <remarks>
/// <para>No call on a socket waits; the thread waits in one place, <see cref="NetworkWait"/>, for all of them. So a peer that reads or sends slowly delays
/// nobody, and no descriptor is closed while another thread is in a call on it: on the board it would be given to the next connection before
/// the old handle knows that it is gone.</para>
/// <para>A thread a connection costs the board 1.3 KB of heap each, and buys nothing there: the interpreter runs all threads on one task. For the same
/// reason a slice of arithmetic, which is a native call of at most 30 ms, stops everything whoever makes it; between two slices everybody is served.</para>
/// </remarks>
internal sealed class NetworkThread : ServerThread
{
    private const int LongestWaitMs = 1000;

    // A newcomer for whom there is no place waits in hand, and is asked for again; the others wait in the backlog.
    private const int NoPlaceMs = 50;

    // Somebody else has to do what is due, such as values that are to be written on flash.
    private const int OverdueMs = 20;

    private readonly HapHost _host;
    private readonly ConnectionSocket[] _sockets;
    private readonly Socket _listener;
    private readonly NetworkWait _wait = new NetworkWait();
    private ConnectionSocket _inHand;
    private bool _isCounted;
    private long _nextMs;

    /// <summary>Nobody is accepted before <see cref="ServerThread.Start"/>.</summary>
    /// <param name="host">Takes the connections.</param>
    /// <param name="sockets">Their places, by <see cref="HapConnection.Slot"/>; this thread fills and empties them.</param>
    /// <param name="listener">From <see cref="Listener.Open"/>; closed at the end.</param>
    public NetworkThread(HapHost host, ConnectionSocket[] sockets, Socket listener)
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
        _wait.Wake();
    }

    /// <summary>The host has something to do earlier than it said. The caller holds the lock.</summary>
    public void LookAgain()
    {
        _nextMs = 0;
        _wait.Wake();
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        // Accepting last: while the system has no socket or no memory for a newcomer it throws, and what gives some back is time limits.
        bool isBusy = ServeAll();
        if (Platform.NowMs >= _nextMs)
        {
            isBusy |= KeepTime();
        }

        isBusy |= AcceptOne();
        if (isBusy)
        {
            _wait.Restart();
        }
        else
        {
            Wait();
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is only queued is dropped.</remarks>
    protected override void End()
    {
        lock (StackLock.Root)
        {
            _host.CloseAll();
        }

        _listener.Close();
        if (_inHand != null)
        {
            Drop();
        }

        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_sockets[i] != null)
            {
                _sockets[i].Abandon();
            }
        }

        Sweep();
        _wait.Close();
    }

    private bool ServeAll()
    {
        bool isBusy = false;
        for (int i = 0; i < _sockets.Length; i++)
        {
            ConnectionSocket socket = _sockets[i];
            if (socket != null)
            {
                isBusy |= socket.Serve();
            }
        }

        Sweep();
        return isBusy;
    }

    private void Sweep()
    {
        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_sockets[i] != null && _sockets[i].TryClose(Platform.NowMs))
            {
                _sockets[i] = null;
            }
        }
    }

    // Time limits, held events, and a slice of arithmetic. Returns true when there is more of that.
    private bool KeepTime()
    {
        bool hasWork;
        lock (StackLock.Root)
        {
            long nowMs = Platform.NowMs;
            _host.Poll(nowMs);
            hasWork = _host.HasWork && _host.Work(nowMs);
            _nextMs = hasWork ? nowMs : NextMs(nowMs);
        }

        if (hasWork)
        {
            // Whoever waits for the lock gets it.
            Thread.Sleep(0);
        }

        return hasWork;
    }

    private long NextMs(long nowMs)
    {
        long nextMs = _host.NextDeadlineMs;
        return nextMs <= nowMs ? nowMs + OverdueMs
            : nextMs - nowMs > LongestWaitMs ? nowMs + LongestWaitMs
            : nextMs;
    }

    private void Wait()
    {
        _wait.Begin();
        if (_inHand == null)
        {
            _wait.Add(_listener, true, false);
        }

        long nowMs = Platform.NowMs;
        long endMs = _inHand == null ? _nextMs : nowMs + NoPlaceMs;
        for (int i = 0; i < _sockets.Length; i++)
        {
            ConnectionSocket socket = _sockets[i];
            if (socket != null)
            {
                _wait.Add(socket.Socket, socket.IsReading, socket.IsSending);
                endMs = socket.PartsMs < endMs ? socket.PartsMs : endMs;
            }
        }

        long leftMs = (_nextMs < endMs ? _nextMs : endMs) - nowMs;
        _wait.Wait(leftMs > LongestWaitMs ? LongestWaitMs : leftMs < 0 ? 0 : (int)leftMs);
    }

    private bool AcceptOne()
    {
        if (_inHand == null)
        {
            if (!_listener.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            _inHand = new ConnectionSocket(_listener.Accept());
            _isCounted = false;
        }

        try
        {
            return Place();
        }
        catch (SocketException exception)
        {
            // The peer was gone before it had a place.
            Log.Caught(Category, exception);
            Drop();
            return true;
        }
    }

    // Returns false when the newcomer has to wait.
    private bool Place()
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
            socket.Tune();
            return true;
        }

        Count(isRefused);
        if (isRefused)
        {
            Drop();
        }

        return isRefused;
    }

    // A newcomer in hand is asked for again and again, and counts once.
    private void Count(bool isRefused)
    {
        Counters.Crowds += isRefused ? 1 : 0;
        Counters.Waits += isRefused || _isCounted ? 0 : 1;
        _isCounted = true;
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
