// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>Opens the socket of discovery.</summary>
internal static class MdnsSocket
{
    /// <summary>TTL of what is sent, also to one host (RFC 6762 §11).</summary>
    public const int TimeToLive = 255;

    /// <summary>Opens a socket on port 5353 that is in the group, on one interface.</summary>
    /// <param name="address">The interface's, 4 bytes.</param>
    /// <exception cref="SocketException">Another program has the port for itself, or the link does no multicast.</exception>
    public static Socket Open(byte[] address)
    {
        Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // RFC 6762 §15.1: several responders of one machine share the port.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Any, MdnsResponder.Port));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, Membership(address));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, TimeToLive);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.IpTimeToLive, TimeToLive);
            return socket;
        }
        catch (SocketException)
        {
            // Told by whoever wanted it.
            ConnectionSocket.Close(socket);
            throw;
        }
    }

    // struct ip_mreq of both Linux and lwIP: the group, then the address of the interface, network order.
    private static byte[] Membership(byte[] address)
    {
        byte[] membership = new byte[8];
        Array.Copy(MdnsResponder.IPv4Group, 0, membership, 0, 4);
        Array.Copy(address, 0, membership, 4, 4);
        return membership;
    }
}
