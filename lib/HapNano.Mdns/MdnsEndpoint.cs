// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>
/// One end of a UDP packet: where it came from, or where it goes; the multicast group when it is made. The server makes one for receiving and one for
/// sending and uses them for every packet.
/// </summary>
public sealed class MdnsEndpoint
{
    /// <summary>An IPv4 address, in bytes.</summary>
    public const int IPv4Bytes = 4;

    /// <summary>An IPv6 address, in bytes.</summary>
    public const int IPv6Bytes = 16;

    private readonly byte[] _address = new byte[IPv6Bytes];
    private int _addressCount;
    private int _port = MdnsResponder.Port;

    /// <summary>
    /// True: port 5353 of 224.0.0.251, and of FF02::FB when the server has an IPv6 socket; <see cref="AddressCount"/> is 0.
    /// False: <see cref="Address"/> and <see cref="Port"/> say where.
    /// </summary>
    public bool IsMulticast => _addressCount == 0;

    /// <summary>The address in network order, in the first <see cref="AddressCount"/> bytes of this array of 16. Owned by this object.</summary>
    public byte[] Address => _address;

    /// <summary>4 for IPv4, 16 for IPv6, 0 for the multicast group.</summary>
    public int AddressCount => _addressCount;

    /// <summary>UDP port, 1..65535.</summary>
    public int Port => _port;

    /// <summary>Makes this the multicast group.</summary>
    public void SetMulticast()
    {
        _addressCount = 0;
        _port = MdnsResponder.Port;
    }

    /// <summary>Makes this one address and port. Copies the address.</summary>
    /// <param name="address">4 or 16 bytes, network order; the whole array.</param>
    /// <param name="port">0..65535. A packet cannot come from port 0; the responder ignores one that claims it.</param>
    /// <exception cref="ArgumentNullException">No address.</exception>
    /// <exception cref="ArgumentException">Neither 4 nor 16 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such port.</exception>
    public void Set(byte[] address, int port)
    {
        if (address == null)
        {
            throw new ArgumentNullException();
        }

        if (address.Length != IPv4Bytes && address.Length != IPv6Bytes)
        {
            throw new ArgumentException();
        }

        if (port < 0 || port > 65535)
        {
            throw new ArgumentOutOfRangeException();
        }

        Array.Copy(address, 0, _address, 0, address.Length);
        _addressCount = address.Length;
        _port = port;
    }

    /// <summary>Makes this the same as <paramref name="other"/>.</summary>
    internal void CopyFrom(MdnsEndpoint other)
    {
        Array.Copy(other._address, 0, _address, 0, other._addressCount);
        _addressCount = other._addressCount;
        _port = other._port;
    }

    /// <summary>True when both are the same address and port.</summary>
    internal bool IsSame(MdnsEndpoint other)
    {
        return _addressCount == other._addressCount
            && _port == other._port
            && WireName.BytesEqual(_address, 0, other._address, 0, _addressCount);
    }
}
