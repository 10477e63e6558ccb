// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>
/// Tells sources on our link from others (RFC 6762 §11). Which address a packet was sent to cannot be asked on nanoFramework, so the
/// source decides alone.
/// </summary>
internal sealed class LinkFilter
{
    private readonly byte[] _ipv4 = new byte[MdnsEndpoint.IPv4Bytes];
    private readonly byte[] _mask = new byte[MdnsEndpoint.IPv4Bytes];
    private readonly byte[] _ipv6 = new byte[MdnsEndpoint.IPv6Bytes];
    private bool _isOpen = true;
    private bool _hasIPv6;

    /// <summary>Sets the link.</summary>
    /// <param name="ipv4">Our address, 4 bytes.</param>
    /// <param name="mask">Its mask, 4 bytes; null lets every source pass.</param>
    /// <param name="ipv6">Our address, 16 bytes, or null.</param>
    internal void Set(byte[] ipv4, byte[] mask, byte[] ipv6)
    {
        Array.Copy(ipv4, 0, _ipv4, 0, _ipv4.Length);
        _isOpen = mask == null;
        if (mask != null)
        {
            Array.Copy(mask, 0, _mask, 0, _mask.Length);
        }

        _hasIPv6 = ipv6 != null;
        if (ipv6 != null)
        {
            Array.Copy(ipv6, 0, _ipv6, 0, _ipv6.Length);
        }
    }

    /// <summary>True when a packet from there may be looked at.</summary>
    internal bool Accepts(MdnsEndpoint source)
    {
        if (source.IsMulticast || source.Port == 0)
        {
            return false;
        }

        return _isOpen || (source.AddressCount == MdnsEndpoint.IPv4Bytes ? AcceptsIPv4(source.Address) : AcceptsIPv6(source.Address));
    }

    private bool AcceptsIPv4(byte[] address)
    {
        if (address[0] == 169 && address[1] == 254)
        {
            return true;   // RFC 3927 §7: such addresses never cross a router
        }

        for (int i = 0; i < MdnsEndpoint.IPv4Bytes; i++)
        {
            if (((address[i] ^ _ipv4[i]) & _mask[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool AcceptsIPv6(byte[] address)
    {
        bool isLinkLocal = address[0] == 0xFE && (address[1] & 0xC0) == 0x80;   // FE80::/10
        return isLinkLocal || (_hasIPv6 && WireName.BytesEqual(address, 0, _ipv6, 0, 8));   // or our /64
    }
}
