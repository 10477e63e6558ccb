// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>Discovery over IPv6: a second socket on the same interface, while the server accepts IPv6 and the interface has an address.</summary>
internal sealed partial class MdnsThread
{
    private readonly List<Socket> _readable = new List<Socket>();
    private Socket _ipv6Socket;
    private IPEndPoint _ipv6Group;
    private IPAddress _ipv6Address;
    private int _interface;

    private bool IsIPv6Served => _bindAddress == null && Platform.AnyAddress.AddressFamily == AddressFamily.InterNetworkV6;

    partial void OpenIPv6(ref byte[] address)
    {
        _ipv6Address = FindAddress(_address, out _interface);
        if (_ipv6Address == null)
        {
            return;
        }

        Socket socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            IPAddress group = new IPAddress(MdnsResponder.IPv6Group, _interface);
            socket.DualMode = false;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, MdnsResponder.Port));
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, _interface));
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, _interface);
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, MdnsSocket.TimeToLive);
            socket.Ttl = MdnsSocket.TimeToLive;
            _ipv6Group = new IPEndPoint(group, MdnsResponder.Port);
            _ipv6Socket = socket;
            address = _ipv6Address.GetAddressBytes();
        }
        catch (SocketException exception)
        {
            // IPv4 has its socket, so there is discovery. An address that nobody can ask for is not published.
            Log.Caught(Category, exception);
            socket.Close();
        }
    }

    partial void FollowIPv6(ref bool isSame)
    {
        if (!isSame)
        {
            return;
        }

        IPAddress found = FindAddress(_address, out int index);
        if (found == null && _ipv6Address != null)
        {
            // Withdrawn, where an address that comes is probed for: beginning anew would forget the goodbye, and no other record takes an AAAA back.
            CloseIPv6();
            _ipv6Address = null;
            _responder.SetAddresses(_address, _mask, null, Environment.TickCount64);
            return;
        }

        isSame = Equals(found, _ipv6Address) && (found == null || index == _interface);
    }

    partial void WaitForIPv6Too(ref int waitMs)
    {
        if (_ipv6Socket == null)
        {
            return;
        }

        _readable.Clear();
        _readable.Add(_socket);
        _readable.Add(_ipv6Socket);
        Socket.Select(_readable, null, null, waitMs * 1000);
        waitMs = 0;
    }

    partial void ReceiveIPv6()
    {
        if (_ipv6Socket != null && _ipv6Socket.Poll(0, SelectMode.SelectRead))
        {
            ReceiveFrom(_ipv6Socket, new IPEndPoint(IPAddress.IPv6Any, 0));
        }
    }

    // Linux hands over what any interface hears; who is link-local elsewhere is not on our link.
    partial void CheckInterface(IPAddress source, ref bool isOnLink)
    {
        if (source.IsIPv6LinkLocal)
        {
            isOnLink = source.ScopeId == _interface;
        }
    }

    partial void SendIPv6(int count)
    {
        if (_ipv6Socket == null || (!_destination.IsMulticast && _destination.AddressCount != MdnsEndpoint.IPv6Bytes))
        {
            return;
        }

        IPEndPoint destination = _ipv6Group;
        if (!_destination.IsMulticast)
        {
            // A link-local address means nothing without its interface; with another address the interface is passed over.
            destination = new IPEndPoint(new IPAddress(_destination.Address, _interface), _destination.Port);
        }

        try
        {
            _ipv6Socket.SendTo(_packet, 0, count, SocketFlags.None, destination);
        }
        catch (SocketException exception)
        {
            // IPv4 goes its own way; what was not sent is asked for again.
            Log.Caught(Category, exception);
        }
    }

    partial void CloseIPv6()
    {
        if (_ipv6Socket != null)
        {
            _ipv6Socket.Close();
            _ipv6Socket = null;
        }
    }

    private IPAddress FindAddress(byte[] ipv4, out int index)
    {
        index = 0;
        return IsIPv6Served ? LinkIPv6.Find(ipv4, out index) : null;
    }
}
