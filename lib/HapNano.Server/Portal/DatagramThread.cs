// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>Gives a protocol of packets its socket.</summary>
internal sealed class DatagramThread : ServerThread
{
    // The longest packet that every host takes (RFC 791 §3.1); longer questions are cut, and refused as malformed.
    private const int PacketBytes = 576;
    private const int PollMicroseconds = 200000;
    private const int DhcpClientPort = 68;

    private readonly IDatagramService _service;
    private readonly Socket _socket;
    private readonly byte[] _packet = new byte[PacketBytes];
    private readonly IPEndPoint _everybody = new IPEndPoint(new IPAddress(new byte[] { 255, 255, 255, 255 }), DhcpClientPort);

    /// <summary>Takes the port.</summary>
    /// <param name="service">Answers.</param>
    /// <param name="address">Where it listens, 4 bytes: the access point's, so that answers leave there.</param>
    /// <param name="port">UDP port.</param>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public DatagramThread(IDatagramService service, byte[] address, int port)
        : base(LogCategory.Network)
    {
        _service = service;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
        _socket.Bind(new IPEndPoint(new IPAddress(address), port));
        Port = ((IPEndPoint)_socket.LocalEndPoint).Port;
    }

    /// <summary>The UDP port.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than PollMicroseconds.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        if (!_socket.Poll(PollMicroseconds, SelectMode.SelectRead))
        {
            return;
        }

        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            int count = _socket.ReceiveFrom(_packet, 0, _packet.Length, SocketFlags.None, ref from);
            count = _service.Answer(_packet, count);
            if (count > 0)
            {
                _socket.SendTo(_packet, 0, count, SocketFlags.None, _service.IsBroadcast ? _everybody : from);
            }
        }
        catch (SocketException exception)
        {
            // A packet longer than any that counts, or one that nobody takes. The socket goes on.
            Log.Caught(Category, exception);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        ConnectionSocket.Close(_socket);
    }
}
