// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>Waits for many sockets at once, and for whoever wakes it. For one thread; anybody may wake it.</summary>
/// <remarks>
/// The system waits for sockets only, so waking is a datagram from a socket to itself. It is sent only to a thread that waits, and under the stack's lock
/// too: sending it never waits.
/// </remarks>
internal sealed class NetworkWait
{
    private readonly Socket _wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _datagram = new byte[1];
    private readonly ArrayList _toRead = new ArrayList();
    private readonly ArrayList _toWrite = new ArrayList();
    private int _isWoken;
    private int _isWaiting;
    private bool _isClosed;

    /// <summary>Nobody has woken it.</summary>
    public NetworkWait()
    {
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Connect(_wake.LocalEndPoint);
        _wake.Blocking = false;
    }

    /// <summary>Ends the wait, or the next one.</summary>
    public void Wake()
    {
        // In this order, and Wait in the other: one of the two sees the other's mark.
        Interlocked.Exchange(ref _isWoken, 1);
        if (Interlocked.Exchange(ref _isWaiting, 0) != 0)
        {
            Send();
        }
    }

    /// <summary>Begins to gather what to wait for.</summary>
    public void Begin()
    {
        _toRead.Clear();
        _toWrite.Clear();
        _toRead.Add(_wake);
    }

    /// <summary>Waits for a socket too.</summary>
    /// <param name="socket">A listener or a connection.</param>
    /// <param name="isRead">For something to receive or accept.</param>
    /// <param name="isWrite">For room to send.</param>
    public void Add(Socket socket, bool isRead, bool isWrite)
    {
        if (isRead)
        {
            _toRead.Add(socket);
        }

        if (isWrite)
        {
            _toWrite.Add(socket);
        }
    }

    /// <summary>Something was done. The system knows without being told.</summary>
    public void Restart()
    {
    }

    /// <summary>Waits until something has happened.</summary>
    /// <param name="longestMs">No longer than this.</param>
    public void Wait(int longestMs)
    {
        Interlocked.Exchange(ref _isWaiting, 1);
        if (Interlocked.Exchange(ref _isWoken, 0) == 0)
        {
            Socket.Select(_toRead, _toWrite, null, longestMs * 1000);
        }

        Interlocked.Exchange(ref _isWaiting, 0);
        while (_wake.Available > 0)
        {
            _wake.Receive(_datagram, 0, 1, SocketFlags.None);
        }
    }

    /// <summary>Gives its socket back.</summary>
    public void Close()
    {
        lock (_datagram)
        {
            _isClosed = true;
            _wake.Close();
        }
    }

    private void Send()
    {
        lock (_datagram)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                _wake.Send(_datagram, 0, 1, SocketFlags.None);
            }
            catch (SocketException exception)
            {
                // A full buffer: then a datagram is there already.
                Log.Caught(LogCategory.Connection, exception);
            }
        }
    }
}
