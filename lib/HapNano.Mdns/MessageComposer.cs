// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Writes the four kinds of packets that a responder sends.</summary>
internal sealed class MessageComposer
{
    /// <summary>Most seconds that a plain DNS resolver may keep an answer (RFC 6762 §6.7).</summary>
    internal const int MaxLegacyTtlSeconds = 10;

    private const int ResponseFlags = Dns.FlagResponse | Dns.FlagAuthoritative;
    private const int UniqueClass = Dns.ClassIn | Dns.ClassTopBit;

    private readonly RecordSet _records;
    private readonly DnsWriter _writer = new DnsWriter();

    internal MessageComposer(RecordSet records)
    {
        _records = records;
    }

    /// <summary>
    /// A probe (RFC 6762 §8.1): both unique names asked for with type ANY and the QU bit, and in the authority section what we mean to publish.
    /// </summary>
    internal int WriteProbe(byte[] buffer, int offset)
    {
        _writer.Begin(buffer, offset, 0, 0);
        _writer.WriteQuestion(_records.Single(RecordSet.Service).Name, Dns.TypeAny, Dns.ClassIn | Dns.ClassTopBit);
        _writer.WriteQuestion(_records.Single(RecordSet.IPv4).Name, Dns.TypeAny, Dns.ClassIn | Dns.ClassTopBit);
        int proposed = (RecordSet.Service | RecordSet.Text | RecordSet.IPv4 | RecordSet.IPv6) & _records.Present;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((proposed & (1 << i)) != 0)
            {
                ResourceRecord record = _records.At(i);
                _writer.WriteRecord(DnsWriter.SectionAuthority, record, record.TtlSeconds, Dns.ClassIn, true);
            }
        }

        return _writer.End();
    }

    /// <summary>A response to everybody: id 0, AA, no questions, unique records with the cache-flush bit (RFC 6762 §6, §10.2, §18).</summary>
    internal int WriteResponse(byte[] buffer, int offset, int answers, int additional)
    {
        _writer.Begin(buffer, offset, 0, ResponseFlags);
        WriteRecords(DnsWriter.SectionAnswer, answers, false);
        WriteRecords(DnsWriter.SectionAdditional, additional, false);
        return _writer.End();
    }

    /// <summary>Records with TTL 0 (RFC 6762 §10.1).</summary>
    internal int WriteGoodbye(byte[] buffer, int offset, int records)
    {
        _writer.Begin(buffer, offset, 0, ResponseFlags);
        WriteRecords(DnsWriter.SectionAnswer, records, true);
        return _writer.End();
    }

    /// <summary>A response to one querier, with the id of its query (RFC 6762 §5.4, §6.7).</summary>
    internal int WriteReply(byte[] buffer, int offset, UnicastReply reply)
    {
        int additional = _records.AdditionalTo(reply.Answers) & ~reply.Known;
        _writer.Begin(buffer, offset, reply.Id, ResponseFlags);
        if (reply.IsLegacy)
        {
            // NSEC in its restricted form means nothing to a plain resolver: an empty answer section tells it the same.
            _writer.CopyQuestions(reply.Questions, reply.QuestionBytes, reply.QuestionCount);
            WriteLegacyRecords(DnsWriter.SectionAnswer, reply.Answers & ~RecordSet.Nsec);
            WriteLegacyRecords(DnsWriter.SectionAdditional, additional & ~RecordSet.Nsec);
        }
        else
        {
            WriteRecords(DnsWriter.SectionAnswer, reply.Answers, false);
            WriteRecords(DnsWriter.SectionAdditional, additional, false);
        }

        return _writer.End();
    }

    private void WriteRecords(int section, int records, bool isGoodbye)
    {
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((records & (1 << i)) != 0)
            {
                ResourceRecord record = _records.At(i);
                _writer.WriteRecord(
                    section, record, isGoodbye ? 0 : record.TtlSeconds, (RecordSet.Shared & (1 << i)) == 0 ? UniqueClass : Dns.ClassIn, true);
            }
        }
    }

    /// <summary>RFC 6762 §6.7: no cache-flush bit and a short life; §18.14: the host in SRV is not compressed, nor is anything else in data.</summary>
    private void WriteLegacyRecords(int section, int records)
    {
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((records & (1 << i)) != 0)
            {
                _writer.WriteRecord(section, _records.At(i), MaxLegacyTtlSeconds, Dns.ClassIn, false);
            }
        }
    }
}
