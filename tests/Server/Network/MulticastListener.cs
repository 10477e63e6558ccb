// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Mdns;

namespace HapNano.Server.Tests;

/// <summary>Hears what is said on the group of multicast DNS on 127.0.0.1.</summary>
internal sealed class MulticastListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public MulticastListener()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Any, MdnsResponder.Port));
        _socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(new IPAddress(MdnsResponder.IPv4Group), IPAddress.Loopback));
        _socket.ReceiveTimeout = (int)Patience.Long.TotalMilliseconds;
    }

    /// <summary>Waits for a packet that a condition likes; the bytes come as Latin-1 text.</summary>
    public string WaitFor(Predicate<string> condition)
    {
        byte[] packet = new byte[2000];
        string text;
        do
        {
            text = Encoding.Latin1.GetString(packet, 0, _socket.Receive(packet));
        }
        while (!condition(text));
        return text;
    }

    public void Dispose() => _socket.Dispose();
}
