// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Numbers of the DNS message format that both directions need (RFC 1035 §3.2, §4.1; RFC 6762 §18).</summary>
internal static class Dns
{
    /// <summary>Message header: id, flags, four counts, two bytes each.</summary>
    internal const int HeaderBytes = 6 * 2;

    /// <summary>QR: the message is a response.</summary>
    internal const int FlagResponse = 0x8000;

    /// <summary>AA: set in every multicast DNS response (RFC 6762 §18.4).</summary>
    internal const int FlagAuthoritative = 0x0400;

    /// <summary>TC: in a query, more known answers follow in other packets (RFC 6762 §7.2).</summary>
    internal const int FlagTruncated = 0x0200;

    /// <summary>Opcode and response code; messages where they are not zero are ignored (RFC 6762 §18.3, §18.11).</summary>
    internal const int MaskOpcodeAndRcode = 0x7800 | 0x000F;

    /// <summary>Type A: IPv4 address.</summary>
    internal const int TypeA = 1;

    /// <summary>Type CNAME; read only because its data holds a name.</summary>
    internal const int TypeCname = 5;

    /// <summary>Type PTR: points to a name.</summary>
    internal const int TypePtr = 12;

    /// <summary>Type TXT: text strings.</summary>
    internal const int TypeTxt = 16;

    /// <summary>Type AAAA: IPv6 address (RFC 3596).</summary>
    internal const int TypeAaaa = 28;

    /// <summary>Type SRV: priority, weight, port, host (RFC 2782).</summary>
    internal const int TypeSrv = 33;

    /// <summary>Type NSEC: which types a name has (RFC 4034 §4), in the restricted form of RFC 6762 §6.1.</summary>
    internal const int TypeNsec = 47;

    /// <summary>Question type ANY.</summary>
    internal const int TypeAny = 255;

    /// <summary>Class IN.</summary>
    internal const int ClassIn = 1;

    /// <summary>Question class ANY.</summary>
    internal const int ClassAny = 255;

    /// <summary>Top bit of the class: in a question QU, unicast response wanted (RFC 6762 §5.4); in a record, cache-flush (§10.2).</summary>
    internal const int ClassTopBit = 0x8000;

    /// <summary>Offset in the data of a record of this type at which a name stands that may be compressed; -1 for none (RFC 6762 §18.14).</summary>
    internal static int NameOffsetInRdata(int type)
    {
        switch (type)
        {
            case TypePtr:
            case TypeCname:
            case TypeNsec:
                return 0;
            case TypeSrv:
                return 6;   // priority, weight, port
            default:
                return -1;
        }
    }
}
