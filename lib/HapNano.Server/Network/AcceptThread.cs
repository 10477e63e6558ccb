// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
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
    // It has room for every controller that comes back at once after a power cut.
    private const int Backlog = HapHost.MaxVerifiedConnections;

    private readonly HapHost _host;
    private readonly Socket _listener;
    private readonly ConnectionSlot[] _slots;
    private Socket _inHand;
    private bool _isCounted;

    /// <summary>Nobody is accepted before <see cref="ServerThread.Start"/>.</summary>
    /// <param name="host">Takes the connections.</param>
    /// <param name="slots">Their places.</param>
    /// <param name="listener">From <see cref="Listen"/>; closed at the end.</param>
    public AcceptThread(HapHost host, ConnectionSlot[] slots, Socket listener)
        : base(LogCategory.Connection)
    {
        _host = host;
        _slots = slots;
        _listener = listener;
        Port = ((IPEndPoint)_listener.LocalEndPoint).Port;
    }

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="bindAddress">4 bytes; null for all addresses.</param>
    /// <param name="port">TCP port, 0 for any.</param>
    /// <exception cref="ServerException">The port or the address cannot be had.</exception>
    public static Socket Listen(byte[] bindAddress, int port)
    {
        IPAddress address = bindAddress == null ? Platform.AnyAddress : new IPAddress(bindAddress);
        Socket listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Platform.Prepare(listener);
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException)
        {
            // The number of the error differs between platforms, so the reason is found by trying.
            listener.Close();
            throw CanBind(address)
                ? new ServerException(ServerFault.PortNotAvailable, "Port " + port.ToString() + " is in use, or may not be used.")
                : new ServerException(ServerFault.AddressNotAvailable, "The address " + address.ToString() + " is none of this device.");
        }
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than PollMicroseconds.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        long nowMs = Platform.NowMs;
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i].TryClose(nowMs);
        }

        if (_inHand == null)
        {
            if (!_listener.Poll(PollMicroseconds, SelectMode.SelectRead))
            {
                return;
            }

            _inHand = _listener.Accept();
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
            ConnectionSlot.CloseSocket(_inHand);
            _inHand = null;
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
            ConnectionSlot.CloseSocket(_inHand);
            _inHand = null;
        }

        bool isAnyOpen = true;
        while (isAnyOpen)
        {
            long nowMs = Platform.NowMs;
            isAnyOpen = CloseEnded(nowMs, nowMs >= endMs);
            Thread.Sleep(isAnyOpen ? 10 : 0);
        }
    }

    private bool CloseEnded(long nowMs, bool isTimeUp)
    {
        bool isAnyOpen = false;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (isTimeUp)
            {
                _slots[i].Abandon();
            }

            _slots[i].SendReady();
            _slots[i].TryClose(nowMs);
            isAnyOpen |= !_slots[i].IsFree;
        }

        return isAnyOpen;
    }

    private static bool CanBind(IPAddress address)
    {
        Socket probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            // That was the question.
            return false;
        }
        finally
        {
            probe.Close();
        }
    }

    private void Place()
    {
        IPEndPoint remote = (IPEndPoint)_inHand.RemoteEndPoint;
        ulong address = ToNumber(remote.Address);
        ConnectionSlot slot = null;
        bool isRefused = false;
        lock (StackLock.Root)
        {
            // Asked also when every slot is taken: then the host ends somebody whose time is over. It has a place exactly when there is a free slot.
            long nowMs = Platform.NowMs;
            HapConnection connection = _host.Accept(address, nowMs);
            if (connection != null)
            {
                slot = FindFree();
                slot.Open(_inHand, connection);
            }
            else
            {
                isRefused = _host.IsCrowded(address, nowMs);
            }
        }

        if (slot == null)
        {
            Count(isRefused);
            Keep(!isRefused);
            return;
        }

        Socket socket = _inHand;
        _inHand = null;
        try
        {
            Tune(socket);
        }
        catch (Exception exception)
        {
            // Some systems refuse to tune what the peer has reset already, or lack an option: no reason to keep a controller out.
            Log.Caught(Category, exception);
        }

        slot.StartReading();
    }

    // A newcomer in hand is asked for again and again, and counts once.
    private void Count(bool isRefused)
    {
        Counters.Crowds += isRefused ? 1 : 0;
        Counters.Waits += isRefused || _isCounted ? 0 : 1;
        _isCounted = true;
    }

    private void Keep(bool isWaiting)
    {
        if (isWaiting)
        {
            Thread.Sleep(NoPlacePauseMs);
        }
        else
        {
            ConnectionSlot.CloseSocket(_inHand);
            _inHand = null;
        }
    }

    private static void Tune(Socket socket)
    {
        // An answer is one write and must not wait for the acknowledgement of the one before.
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
        socket.SendTimeout = ConnectionSlot.SendTimeoutMs;
        Platform.KeepAlive(socket);
    }

    private ConnectionSlot FindFree()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].IsFree)
            {
                return _slots[i];
            }
        }

        return null;
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
