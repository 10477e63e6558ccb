// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

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
/// About 500 bytes of arrays, made once; the text is the array of the service. What the records hold is loaded in RecordSet.Data.cs.
/// </remarks>
internal sealed partial class RecordSet
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

    /// <summary>Which records exist: all, or all but AAAA. A field, because a property is a call on the interpreter; only this class sets it.</summary>
    internal int Present = (Announced & ~IPv6) | Nsec;

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

        _records[0] = new ResourceRecord(_serviceName, Dns.TypePtr, SharedTtlSeconds, _instanceName);
        _records[1] = new ResourceRecord(_typesName, Dns.TypePtr, SharedTtlSeconds, _serviceName);
        _records[2] = new ResourceRecord(_instanceName, Dns.TypeSrv, HostTtlSeconds, new byte[6 + _hostName.Length]);
        _records[3] = new ResourceRecord(_instanceName, Dns.TypeTxt, SharedTtlSeconds, new byte[0]);
        _records[4] = new ResourceRecord(_hostName, Dns.TypeA, HostTtlSeconds, new byte[MdnsEndpoint.IPv4Bytes]);
        _records[5] = new ResourceRecord(_hostName, Dns.TypeAaaa, HostTtlSeconds, new byte[MdnsEndpoint.IPv6Bytes]);
        _records[6] = new ResourceRecord(
            _instanceName, Dns.TypeNsec, SharedTtlSeconds, new byte[_instanceName.Length + s_instanceTypes.Length]);
        _records[7] = new ResourceRecord(
            _hostName, Dns.TypeNsec, HostTtlSeconds, new byte[_hostName.Length + s_hostTypesBoth.Length]);
    }

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
}
