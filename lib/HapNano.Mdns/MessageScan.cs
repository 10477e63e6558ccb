// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>
/// Reads one packet to its end and sums up what it says about our records. Only a packet that is whole has a summary, so a malformed one
/// cannot have changed anything.
/// </summary>
/// <remarks>The summary lies in fields, because a property is a call on the interpreter; only this class sets them.</remarks>
internal sealed class MessageScan
{
    private readonly RecordSet _records;
    private readonly DnsReader _reader = new DnsReader();
    private readonly TieBreak _tieBreak;

    internal MessageScan(RecordSet records)
    {
        _records = records;
        _tieBreak = new TieBreak(records);
    }

    /// <summary>A response; otherwise a query.</summary>
    internal bool IsResponse;

    /// <summary>Query: more known answers follow (RFC 6762 §7.2).</summary>
    internal bool IsTruncated;

    /// <summary>Query: it proposes records, so it is a probe (RFC 6762 §8.1).</summary>
    internal bool IsProbe;

    /// <summary>Query: its id.</summary>
    internal int Id;

    /// <summary>Query: number of questions.</summary>
    internal int QuestionCount;

    /// <summary>Query: bytes of the question section, which starts after the header.</summary>
    internal int QuestionBytes;

    /// <summary>Query: records that answer questions without the QU bit.</summary>
    internal int Multicast;

    /// <summary>Query: records that answer questions with the QU bit.</summary>
    internal int Unicast;

    /// <summary>
    /// Query: records listed as known, with at least half of their time left (RFC 6762 §7.1). Response: records that were seen with
    /// all of their time.
    /// </summary>
    internal int Known;

    /// <summary>Response: our own data with less than half of its time left, a forged or mistaken goodbye included (RFC 6762 §6.6).</summary>
    internal int Fading;

    /// <summary>Response: our unique names under which it has other data of a type that we have, too (RFC 6762 §9).</summary>
    internal int ConflictingNames;

    /// <summary>Response: our unique names under which it has anything that is not ours (RFC 6762 §8.1).</summary>
    internal int TakenNames;

    /// <summary>Reads a packet.</summary>
    /// <returns>
    /// False when it is malformed, too costly, or not of this protocol (RFC 6762 §18.3, §18.11); the summary means nothing then.
    /// </returns>
    internal bool Read(byte[] packet, int offset, int count)
    {
        if (_reader.Begin(packet, offset, count) != DnsStatus.Done || (_reader.Flags & Dns.MaskOpcodeAndRcode) != 0)
        {
            return false;
        }

        Clear();
        if (!ReadQuestions())
        {
            return false;
        }

        QuestionBytes = _reader.Position - offset - Dns.HeaderBytes;
        return ReadRecords(_reader.AnswerCount, DnsWriter.SectionAnswer)
            && ReadRecords(_reader.AuthorityCount, DnsWriter.SectionAuthority)
            && ReadRecords(_reader.AdditionalCount, DnsWriter.SectionAdditional);
    }

    /// <summary>Query, after <see cref="Read"/>: true when its sender probes for one of our names with greater data (RFC 6762 §8.2).</summary>
    internal bool IsTieLost()
    {
        return _tieBreak.IsLost(_reader);
    }

    /// <summary>Lets go of the packet.</summary>
    internal void End()
    {
        _reader.End();
    }

    private void Clear()
    {
        IsResponse = (_reader.Flags & Dns.FlagResponse) != 0;
        IsTruncated = (_reader.Flags & Dns.FlagTruncated) != 0;
        IsProbe = _reader.AuthorityCount > 0;
        Id = _reader.Id;
        QuestionCount = _reader.QuestionCount;
        Multicast = 0;
        Unicast = 0;
        Known = 0;
        Fading = 0;
        ConflictingNames = 0;
        TakenNames = 0;
        _tieBreak.Clear();
    }

    private bool ReadQuestions()
    {
        for (int i = 0; i < _reader.QuestionCount; i++)
        {
            if (_reader.ReadQuestion() != DnsStatus.Done)
            {
                return false;
            }

            int answers = _records.AnswersTo(_reader);
            if (_reader.IsTopBitSet)
            {
                Unicast |= answers;
            }
            else
            {
                Multicast |= answers;
            }
        }

        return true;
    }

    private bool ReadRecords(int count, int section)
    {
        for (int i = 0; i < count; i++)
        {
            int position = _reader.Position;
            if (_reader.ReadRecord() != DnsStatus.Done || !NoteRecord(position, section))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes one record. False when there are more proposed records than the tie-break can hold.</summary>
    private bool NoteRecord(int position, int section)
    {
        if (section == DnsWriter.SectionAuthority)
        {
            int name = IsResponse ? 0 : _records.UniqueNameOf(_reader);
            return name == 0 || _tieBreak.Add(position, name);
        }

        if (IsResponse)
        {
            NoteResponseRecord();
        }
        else if (section == DnsWriter.SectionAnswer)
        {
            NoteKnownAnswer();
        }

        return true;
    }

    private void NoteKnownAnswer()
    {
        int record = _records.Matching(_reader);
        if (record != 0 && IsOurData(record) && _reader.TtlSeconds >= OurTtl(record) / 2)
        {
            Known |= record;
        }
    }

    private void NoteResponseRecord()
    {
        int record = _records.Matching(_reader);
        if (record != 0 && IsOurData(record))
        {
            // RFC 6762 §9: the same data from another host, or our own packet come back, is never a conflict.
            NoteOurData(record);
            return;
        }

        // Whoever has a name has more than NSEC; and a goodbye (TTL 0) says that the name is free.
        int name = _reader.Class == Dns.ClassIn ? _records.UniqueNameOf(_reader) : 0;
        if (name == 0 || _reader.Type == Dns.TypeNsec || _reader.TtlSeconds == 0 || WasOurData(record))
        {
            return;
        }

        TakenNames |= name;
        if (record != 0)
        {
            ConflictingNames |= name;
        }
    }

    private void NoteOurData(int record)
    {
        if (_reader.TtlSeconds < OurTtl(record) / 2)
        {
            Fading |= record;
        }
        else if (_reader.TtlSeconds >= OurTtl(record))
        {
            Known |= record;
        }
    }

    private bool IsOurData(int record)
    {
        ResourceRecord ours = _records.Single(record);
        return _reader.RdataIs(ours.Rdata, ours.RdataCount);
    }

    /// <summary>True for text or an address that we published before the last change.</summary>
    private bool WasOurData(int record)
    {
        return (record & (RecordSet.Text | RecordSet.IPv4 | RecordSet.IPv6)) != 0
            && _records.Single(record).IsFormer(_reader.Packet, _reader.RdataPosition, _reader.RdataCount);
    }

    private int OurTtl(int record)
    {
        return _records.Single(record).TtlSeconds;
    }
}
