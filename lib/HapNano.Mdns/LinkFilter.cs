// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>
/// Tells sources on our link from others (RFC 6762 §11), by the addresses that we publish. Which address a packet was sent to cannot be asked on
/// nanoFramework, so the source decides alone.
/// </summary>
internal sealed class LinkFilter
{
    private readonly RecordSet _records;
    private readonly byte[] _mask = new byte[MdnsEndpoint.IPv4Bytes];
    private bool _isOpen = true;

    internal LinkFilter(RecordSet records)
    {
        _records = records;
    }

    /// <summary>Sets the mask of our IPv4 address.</summary>
    /// <param name="mask">4 bytes; null lets every source pass. Copied.</param>
    internal void SetMask(byte[] mask)
    {
        _isOpen = mask == null;
        if (mask != null)
        {
            Array.Copy(mask, 0, _mask, 0, _mask.Length);
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

        byte[] ours = _records.Single(RecordSet.IPv4).Rdata;
        for (int i = 0; i < MdnsEndpoint.IPv4Bytes; i++)
        {
            if (((address[i] ^ ours[i]) & _mask[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool AcceptsIPv6(byte[] address)
    {
        bool isLinkLocal = address[0] == 0xFE && (address[1] & 0xC0) == 0x80;   // FE80::/10
        bool hasIPv6 = (_records.Present & RecordSet.IPv6) != 0;
        return isLinkLocal || (hasIPv6 && WireName.BytesEqual(address, 0, _records.Single(RecordSet.IPv6).Rdata, 0, 8));   // or our /64
    }
}
