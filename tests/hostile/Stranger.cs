// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Server.Tests;

namespace HapNano.Hostile.Tests;

/// <summary>A socket that says whatever it likes.</summary>
internal sealed class Stranger : IDisposable
{
    /// <summary>The last number of a stranger's address, unless a test says otherwise.</summary>
    public const byte Host = 66;

    private readonly Socket _socket;

    /// <summary>Connects from 127.0.0.<paramref name="host"/>.</summary>
    public Stranger(TestLamp lamp, byte host = Host)
        : this(lamp.Panel.Port, host)
    {
    }

    /// <summary>Connects to a port of the lamp.</summary>
    public Stranger(int port, byte host)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.Long.TotalMilliseconds };
        _socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, host]), 0));
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Sends bytes; a connection that the lamp has closed meanwhile is no news.</summary>
    public Stranger Say(byte[] bytes)
    {
        try
        {
            _socket.Send(bytes);
        }
        catch (SocketException)
        {
            // The lamp has had enough.
        }

        return this;
    }

    /// <summary>Sends text.</summary>
    public Stranger Say(string text) => Say(Encoding.Latin1.GetBytes(text));

    /// <summary>A pairing message and the status line of its answer.</summary>
    public string Post(string path, byte[] body)
    {
        Say([.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);
        return Hear();
    }

    /// <summary>What came with the next piece; empty at the end of the connection, however it ended.</summary>
    public string Hear()
    {
        byte[] buffer = new byte[4096];
        try
        {
            return Encoding.Latin1.GetString(buffer, 0, _socket.Receive(buffer));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return "";
        }
    }

    /// <summary>All that comes until the lamp closes, and whether it was an orderly end.</summary>
    public string HearAll(out bool isReset)
    {
        var all = new List<byte>();
        byte[] buffer = new byte[4096];
        isReset = false;
        try
        {
            for (int count = _socket.Receive(buffer); count > 0; count = _socket.Receive(buffer))
            {
                all.AddRange(buffer[..count]);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            isReset = true;
        }

        return Encoding.Latin1.GetString([.. all]);
    }

    /// <summary>Is gone without a goodbye: the lamp gets a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
