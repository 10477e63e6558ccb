// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>Reads the query of GET /characteristics: <c>id=1.4,1.5&amp;meta=1&amp;perms=1&amp;type=1&amp;ev=1</c>.</summary>
internal static class CharacteristicQuery
{
    private const int MaxDigits = 20;

    // As many fit into 32 bits, whatever they are.
    private const int ShortDigits = 9;
    private const int IdNameBytes = 3;

    private static readonly byte[] s_id = Encoding.UTF8.GetBytes("id");
    private static readonly byte[] s_meta = Encoding.UTF8.GetBytes("meta");
    private static readonly byte[] s_perms = Encoding.UTF8.GetBytes("perms");
    private static readonly byte[] s_type = Encoding.UTF8.GetBytes("type");
    private static readonly byte[] s_ev = Encoding.UTF8.GetBytes("ev");

    // What native code searches for; boxed once.
    private static readonly object s_ampersand = (byte)'&';

    /// <summary>Finds the list of ids and the options; the ids themselves are not looked at.</summary>
    /// <param name="query">Holds the query, without its question mark.</param>
    /// <param name="offset">First byte of the query.</param>
    /// <param name="count">Bytes of the query.</param>
    /// <param name="entries">Receives First, End and Options.</param>
    /// <returns>False without exactly one id, or when an option is neither 0 nor 1. Unknown members are passed over.</returns>
    internal static bool TryRead(byte[] query, int offset, int count, EntryList entries)
    {
        entries.First = -1;
        entries.Options = ReadOptions.None;
        int end = offset + count;
        if (count >= IdNameBytes && query[offset] == 'i' && query[offset + 1] == 'd' && query[offset + 2] == '='
            && Array.IndexOf(query, s_ampersand, offset, count) < 0)
        {
            // Nothing but ids, as most queries are.
            entries.First = offset + IdNameBytes;
            entries.End = end;
            return true;
        }

        while (offset < end)
        {
            int memberEnd = Find(query, (byte)'&', offset, end);
            if (!ReadMember(query, offset, memberEnd, entries))
            {
                return false;
            }

            offset = memberEnd + 1;
        }

        return entries.First >= 0;
    }

    /// <summary>Reads one id, <c>aid.iid</c>, and what separates it from the next one.</summary>
    /// <param name="query">Holds the query.</param>
    /// <param name="offset">First byte of the id.</param>
    /// <param name="end">First byte behind the list.</param>
    /// <param name="entry">Receives the id.</param>
    /// <returns>First byte of the next id, <paramref name="end"/> behind the last one; -1 when this is no id.</returns>
    internal static int ReadId(byte[] query, int offset, int end, ReadEntry entry)
    {
        offset = ReadNumber(query, offset, end, entry);
        entry.Aid = entry.Number;
        if (offset < 0 || offset == end || query[offset] != '.')
        {
            return -1;
        }

        offset = ReadNumber(query, offset + 1, end, entry);
        entry.Iid = entry.Number;
        if (offset < 0 || offset == end)
        {
            return offset;
        }

        // Behind a comma there is another id.
        return query[offset] == ',' && offset + 1 < end ? offset + 1 : -1;
    }

    // Returns the first byte behind the digits; -1 without digits or over 2^64-1.
    private static int ReadNumber(byte[] query, int start, int end, ReadEntry entry)
    {
        int last = end - start > ShortDigits ? start + ShortDigits : end;
        int at = start;
        uint number = 0;
        while (at < last)
        {
            uint digit = (uint)(query[at] - '0');
            if (digit > 9)
            {
                break;
            }

            number = (number * 10) + digit;
            at++;
        }

        entry.Number = number;
        return at == start ? -1 : at == last && at < end ? ReadLongNumber(query, start, end, entry) : at;
    }

    private static int ReadLongNumber(byte[] query, int start, int end, ReadEntry entry)
    {
        ulong value = 0;
        int at = start;
        while (at < end && query[at] >= '0' && query[at] <= '9')
        {
            uint digit = (uint)(query[at] - '0');
            if (at - start >= MaxDigits - 1 && value > (ulong.MaxValue - digit) / 10)
            {
                return -1;
            }

            value = (value * 10) + digit;
            at++;
        }

        entry.Number = value;
        return at;
    }

    private static bool ReadMember(byte[] query, int offset, int end, EntryList entries)
    {
        int nameEnd = Find(query, (byte)'=', offset, end);
        int valueStart = nameEnd < end ? nameEnd + 1 : end;
        if (IsName(query, offset, nameEnd, s_id))
        {
            bool isFirst = entries.First < 0;
            entries.First = valueStart;
            entries.End = end;
            return isFirst;
        }

        ReadOptions option = OptionOf(query, offset, nameEnd);
        if (option == ReadOptions.None)
        {
            return true;
        }

        bool isSet = valueStart < end && query[valueStart] == '1';
        if (isSet)
        {
            entries.Options |= option;
        }

        return end - valueStart == 1 && (isSet || query[valueStart] == '0');
    }

    private static ReadOptions OptionOf(byte[] query, int offset, int end)
    {
        return IsName(query, offset, end, s_meta) ? ReadOptions.Metadata
            : IsName(query, offset, end, s_perms) ? ReadOptions.Permissions
            : IsName(query, offset, end, s_type) ? ReadOptions.Type
            : IsName(query, offset, end, s_ev) ? ReadOptions.Events
            : ReadOptions.None;
    }

    private static bool IsName(byte[] query, int offset, int end, byte[] name)
    {
        return end - offset == name.Length && ByteText.AreEqual(query, offset, name, name.Length);
    }

    private static int Find(byte[] query, byte value, int offset, int end)
    {
        while (offset < end && query[offset] != value)
        {
            offset++;
        }

        return offset;
    }
}
