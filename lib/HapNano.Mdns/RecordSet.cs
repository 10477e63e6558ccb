// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>
/// The records of one service, under four names. A set of records is an int: bit n stands for record n.
/// </summary>
/// <remarks>
/// <code>
///  bit  name                             type  data                     TTL   unique
///   0   _hap._tcp.local                  PTR   instance name            4500  no
///   1   _services._dns-sd._udp.local     PTR   _hap._tcp.local          4500  no      RFC 6763 §9
///   2   instance._hap._tcp.local         SRV   0 0 port host name        120  yes
///   3   instance._hap._tcp.local         TXT   text strings             4500  yes
///   4   host.local                       A     IPv4 address              120  yes
///   5   host.local                       AAAA  IPv6 address, if any      120  yes
///   6   instance._hap._tcp.local         NSEC  TXT, SRV                 4500  yes     RFC 6762 §6.1
///   7   host.local                       NSEC  A, or A and AAAA          120  yes
/// </code>
/// About 850 bytes of arrays, made once.
/// </remarks>
internal sealed class RecordSet
{
    /// <summary>Records, present or not.</summary>
    internal const int Count = 8;

    /// <summary>PTR from the service type to the instance.</summary>
    internal const int Pointer = 1 << 0;

    /// <summary>PTR from the list of all types to the service type. Other accessories publish the very same record.</summary>
    internal const int TypePointer = 1 << 1;

    /// <summary>SRV.</summary>
    internal const int Service = 1 << 2;

    /// <summary>TXT.</summary>
    internal const int Text = 1 << 3;

    /// <summary>A.</summary>
    internal const int IPv4 = 1 << 4;

    /// <summary>AAAA.</summary>
    internal const int IPv6 = 1 << 5;

    /// <summary>NSEC of the instance name.</summary>
    internal const int InstanceNsec = 1 << 6;

    /// <summary>NSEC of the host name.</summary>
    internal const int HostNsec = 1 << 7;

    /// <summary>Both NSEC records.</summary>
    internal const int Nsec = InstanceNsec | HostNsec;

    /// <summary>The records that more than one host may have.</summary>
    internal const int Shared = Pointer | TypePointer;

    /// <summary>Everything that is announced as an answer.</summary>
    internal const int Announced = Pointer | TypePointer | Service | Text | IPv4 | IPv6;

    /// <summary>The instance name, in a set of names.</summary>
    internal const int InstanceName = 1;

    /// <summary>The host name, in a set of names.</summary>
    internal const int HostName = 2;

    private const int SharedTtlSeconds = 4500;
    private const int HostTtlSeconds = 120;

    // Window 0, bitmap length, bitmap (RFC 4034 §4.1.2). Bit 0 of byte 0 is type 0, most significant first; NSEC itself is not listed.
    private static readonly byte[] s_instanceTypes = { 0, 5, 0x00, 0x00, 0x80, 0x00, 0x40 };   // TXT 16, SRV 33
    private static readonly byte[] s_hostTypesIPv4 = { 0, 1, 0x40 };                            // A 1
    private static readonly byte[] s_hostTypesBoth = { 0, 4, 0x40, 0x00, 0x00, 0x08 };          // A 1, AAAA 28

    private readonly byte[] _instanceName;
    private readonly byte[] _hostName = new byte[1 + MdnsService.MaxLabelBytes + 7];
    private readonly byte[] _serviceName;
    private readonly byte[] _typesName = WireName.ServiceTypes();
    private readonly ResourceRecord[] _records = new ResourceRecord[Count];

    /// <summary>Makes the records of a service; they hold nothing until the Load methods have been called.</summary>
    /// <param name="serviceName">Uncompressed name of the service type.</param>
    internal RecordSet(byte[] serviceName)
    {
        _serviceName = serviceName;
        _instanceName = new byte[1 + MdnsService.MaxLabelBytes + serviceName.Length];

        _records[0] = new ResourceRecord(_serviceName, Dns.TypePtr, SharedTtlSeconds, false, _instanceName);
        _records[1] = new ResourceRecord(_typesName, Dns.TypePtr, SharedTtlSeconds, false, _serviceName);
        _records[2] = new ResourceRecord(_instanceName, Dns.TypeSrv, HostTtlSeconds, true, new byte[6 + _hostName.Length]);
        _records[3] = new ResourceRecord(_instanceName, Dns.TypeTxt, SharedTtlSeconds, true, new byte[MdnsService.MaxTextBytes]);
        _records[4] = new ResourceRecord(_hostName, Dns.TypeA, HostTtlSeconds, true, new byte[MdnsEndpoint.IPv4Bytes]);
        _records[5] = new ResourceRecord(_hostName, Dns.TypeAaaa, HostTtlSeconds, true, new byte[MdnsEndpoint.IPv6Bytes]);
        _records[6] = new ResourceRecord(
            _instanceName, Dns.TypeNsec, SharedTtlSeconds, true, new byte[_instanceName.Length + s_instanceTypes.Length]);
        _records[7] = new ResourceRecord(
            _hostName, Dns.TypeNsec, HostTtlSeconds, true, new byte[_hostName.Length + s_hostTypesBoth.Length]);
    }

    /// <summary>Which records exist: all, or all but AAAA.</summary>
    internal int Present { get; private set; } = (Announced & ~IPv6) | Nsec;

    private byte[] HostTypes => (Present & IPv6) != 0 ? s_hostTypesBoth : s_hostTypesIPv4;

    /// <summary>The record of number <paramref name="index"/>, 0..7.</summary>
    internal ResourceRecord At(int index)
    {
        return _records[index];
    }

    /// <summary>The record of a set that holds exactly one.</summary>
    internal ResourceRecord Single(int record)
    {
        int index = 0;
        while ((record >> index) != 1)
        {
            index++;
        }

        return _records[index];
    }

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
        LoadNsec(_records[7], _hostName, hostCount, HostTypes);
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

    /// <summary>Copies the text strings; without any, one empty string (RFC 6763 §6.1).</summary>
    internal void LoadText(byte[] text, int count)
    {
        ResourceRecord record = _records[3];
        record.KeepFormer();
        record.Rdata[0] = 0;
        Array.Copy(text, 0, record.Rdata, 0, count);
        record.RdataCount = count == 0 ? 1 : count;
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

        LoadNsec(_records[7], _hostName, WireName.EndOf(_hostName, 0), HostTypes);
    }

    /// <summary>
    /// The records that answer the question just read: by type, or all for ANY. A unique name without the type asked for answers with its
    /// NSEC record (RFC 6762 §6.1).
    /// </summary>
    internal int AnswersTo(DnsReader question)
    {
        if (question.Class != Dns.ClassIn && question.Class != Dns.ClassAny)
        {
            return 0;
        }

        int candidates = RecordsOfName(question);
        int answers = 0;
        for (int i = 0; i < Count; i++)
        {
            int bit = 1 << i;
            bool isAsked = question.Type == _records[i].Type || (question.Type == Dns.TypeAny && (bit & Nsec) == 0);
            if ((candidates & bit) != 0 && isAsked)
            {
                answers |= bit;
            }
        }

        return answers != 0 ? answers : candidates & Nsec;
    }

    /// <summary>The one record of the name and type just read, as a set; 0 when it is none of ours or of another class.</summary>
    internal int Matching(DnsReader record)
    {
        int candidates = record.Class == Dns.ClassIn ? RecordsOfName(record) : 0;
        for (int i = 0; i < Count; i++)
        {
            if ((candidates & (1 << i)) != 0 && record.Type == _records[i].Type)
            {
                return 1 << i;
            }
        }

        return 0;
    }

    /// <summary>The unique name of the record just read, as a set of names; 0 when it is neither.</summary>
    internal int UniqueNameOf(DnsReader record)
    {
        return record.NameIs(_instanceName) ? InstanceName : record.NameIs(_hostName) ? HostName : 0;
    }

    /// <summary>What a querier will ask for next (RFC 6763 §12), and what it need not ask for (RFC 6762 §6.1).</summary>
    /// <param name="answers">Records that are answered.</param>
    internal int AdditionalTo(int answers)
    {
        int additional = 0;
        if ((answers & Pointer) != 0)
        {
            additional |= Service | Text | IPv4 | IPv6 | Nsec;
        }

        if ((answers & Service) != 0)
        {
            additional |= IPv4 | IPv6 | Nsec;
        }

        if ((answers & Text) != 0)
        {
            additional |= InstanceNsec;
        }

        if ((answers & (IPv4 | IPv6 | HostNsec)) != 0)
        {
            additional |= IPv4 | IPv6 | HostNsec;
        }

        return additional & Present & ~answers;
    }

    private int RecordsOfName(DnsReader read)
    {
        int records = read.NameIs(_serviceName) ? Pointer
            : read.NameIs(_instanceName) ? Service | Text | InstanceNsec
            : read.NameIs(_hostName) ? IPv4 | IPv6 | HostNsec
            : read.NameIs(_typesName) ? TypePointer
            : 0;
        return records & Present;
    }

    private static void LoadNsec(ResourceRecord record, byte[] name, int nameCount, byte[] types)
    {
        Array.Copy(name, 0, record.Rdata, 0, nameCount);
        Array.Copy(types, 0, record.Rdata, nameCount, types.Length);
        record.RdataCount = nameCount + types.Length;
    }
}
