// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>The place of one connection: its socket, the thread that reads it, and who is sending.</summary>
/// <remarks>
/// <code>
///          Open                    anybody marks it             the reader has ended, nobody sends
///  free ────────────► open ─────────────────────► closing ─────────────────────────────────────► free
///  (accept thread)          (reader, event thread)               (accept thread closes the socket)
/// </code>
/// <para>Only the accept thread opens and closes, and it closes only when no other thread can still be in a call on the socket: on the board a descriptor
/// is given to the next connection before the old handle knows that it is gone.</para>
/// <para>Two threads send: the reader answers, the event thread delivers what comes later. The mark <c>_isSending</c> keeps them apart; whoever
/// finds it set leaves its bytes to the other one, who looks again before it goes.</para>
/// <para>All fields are guarded by the stack's lock; socket calls are made outside it.</para>
/// </remarks>
internal sealed class ConnectionSlot
{
    /// <summary>No send lasts longer. The socket says first that it takes what it is given, so only a system that is out of memory makes one wait.</summary>
    public const int SendTimeoutMs = 10000;

    // How soon a reader with nothing to read sees that its connection is closing.
    private const int ReadPollMicroseconds = 250000;

    // A peer that is told to go gets so long to take its answer, if it goes on sending.
    private const int LingerMs = 1000;
    private const int LingerBytes = 128;

    // How long a reader stands by while its peer makes room for the rest of an answer; then the event thread looks after it.
    private const int SendPollMicroseconds = 250000;

    // How soon a reader whose buffer is full, because an answer is being made, looks again.
    private const int FullPauseMs = 5;

    // What a socket that can be written takes without waiting: lwIP reports one with at least half of its 5,760 bytes free, Linux with a third of
    // more. One segment is less than that.
    private const int SendBytes = 1460;

    private readonly int _number;

    private Socket _socket;
    private HapConnection _connection;
    private bool _isReading;
    private bool _isSending;
    private bool _isClosing;
    private bool _isOutputReady;

    /// <summary>A free place.</summary>
    /// <param name="number">Tells it from the others in the log.</param>
    public ConnectionSlot(int number)
    {
        _number = number;
    }

    /// <summary>True while there is no connection in it.</summary>
    public bool IsFree => _connection == null;

    /// <summary>True while a verified controller has it; the caller holds the lock.</summary>
    public bool IsVerified => _connection != null && _connection.IsVerified;

    /// <summary>True when the event thread has something to do here.</summary>
    public bool IsOutputReady => _isOutputReady;

    /// <summary>Takes a connection in. The caller holds the lock; <see cref="StartReading"/> follows outside it.</summary>
    public void Open(Socket socket, HapConnection connection)
    {
        _socket = socket;
        _connection = connection;
        _isReading = true;
        _isSending = false;
        _isClosing = false;
        _isOutputReady = false;
        connection.Tag = this;
    }

    /// <summary>Starts the connection's reader.</summary>
    public void StartReading()
    {
        Log.Write(LogLevel.Debug, LogCategory.Connection, "accepted: place", _number, 0);
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

    /// <summary>The connection has output or wants to be closed; the caller holds the lock and wakes the event thread.</summary>
    public void MarkOutput()
    {
        _isOutputReady = true;
    }

    /// <summary>Closes the socket if the connection has ended and nobody uses the socket any more. Accept thread only.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when the slot became free.</returns>
    public bool TryClose(long nowMs)
    {
        Socket socket;
        lock (StackLock.Root)
        {
            if (_connection == null || !_isClosing || _isReading || _isSending)
            {
                return false;
            }

            socket = _socket;
        }

        CloseSocket(socket);
        lock (StackLock.Root)
        {
            HapConnection connection = _connection;
            _socket = null;
            _connection = null;
            connection.Tag = null;
            connection.Closed(nowMs);
        }

        Log.Write(LogLevel.Debug, LogCategory.Connection, "closed: place", _number, 0);
        return true;
    }

    /// <summary>
    /// Ends the connection at once, even under a reader that waits in a call. Only when nobody is accepted any more: no newcomer can be given the
    /// descriptor. <see cref="TryClose"/> frees the slot when the reader has ended.
    /// </summary>
    public void Abandon()
    {
        Socket socket;
        lock (StackLock.Root)
        {
            socket = _socket;
            _isClosing = _connection != null;
        }

        if (socket != null)
        {
            CloseSocket(socket);
        }
    }

    /// <summary>Sends what waits, as far as that can be done without waiting. For the event thread, and for the accept thread at its end.</summary>
    public void SendReady()
    {
        Send(0);
    }

    /// <summary>Closes a socket, whatever state it is in.</summary>
    public static void CloseSocket(Socket socket)
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

    // The reader's thread: from accept to close, one connection.
    private void Read()
    {
        try
        {
            while (ReadOnce())
            {
                // Each round waits, with a bound, for bytes.
            }

            if (_connection.IsAnsweredForGood)
            {
                PassOver();
            }
        }
        catch (Exception exception)
        {
            // A reset by the peer comes here, and whatever nobody foresaw: either way this connection has ended, and no other.
            Log.Caught(LogCategory.Connection, exception);
        }

        EndReading();
    }

    // RFC 9112 §9.6: a socket that is closed on unread bytes is reset, and a reset takes from the peer the answer that it has not read yet.
    private void PassOver()
    {
        byte[] rest = new byte[LingerBytes];
        long endMs = Platform.NowMs + LingerMs;
        Platform.EndSending(_socket);
        bool isMore = true;
        while (isMore && Platform.NowMs < endMs)
        {
            isMore = _socket.Poll(ReadPollMicroseconds, SelectMode.SelectRead) && _socket.Receive(rest, 0, LingerBytes, SocketFlags.None) > 0;
        }
    }

    private void EndReading()
    {
        lock (StackLock.Root)
        {
            _isClosing = true;
            _isReading = false;
        }
    }

    private bool ReadOnce()
    {
        if (!_socket.Poll(ReadPollMicroseconds, SelectMode.SelectRead))
        {
            return IsOpen();
        }

        int room;
        byte[] buffer;
        int offset;
        lock (StackLock.Root)
        {
            if (_isClosing)
            {
                return false;
            }

            room = _connection.PrepareReceive();
            buffer = _connection.ReceiveBuffer;
            offset = _connection.ReceiveOffset;
        }

        if (room == 0)
        {
            Thread.Sleep(FullPauseMs);
            Send(SendPollMicroseconds);
            return IsOpen();
        }

        int count = _socket.Receive(buffer, offset, room, SocketFlags.None);
        if (count <= 0)
        {
            return false;
        }

        lock (StackLock.Root)
        {
            _connection.Received(count, Platform.NowMs);
        }

        Send(SendPollMicroseconds);
        return IsOpen();
    }

    private bool IsOpen()
    {
        lock (StackLock.Root)
        {
            return !_isClosing;
        }
    }

    // What a peer does not take stays queued, and the host ends who takes nothing for ten seconds: no thread waits so long in a call.
    private void Send(int waitMicroseconds)
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
                // Also when something unforeseen passes by: a mark left behind would keep the slot for ever.
                EndSend(sent);
            }

            if (sent <= 0)
            {
                return;
            }
        }
    }

    private int SendOnce(int waitMicroseconds, byte[] buffer, int offset, int count)
    {
        return _socket.Poll(waitMicroseconds, SelectMode.SelectWrite)
            ? _socket.Send(buffer, offset, count < SendBytes ? count : SendBytes, SocketFlags.None)
            : 0;
    }

    private bool TryBeginSend(out byte[] buffer, out int offset, out int count)
    {
        buffer = null;
        offset = 0;
        count = 0;
        lock (StackLock.Root)
        {
            if (_connection == null || _isSending || _isClosing)
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
