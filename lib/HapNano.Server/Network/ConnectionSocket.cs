// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>The socket of one connection: who reads it, who sends on it, and when it may be closed.</summary>
/// <remarks>
/// <code>
///            Open                 anybody marks it             the reader has ended, nobody sends
///  in hand ─────────► open ───────────────────────► closing ─────────────────────────────────────► closed
///       (accept thread)      (reader, work thread)                 (accept thread closes the socket)
/// </code>
/// <para>Only the accept thread opens and closes, and it closes only when no other thread can still be in a call on the socket: on the board a descriptor
/// is given to the next connection before the old handle knows that it is gone.</para>
/// <para>Two threads send: the reader answers, the work thread delivers what comes later. The mark <c>_isSending</c> keeps them apart; whoever
/// finds it set leaves its bytes to the other one, who looks again before it goes.</para>
/// <para>All fields are guarded by the stack's lock; socket calls are made outside it.</para>
/// </remarks>
internal sealed class ConnectionSocket
{
    // No send lasts longer. The socket says first that it takes what it is given, so only a system that is out of memory makes one wait.
    private const int SendTimeoutMs = 10000;

    // What a socket that can be written takes without waiting: lwIP reports one with at least half of its 5,760 bytes free, Linux with a third of
    // more. One segment is less than that.
    private const int SendBytes = 1460;

    private Socket _socket;
    private HapConnection _connection;
    private bool _isReading;
    private bool _isSending;
    private bool _isClosing;
    private bool _isOutputReady;

    /// <summary>The socket; only calls that wait for a bounded time.</summary>
    public Socket Socket => _socket;

    /// <summary>Its connection; null while it is in hand.</summary>
    public HapConnection Connection => _connection;

    /// <summary>True until somebody marks it to be closed.</summary>
    public bool IsOpen
    {
        get
        {
            lock (StackLock.Root)
            {
                return !_isClosing;
            }
        }
    }

    /// <summary>True when the work thread has something to do here.</summary>
    public bool IsOutputReady => _isOutputReady;

    /// <summary>Takes a newcomer in hand; waits until there is one.</summary>
    public void Accept(Socket listener)
    {
        _socket = listener.Accept();
    }

    /// <summary>It has its place. The caller holds the lock; <see cref="StartReading"/> follows outside it.</summary>
    public void Open(HapConnection connection)
    {
        _connection = connection;
        _isReading = true;
        connection.Tag = this;
    }

    /// <summary>Tunes the socket, and starts its reader.</summary>
    public void StartReading()
    {
        Log.Write(LogLevel.Debug, LogCategory.Connection, "accepted: place", _connection.Slot, 0);
        try
        {
            Tune();
        }
        catch (Exception exception)
        {
            // Some systems refuse to tune what the peer has reset already, or lack an option: no reason to keep a controller out.
            Log.Caught(LogCategory.Connection, exception);
        }

        try
        {
            new Thread(Read).Start();
        }
        catch (Exception exception)
        {
            // No memory for another thread, on the board: this connection ends, the others have theirs.
            Log.Caught(LogCategory.Connection, exception);
            EndReading();
        }
    }

    /// <summary>The connection has output or wants to be closed; the caller holds the lock and wakes the work thread.</summary>
    public void MarkOutput()
    {
        _isOutputReady = true;
    }

    /// <summary>Closes the socket if the connection has ended and nobody uses the socket any more. Accept thread only.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when its place became free.</returns>
    public bool TryClose(long nowMs)
    {
        lock (StackLock.Root)
        {
            if (!_isClosing || _isReading || _isSending)
            {
                return false;
            }
        }

        Close(_socket);
        lock (StackLock.Root)
        {
            _connection.Closed(nowMs);
        }

        Log.Write(LogLevel.Debug, LogCategory.Connection, "closed: place", _connection.Slot, 0);
        return true;
    }

    /// <summary>
    /// Ends the connection at once, even under a reader that waits in a call. Only when nobody is accepted any more: no newcomer can be given the
    /// descriptor. <see cref="TryClose"/> frees the place when the reader has ended.
    /// </summary>
    public void Abandon()
    {
        lock (StackLock.Root)
        {
            _isClosing = true;
        }

        Close(_socket);
    }

    /// <summary>Sends what waits, as far as the peer takes it. The rest stays queued, and the host ends who takes nothing for ten seconds.</summary>
    /// <param name="waitMicroseconds">How long it may wait until the peer takes more; 0 for the work thread, and for the accept thread at its end.</param>
    public void Send(int waitMicroseconds)
    {
        while (TryBeginSend(out byte[] buffer, out int offset, out int count))
        {
            int sent = -1;
            try
            {
                sent = SendOnce(waitMicroseconds, buffer, offset, count);
            }
            catch (SocketException exception)
            {
                // The peer is gone.
                Log.Caught(LogCategory.Connection, exception);
            }
            finally
            {
                // Also when something unforeseen passes by: a mark left behind would keep the place for ever.
                EndSend(sent);
            }

            if (sent <= 0)
            {
                return;
            }
        }
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

    private void Tune()
    {
        // An answer is one write and must not wait for the acknowledgement of the one before.
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
        _socket.SendTimeout = SendTimeoutMs;
        Platform.KeepAlive(_socket);
    }

    // The reader's thread: from accept to close, one connection.
    private void Read()
    {
        try
        {
            ConnectionReader.Run(this);
        }
        catch (Exception exception)
        {
            // A reset by the peer comes here, and whatever nobody foresaw: either way this connection has ended, and no other.
            Log.Caught(LogCategory.Connection, exception);
        }

        EndReading();
    }

    private void EndReading()
    {
        lock (StackLock.Root)
        {
            _isClosing = true;
            _isReading = false;
        }
    }

    private bool TryBeginSend(out byte[] buffer, out int offset, out int count)
    {
        buffer = null;
        offset = 0;
        count = 0;
        lock (StackLock.Root)
        {
            if (_isSending || _isClosing)
            {
                return false;
            }

            count = _connection.OutputCount;
            if (count == 0)
            {
                _isOutputReady = false;
                _isClosing = _connection.IsCloseRequested;
                return false;
            }

            buffer = _connection.OutputBuffer;
            offset = _connection.OutputOffset;
            _isSending = true;
            return true;
        }
    }

    private int SendOnce(int waitMicroseconds, byte[] buffer, int offset, int count)
    {
        return _socket.Poll(waitMicroseconds, SelectMode.SelectWrite)
            ? _socket.Send(buffer, offset, count < SendBytes ? count : SendBytes, SocketFlags.None)
            : 0;
    }

    // sent: bytes taken; 0 when the peer takes none now; -1 when the connection has failed.
    private void EndSend(int sent)
    {
        lock (StackLock.Root)
        {
            _isSending = false;
            _isClosing |= sent < 0;
            if (sent > 0)
            {
                _connection.Sent(sent, Platform.NowMs);
            }
        }
    }
}
