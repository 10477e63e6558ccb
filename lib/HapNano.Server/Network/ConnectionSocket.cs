// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>The socket of one connection. Only <see cref="NetworkThread"/> uses it, and it never waits in a call on it.</summary>
/// <remarks>
/// <code>
///            Open             failed, or nothing more to say                 Close
///  in hand ─────────► open ─────────────────────────────────► closing ────────────────► closed
///                       '──► parting, told to go: what it still sends is passed over ──►'
/// </code>
/// </remarks>
internal sealed class ConnectionSocket
{
    // No send lasts longer. The socket says first that it takes what it is given, so only a system that is out of memory makes one wait.
    private const int SendTimeoutMs = 10000;

    // What a socket that can be written takes without waiting: lwIP reports one with at least half of its 5,760 bytes free, Linux with a third of
    // more. One segment is less than that.
    private const int SendBytes = 1460;

    // A peer that is told to go gets so long to take its answer, if it does not close before.
    private const int PartingMs = 500;
    private const int PassedOverBytes = 64;

    private const long Never = long.MaxValue;

    private readonly Socket _socket;
    private HapConnection _connection;
    private bool _isOutputReady;
    private bool _isFull;
    private bool _isClosing;
    private long _partsMs = Never;

    /// <summary>Takes a newcomer in hand.</summary>
    public ConnectionSocket(Socket socket)
    {
        _socket = socket;
    }

    /// <summary>The socket, to be waited for.</summary>
    public Socket Socket => _socket;

    /// <summary>Its connection; null while it is in hand.</summary>
    public HapConnection Connection => _connection;

    /// <summary>True when bytes of the peer would be taken now.</summary>
    public bool IsReading => !_isFull && !_isClosing;

    /// <summary>True when the peer has to take bytes first.</summary>
    public bool IsSending => _isOutputReady && _partsMs == Never && !_isClosing;

    /// <summary>When it is closed although the peer has not closed; long.MaxValue while it was not told to go.</summary>
    public long PartsMs => _partsMs;

    /// <summary>It has its place. The caller holds the lock; <see cref="Tune"/> follows outside it.</summary>
    public void Open(HapConnection connection)
    {
        _connection = connection;
        connection.Tag = this;
    }

    /// <summary>Prepares the socket for short answers and for a peer that vanishes.</summary>
    public void Tune()
    {
        Log.Write(LogLevel.Debug, LogCategory.Connection, "accepted: place", _connection.Slot, 0);
        try
        {
            // An answer is one write and must not wait for the acknowledgement of the one before.
            _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            _socket.SendTimeout = SendTimeoutMs;
            Platform.KeepAlive(_socket);
        }
        catch (Exception exception)
        {
            // Some systems refuse to tune what the peer has reset already, or lack an option: no reason to keep a controller out.
            Log.Caught(LogCategory.Connection, exception);
        }
    }

    /// <summary>The connection has output or wants to be closed; the caller holds the lock and wakes the thread.</summary>
    public void MarkOutput()
    {
        _isOutputReady = true;
    }

    /// <summary>Sends what waits and receives what has come, as far as neither has to be waited for.</summary>
    /// <returns>True when something was done, and there may be more to do.</returns>
    public bool Serve()
    {
        try
        {
            bool isBusy = IsSending && Send();
            if (!_isClosing && _socket.Poll(0, SelectMode.SelectRead))
            {
                isBusy |= _partsMs == Never ? Receive() : PassOver();
            }

            _isClosing |= Platform.NowMs >= _partsMs;
            return isBusy;
        }
        catch (Exception exception)
        {
            // A reset by the peer comes here, and whatever nobody foresaw: either way this connection has ended, and no other.
            Log.Caught(LogCategory.Connection, exception);
            _isClosing = true;
            return true;
        }
    }

    /// <summary>Closes the socket if there is nothing left to do with it.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when its place became free.</returns>
    public bool TryClose(long nowMs)
    {
        if (!_isClosing)
        {
            return false;
        }

        Close(_socket);
        lock (StackLock.Root)
        {
            _connection.Closed(nowMs);
        }

        Log.Write(LogLevel.Debug, LogCategory.Connection, "closed: place", _connection.Slot, 0);
        return true;
    }

    /// <summary>Whatever it is doing, it is to be closed.</summary>
    public void Abandon()
    {
        _isClosing = true;
    }

    /// <summary>Closes a socket, whatever state it is in.</summary>
    public static void Close(Socket socket)
    {
        try
        {
            socket.Close();
        }
        catch (SocketException exception)
        {
            // The peer may be gone in any way, and the socket may be closed already; the descriptor is free all the same.
            Log.Caught(LogCategory.Connection, exception);
        }
    }

    private bool Receive()
    {
        int room;
        byte[] buffer;
        int offset;
        lock (StackLock.Root)
        {
            room = _connection.PrepareReceive();
            buffer = _connection.ReceiveBuffer;
            offset = _connection.ReceiveOffset;
        }

        // No room while an answer is being made: its end is output, or takes the output that is there.
        _isFull = room == 0;
        if (_isFull)
        {
            return false;
        }

        int count = _socket.Receive(buffer, offset, room, SocketFlags.None);
        if (count <= 0)
        {
            _isClosing = true;
            return true;
        }

        lock (StackLock.Root)
        {
            _connection.Received(count, Platform.NowMs);
        }

        Send();
        return true;
    }

    // Sends as far as the peer takes it. The rest stays queued, and the host ends who takes nothing for ten seconds.
    private bool Send()
    {
        bool isBusy = false;
        while (true)
        {
            byte[] buffer;
            int offset;
            int count;
            lock (StackLock.Root)
            {
                count = _connection.OutputCount;
                buffer = _connection.OutputBuffer;
                offset = _connection.OutputOffset;
                _isOutputReady = count != 0;
            }

            if (count == 0)
            {
                EndIfWanted();
                return isBusy;
            }

            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return isBusy;
            }

            int sent = _socket.Send(buffer, offset, count < SendBytes ? count : SendBytes, SocketFlags.None);
            _isFull = false;
            isBusy = true;
            lock (StackLock.Root)
            {
                _connection.Sent(sent, Platform.NowMs);
            }
        }
    }

    private void EndIfWanted()
    {
        bool isAnswered;
        lock (StackLock.Root)
        {
            isAnswered = _connection.IsAnsweredForGood;
            _isClosing = _connection.IsCloseRequested && !isAnswered;
        }

        if (isAnswered)
        {
            _partsMs = Platform.NowMs + PartingMs;
            Platform.EndSending(_socket);
        }
    }

    // RFC 9112 §9.6: a socket that is closed on unread bytes is reset, and a reset takes from the peer the answer that it has not read yet.
    private bool PassOver()
    {
        byte[] rest = new byte[PassedOverBytes];
        _isClosing = _socket.Receive(rest, 0, rest.Length, SocketFlags.None) <= 0;
        return true;
    }
}
