// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <content>How names, port, text and addresses come into the records.</content>
internal sealed partial class RecordSet
{
    // Window 0, bitmap length, bitmap (RFC 4034 §4.1.2). Bit 0 of byte 0 is type 0, most significant first; NSEC itself is not listed.
    private static readonly byte[] s_instanceTypes = { 0, 5, 0x00, 0x00, 0x80, 0x00, 0x40 };   // TXT 16, SRV 33
    private static readonly byte[] s_hostTypesIPv4 = { 0, 1, 0x40 };                            // A 1
    private static readonly byte[] s_hostTypesBoth = { 0, 4, 0x40, 0x00, 0x00, 0x08 };          // A 1, AAAA 28
    private static readonly byte[] s_noText = { 0 };

    /// <summary>Sets both unique names, and all data that hold them.</summary>
    internal void LoadNames(byte[] instanceLabel, int instanceNumber, byte[] hostLabel, int hostNumber)
    {
        int count = WireName.WriteNumberedLabel(_instanceName, instanceLabel, instanceNumber, false);
        Array.Copy(_serviceName, 0, _instanceName, count, _serviceName.Length);
        int instanceCount = count + _serviceName.Length;

        count = WireName.WriteNumberedLabel(_hostName, hostLabel, hostNumber, true);
        Array.Copy(WireName.Local, 0, _hostName, count, WireName.Local.Length);
        int hostCount = count + WireName.Local.Length;

        _records[0].RdataCount = instanceCount;
        Array.Copy(_hostName, 0, _records[2].Rdata, 6, hostCount);
        _records[2].RdataCount = 6 + hostCount;
        LoadNsec(_records[6], _instanceName, instanceCount, s_instanceTypes);
        LoadNsec(_records[7], _hostName, hostCount, HostTypes());
    }

    /// <summary>Sets the port; priority and weight are 0.</summary>
    internal void LoadPort(int port)
    {
        _records[2].Rdata[4] = (byte)(port >> 8);
        _records[2].Rdata[5] = (byte)port;
    }

    /// <summary>True when SRV already holds this port.</summary>
    internal bool IsPort(int port)
    {
        return _records[2].Rdata[4] == (byte)(port >> 8) && _records[2].Rdata[5] == (byte)port;
    }

    /// <summary>Sets the text strings; without any, one empty string (RFC 6763 §6.1).</summary>
    /// <param name="text">Not copied: it is never changed.</param>
    internal void LoadText(byte[] text)
    {
        ResourceRecord record = _records[3];
        record.KeepFormer();
        record.Rdata = text.Length == 0 ? s_noText : text;
        record.RdataCount = record.Rdata.Length;
    }

    /// <summary>True when A and AAAA already hold these.</summary>
    internal bool IsAddresses(byte[] ipv4, byte[] ipv6)
    {
        bool hasIPv6 = (Present & IPv6) != 0;
        return WireName.BytesEqual(_records[4].Rdata, 0, ipv4, 0, MdnsEndpoint.IPv4Bytes)
            && hasIPv6 == (ipv6 != null)
            && (!hasIPv6 || WireName.BytesEqual(_records[5].Rdata, 0, ipv6, 0, MdnsEndpoint.IPv6Bytes));
    }

    /// <summary>Copies the addresses.</summary>
    /// <param name="ipv4">4 bytes.</param>
    /// <param name="ipv6">16 bytes, or null: no AAAA record.</param>
    internal void LoadAddresses(byte[] ipv4, byte[] ipv6)
    {
        if (IsAddresses(ipv4, ipv6))
        {
            return;
        }

        _records[4].KeepFormer();
        _records[5].KeepFormer();
        Array.Copy(ipv4, 0, _records[4].Rdata, 0, MdnsEndpoint.IPv4Bytes);
        Present &= ~IPv6;
        if (ipv6 != null)
        {
            Array.Copy(ipv6, 0, _records[5].Rdata, 0, MdnsEndpoint.IPv6Bytes);
            Present |= IPv6;
        }

        LoadNsec(_records[7], _hostName, WireName.EndOf(_hostName, 0), HostTypes());
    }

    private static void LoadNsec(ResourceRecord record, byte[] name, int nameCount, byte[] types)
    {
        Array.Copy(name, 0, record.Rdata, 0, nameCount);
        Array.Copy(types, 0, record.Rdata, nameCount, types.Length);
        record.RdataCount = nameCount + types.Length;
    }

    private byte[] HostTypes()
    {
        return (Present & IPv6) != 0 ? s_hostTypesBoth : s_hostTypesIPv4;
    }
}
