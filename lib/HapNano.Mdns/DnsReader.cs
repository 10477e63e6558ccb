// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Walks one DNS message (RFC 1035 §4.1) without copying it. One object reads all packets.</summary>
/// <remarks>
/// Call <see cref="Begin"/>, then <see cref="ReadQuestion"/> and <see cref="ReadRecord"/> as often as the counts say. After Done every name they
/// describe is known to be whole, so that <see cref="NameIs"/> and <see cref="ExpandRdata"/> cannot fail. Positions are indexes into the
/// packet's array. Names and data are walked in DnsReader.Names.cs. What was read lies in fields, because a property is a call on the interpreter; only this class sets them. Allocates
/// nothing.
/// </remarks>
internal sealed partial class DnsReader
{
    /// <summary>
    /// Labels and pointers followed in one message before it is given up: 128 names of eight. Without this bound, a 1,472-byte packet of pointers to
    /// one long name would ask for 15,000 steps.
    /// </summary>
    internal const int MaxLabels = 1024;

    private const int PointerTag = 0xC0;

    private int _start;
    private int _end;
    private int _labels;

    /// <summary>The array that holds the message.</summary>
    internal byte[] Packet;

    /// <summary>Where the next question or record starts.</summary>
    internal int Position;

    /// <summary>Message id.</summary>
    internal int Id;

    /// <summary>The sixteen flag bits.</summary>
    internal int Flags;

    /// <summary>Questions announced by the header.</summary>
    internal int QuestionCount;

    /// <summary>Answer records announced by the header.</summary>
    internal int AnswerCount;

    /// <summary>Authority records announced by the header.</summary>
    internal int AuthorityCount;

    /// <summary>Additional records announced by the header.</summary>
    internal int AdditionalCount;

    /// <summary>Position of the name of the question or record just read.</summary>
    internal int NamePosition;

    /// <summary>Its type.</summary>
    internal int Type;

    /// <summary>Its class without the top bit.</summary>
    internal int Class;

    /// <summary>The top bit of its class: QU in a question, cache-flush in a record.</summary>
    internal bool IsTopBitSet;

    /// <summary>Time to live of the record, in seconds. Values with the top bit set count as 0 (RFC 2181 §8).</summary>
    internal int TtlSeconds;

    /// <summary>Position of the record's data.</summary>
    internal int RdataPosition;

    /// <summary>Bytes of the record's data as sent.</summary>
    internal int RdataCount;

    /// <summary>Starts a message.</summary>
    /// <returns>Done, or Malformed when it is shorter than a header.</returns>
    internal DnsStatus Begin(byte[] packet, int offset, int count)
    {
        Packet = packet;
        _start = offset;
        _end = offset + count;
        _labels = 0;
        if (count < Dns.HeaderBytes)
        {
            return DnsStatus.Malformed;
        }

        Id = ReadUInt16(offset);
        Flags = ReadUInt16(offset + 2);
        QuestionCount = ReadUInt16(offset + 4);
        AnswerCount = ReadUInt16(offset + 6);
        AuthorityCount = ReadUInt16(offset + 8);
        AdditionalCount = ReadUInt16(offset + 10);
        Position = offset + Dns.HeaderBytes;
        return DnsStatus.Done;
    }

    /// <summary>Lets go of the packet, which belongs to the caller.</summary>
    internal void End()
    {
        Packet = null;
    }

    /// <summary>Reads the question at <see cref="Position"/> and steps over it.</summary>
    internal DnsStatus ReadQuestion()
    {
        NamePosition = Position;
        DnsStatus status = SkipName(Position, _end, out int at);
        if (status != DnsStatus.Done)
        {
            return status;
        }

        if (_end - at < 4)
        {
            return DnsStatus.Malformed;
        }

        ReadTypeAndClass(at);
        Position = at + 4;
        return DnsStatus.Done;
    }

    /// <summary>Reads the record at <see cref="Position"/> and steps over it.</summary>
    /// <returns>Malformed also when the data of a type known here does not have its shape.</returns>
    internal DnsStatus ReadRecord()
    {
        NamePosition = Position;
        DnsStatus status = SkipName(Position, _end, out int at);
        if (status != DnsStatus.Done)
        {
            return status;
        }

        if (_end - at < 10)
        {
            return DnsStatus.Malformed;
        }

        ReadTypeAndClass(at);
        int ttlHigh = ReadUInt16(at + 4);
        TtlSeconds = ttlHigh > 0x7FFF ? 0 : (ttlHigh << 16) | ReadUInt16(at + 6);
        RdataCount = ReadUInt16(at + 8);
        RdataPosition = at + 10;
        if (RdataCount > _end - RdataPosition)
        {
            return DnsStatus.Malformed;
        }

        Position = RdataPosition + RdataCount;
        return CheckRdata();
    }

    /// <summary>Goes back to a record that was read before, by the position at which it started.</summary>
    internal void ReadAgain(int position)
    {
        Position = position;
        _labels = 0;
        ReadRecord();
    }

    private int ReadUInt16(int at)
    {
        return (Packet[at] << 8) | Packet[at + 1];
    }

    private void ReadTypeAndClass(int at)
    {
        Type = ReadUInt16(at);
        int value = ReadUInt16(at + 2);
        Class = value & ~Dns.ClassTopBit;
        IsTopBitSet = (value & Dns.ClassTopBit) != 0;
    }

    private DnsStatus CheckRdata()
    {
        if (Type == Dns.TypeA || Type == Dns.TypeAaaa)
        {
            int expected = Type == Dns.TypeA ? MdnsEndpoint.IPv4Bytes : MdnsEndpoint.IPv6Bytes;
            return RdataCount == expected ? DnsStatus.Done : DnsStatus.Malformed;
        }

        int nameOffset = Dns.NameOffsetInRdata(Type);
        if (nameOffset < 0)
        {
            return DnsStatus.Done;
        }

        if (RdataCount < nameOffset)
        {
            return DnsStatus.Malformed;
        }

        DnsStatus status = SkipName(RdataPosition + nameOffset, Position, out int next);
        if (status == DnsStatus.Done && next != Position && Type != Dns.TypeNsec)
        {
            status = DnsStatus.Malformed;   // nothing follows the name in PTR, CNAME and SRV
        }

        return status;
    }
}
