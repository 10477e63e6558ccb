// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <content>Names, compressed or not, and data that hold them.</content>
internal sealed partial class DnsReader
{
    private bool _isComparing;
    private int _order;

    /// <summary>True when the name just read is <paramref name="name"/>, without regard to ASCII case (RFC 6762 §16).</summary>
    /// <param name="name">Uncompressed, ended by the root label.</param>
    internal bool NameIs(byte[] name)
    {
        return IsNameAt(NamePosition, name, 0);
    }

    /// <summary>
    /// True when the record just read holds these data. Names in them are compared by their labels, compressed or not, without regard to case.
    /// </summary>
    /// <param name="rdata">Uncompressed data of a record of the same type.</param>
    /// <param name="count">Its bytes.</param>
    internal bool RdataIs(byte[] rdata, int count)
    {
        int nameOffset = Dns.NameOffsetInRdata(Type);
        if (nameOffset < 0)
        {
            return count == RdataCount && WireName.BytesEqual(Packet, RdataPosition, rdata, 0, count);
        }

        if (!WireName.BytesEqual(Packet, RdataPosition, rdata, 0, nameOffset)
            || !IsNameAt(RdataPosition + nameOffset, rdata, nameOffset))
        {
            return false;
        }

        int tail = NextAfterName(RdataPosition + nameOffset);
        int tailCount = RdataPosition + RdataCount - tail;
        int ownTail = WireName.EndOf(rdata, nameOffset);
        return tailCount == count - ownTail && WireName.BytesEqual(Packet, tail, rdata, ownTail, tailCount);
    }

    /// <summary>Copies the record's data with its name uncompressed. What does not fit is cut off.</summary>
    /// <param name="output">Receives the data from its first byte on.</param>
    /// <returns>Bytes written.</returns>
    internal int ExpandRdata(byte[] output)
    {
        _isComparing = false;
        return WalkRdata(output, output.Length);
    }

    /// <summary>
    /// Compares the record's data, with its name uncompressed, as the tie-break of RFC 6762 §8.2 does: as unsigned bytes; of two where one begins with the other, the
    /// longer is greater.
    /// </summary>
    /// <param name="other">Data to compare with, names in them uncompressed.</param>
    /// <param name="count">Their bytes.</param>
    /// <returns>Negative, 0 or positive: the record's data are less, the same or greater.</returns>
    internal int CompareRdata(byte[] other, int count)
    {
        _isComparing = true;
        _order = 0;
        int common = WalkRdata(other, count);
        return _order != 0 ? _order : common - count;
    }

    /// <summary>Goes through the data with their name uncompressed, up to a limit, and copies or compares them.</summary>
    /// <returns>Bytes gone through.</returns>
    private int WalkRdata(byte[] other, int limit)
    {
        int nameOffset = Dns.NameOffsetInRdata(Type);
        if (nameOffset < 0)
        {
            return Pass(RdataPosition, RdataCount, other, 0, limit);
        }

        int count = Pass(RdataPosition, nameOffset, other, 0, limit);
        int at = RdataPosition + nameOffset;
        while (true)
        {
            at = FollowPointers(at);
            int length = Packet[at];
            count = Pass(at, 1 + length, other, count, limit);
            if (length == 0)
            {
                break;
            }

            at += 1 + length;
        }

        int tail = NextAfterName(RdataPosition + nameOffset);
        return Pass(tail, RdataPosition + RdataCount - tail, other, count, limit);
    }

    private int Pass(int position, int added, byte[] other, int count, int limit)
    {
        int fitting = added < limit - count ? added : limit - count;
        if (!_isComparing)
        {
            Array.Copy(Packet, position, other, count, fitting);
            return count + fitting;
        }

        for (int i = 0; i < fitting && _order == 0; i++)
        {
            _order = Packet[position + i] - other[count + i];
        }

        if (_order == 0 && fitting < added)
        {
            _order = 1;   // more than there is to compare with
        }

        return count + fitting;
    }

    /// <summary>Checks a name and finds what follows it.</summary>
    /// <param name="position">Where it starts.</param>
    /// <param name="limit">End of what its uncompressed part may use: of the data, or of the message.</param>
    /// <param name="next">First byte after the name, or after its first pointer.</param>
    /// <remarks>
    /// RFC 1035 §4.1.4: a pointer names a prior occurrence. Each must lead before the start of the labels it ends, which makes loops impossible.
    /// </remarks>
    private DnsStatus SkipName(int position, int limit, out int next)
    {
        int at = position;
        int runStart = position;
        int nameBytes = 1;
        next = -1;
        while (at < limit)
        {
            int length = Packet[at];
            if (length == 0)
            {
                next = next < 0 ? at + 1 : next;
                return DnsStatus.Done;
            }

            if (++_labels > MaxLabels)
            {
                return DnsStatus.TooLarge;
            }

            if (length >= PointerTag)
            {
                if (limit - at < 2)
                {
                    return DnsStatus.Malformed;
                }

                next = next < 0 ? at + 2 : next;
                at = PointerTarget(at);
                if (at < _start + Dns.HeaderBytes || at >= runStart)
                {
                    return DnsStatus.Malformed;
                }

                runStart = at;
                continue;
            }

            nameBytes += 1 + length;
            if (length > MdnsService.MaxLabelBytes || nameBytes > WireName.MaxBytes)
            {
                return DnsStatus.Malformed;
            }

            at += 1 + length;
        }

        return DnsStatus.Malformed;
    }

    private int PointerTarget(int at)
    {
        return _start + (ReadUInt16(at) & 0x3FFF);
    }

    private int FollowPointers(int at)
    {
        while (Packet[at] >= PointerTag)
        {
            at = PointerTarget(at);
        }

        return at;
    }

    /// <summary>First byte after a name that was checked.</summary>
    private int NextAfterName(int at)
    {
        while (Packet[at] != 0 && Packet[at] < PointerTag)
        {
            at += 1 + Packet[at];
        }

        return Packet[at] == 0 ? at + 1 : at + 2;
    }

    private bool IsNameAt(int at, byte[] name, int nameOffset)
    {
        while (true)
        {
            at = FollowPointers(at);
            int length = Packet[at];
            if (length != name[nameOffset])
            {
                return false;
            }

            if (length == 0)
            {
                return true;
            }

            if (!WireName.EqualsIgnoreCase(Packet, at + 1, name, nameOffset + 1, length))
            {
                return false;
            }

            at += 1 + length;
            nameOffset += 1 + length;
        }
    }
}
