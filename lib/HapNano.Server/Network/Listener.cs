// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>Opens the sockets that take connections.</summary>
internal static class Listener
{
    // It has room for every controller that comes back at once after a power cut.
    private const int Backlog = HapHost.MaxVerifiedConnections;

    /// <summary>Begins to listen.</summary>
    /// <param name="bindAddress">4 bytes; null for all addresses.</param>
    /// <param name="port">TCP port, 0 for any.</param>
    /// <exception cref="ServerException">The port or the address cannot be had.</exception>
    public static Socket Open(byte[] bindAddress, int port)
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
}
