// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Diagnostics;

namespace HapNano.Mdns;

/// <summary>Writes one DNS message into the caller's buffer, with names compressed (RFC 1035 §4.1.4; RFC 6762 §18.14).</summary>
/// <remarks>
/// Sections are written in their order: questions, answers, authority, additional. The caller sees to it that all fits:
/// <see cref="MdnsResponder.MaxOutputBytes"/> shows the sum. Allocates nothing.
/// </remarks>
internal sealed class DnsWriter
{
    /// <summary>Section numbers are the places of their counts in the header.</summary>
    internal const int SectionQuestion = 0;

    /// <summary>Answer section.</summary>
    internal const int SectionAnswer = 1;

    /// <summary>Authority section: proposed records in a probe.</summary>
    internal const int SectionAuthority = 2;

    /// <summary>Additional section.</summary>
    internal const int SectionAdditional = 3;

    // Our four names have 3 + 4 + 4 + 2 labels and share suffixes; twice that holds whatever order they come in.
    private const int MaxRemembered = 26;

    private readonly ushort[] _remembered = new ushort[MaxRemembered];
    private readonly int[] _sectionCounts = new int[4];
    private int _rememberedCount;
    private byte[] _buffer;
    private int _start;
    private int _at;

    /// <summary>Starts a message.</summary>
    /// <param name="buffer">Receives it.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="id">0..65535.</param>
    /// <param name="flags">The sixteen flag bits.</param>
    internal void Begin(byte[] buffer, int offset, int id, int flags)
    {
        _buffer = buffer;
        _start = offset;
        _at = offset;
        _rememberedCount = 0;
        Array.Clear(_sectionCounts, 0, _sectionCounts.Length);
        WriteUInt16(id);
        WriteUInt16(flags);
        _at = offset + Dns.HeaderBytes;
    }

    /// <summary>Writes the counts into the header and lets go of the buffer.</summary>
    /// <returns>Bytes of the whole message.</returns>
    internal int End()
    {
        int count = _at - _start;
        _at = _start + 4;
        for (int i = 0; i < _sectionCounts.Length; i++)
        {
            WriteUInt16(_sectionCounts[i]);
        }

        _buffer = null;
        return count;
    }

    /// <summary>Writes a question.</summary>
    /// <param name="name">Uncompressed name.</param>
    /// <param name="type">Question type.</param>
    /// <param name="classAndTopBit">Class, with the QU bit if wanted.</param>
    internal void WriteQuestion(byte[] name, int type, int classAndTopBit)
    {
        WriteName(name, 0);
        WriteUInt16(type);
        WriteUInt16(classAndTopBit);
        _sectionCounts[SectionQuestion]++;
    }

    /// <summary>Copies a question section as it was received. Pointers in it stay right: it starts where it started there.</summary>
    internal void CopyQuestions(byte[] questions, int count, int questionCount)
    {
        Debug.Assert(_at == _start + Dns.HeaderBytes);
        Array.Copy(questions, 0, _buffer, _at, count);
        _at += count;
        _sectionCounts[SectionQuestion] = questionCount;
    }

    /// <summary>Writes a record.</summary>
    /// <param name="section">Answer, authority or additional.</param>
    /// <param name="record">What to write.</param>
    /// <param name="ttlSeconds">Time to live, in seconds, 0 to withdraw it.</param>
    /// <param name="classAndTopBit">Class, with the cache-flush bit if wanted.</param>
    /// <param name="compressesRdata">False leaves the names in the data as they are, which a unicast resolver needs in SRV (RFC 6762 §18.14).</param>
    internal void WriteRecord(int section, ResourceRecord record, int ttlSeconds, int classAndTopBit, bool compressesRdata)
    {
        WriteName(record.Name, 0);
        WriteUInt16(record.Type);
        WriteUInt16(classAndTopBit);
        WriteUInt16(ttlSeconds >> 16);
        WriteUInt16(ttlSeconds & 0xFFFF);
        int lengthAt = _at;
        _at += 2;

        int nameOffset = Dns.NameOffsetInRdata(record.Type);
        if (nameOffset < 0 || !compressesRdata)
        {
            WriteBytes(record.Rdata, 0, record.RdataCount);
        }
        else
        {
            WriteBytes(record.Rdata, 0, nameOffset);
            WriteName(record.Rdata, nameOffset);
            int tail = WireName.EndOf(record.Rdata, nameOffset);
            WriteBytes(record.Rdata, tail, record.RdataCount - tail);
        }

        int end = _at;
        _at = lengthAt;
        WriteUInt16(end - lengthAt - 2);
        _at = end;
        _sectionCounts[section]++;
    }

    private void WriteUInt16(int value)
    {
        _buffer[_at] = (byte)(value >> 8);
        _buffer[_at + 1] = (byte)value;
        _at += 2;
    }

    private void WriteBytes(byte[] bytes, int offset, int count)
    {
        Array.Copy(bytes, offset, _buffer, _at, count);
        _at += count;
    }

    private void WriteName(byte[] name, int offset)
    {
        int at = offset;
        while (name[at] != 0)
        {
            int known = FindSuffix(name, at);
            if (known >= 0)
            {
                WriteUInt16(0xC000 | known);
                return;
            }

            if (_rememberedCount < MaxRemembered)
            {
                _remembered[_rememberedCount++] = (ushort)(_at - _start);
            }

            WriteBytes(name, at, 1 + name[at]);
            at += 1 + name[at];
        }

        _buffer[_at++] = 0;
    }

    /// <summary>Offset in the message where the rest of the name from <paramref name="at"/> on has been written; -1 if nowhere.</summary>
    private int FindSuffix(byte[] name, int at)
    {
        for (int i = 0; i < _rememberedCount; i++)
        {
            if (IsWrittenAt(_remembered[i], name, at))
            {
                return _remembered[i];
            }
        }

        return -1;
    }

    private bool IsWrittenAt(int messageOffset, byte[] name, int at)
    {
        int written = _start + messageOffset;
        while (true)
        {
            if (_buffer[written] >= 0xC0)
            {
                written = _start + (((_buffer[written] & 0x3F) << 8) | _buffer[written + 1]);
            }

            int length = _buffer[written];
            if (length != name[at] || !WireName.BytesEqual(_buffer, written + 1, name, at + 1, length))
            {
                return false;
            }

            if (length == 0)
            {
                return true;
            }

            written += 1 + length;
            at += 1 + length;
        }
    }
}
