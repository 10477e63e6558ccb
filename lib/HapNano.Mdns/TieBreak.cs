// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Decides which of two hosts that probe for the same name at the same time goes on (RFC 6762 §8.2, §8.2.1).</summary>
/// <remarks>
/// Both sort the records they propose by class, type and data, and compare pair by pair, as unsigned bytes, names uncompressed. The greater one wins;
/// when all pairs are equal, the one with records left. Equal sets are no conflict: it is our own probe come back, or somebody who serves the
/// same data.
/// </remarks>
internal sealed class TieBreak
{
    /// <summary>Proposed records of our names that one probe may hold. More make the packet too large for us.</summary>
    internal const int MaxRecords = 8;

    private readonly RecordSet _records;
    private readonly int[] _positions = new int[MaxRecords];
    private readonly int[] _names = new int[MaxRecords];

    // One byte more than any data of ours: what is cut off there differs from ours already, if only in length.
    private readonly byte[] _expanded = new byte[MdnsService.MaxTextBytes + 1];
    private int _count;

    internal TieBreak(RecordSet records)
    {
        _records = records;
    }

    /// <summary>Starts a packet.</summary>
    internal void Clear()
    {
        _count = 0;
    }

    /// <summary>Notes a proposed record.</summary>
    /// <param name="position">Where it starts in the packet.</param>
    /// <param name="name">Which of our unique names it has.</param>
    /// <returns>False when there are too many.</returns>
    internal bool Add(int position, int name)
    {
        if (_count == MaxRecords)
        {
            return false;
        }

        _positions[_count] = position;
        _names[_count] = name;
        _count++;
        return true;
    }

    /// <summary>True when the other prober has the greater records for one of our names. At most 28 comparisons of two records.</summary>
    /// <param name="reader">Still holds the packet.</param>
    internal bool IsLost(DnsReader reader)
    {
        Sort(reader);
        return IsLost(reader, RecordSet.InstanceName, 3, 2)     // TXT 16 before SRV 33
            || IsLost(reader, RecordSet.HostName, 4, 5);        // A 1 before AAAA 28
    }

    /// <summary>Compares our records of one name, given by their indexes in ascending type, with the sorted ones of the packet.</summary>
    private bool IsLost(DnsReader reader, int name, int firstIndex, int secondIndex)
    {
        int ours = (_records.Present & (1 << secondIndex)) != 0 ? 2 : 1;
        int seen = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_names[i] != name)
            {
                continue;
            }

            if (seen == ours)
            {
                return true;   // they have records left
            }

            int order = CompareWithOurs(reader, _positions[i], _records.At(seen == 0 ? firstIndex : secondIndex));
            if (order != 0)
            {
                return order < 0;
            }

            seen++;
        }

        return false;   // equal, or we have records left, or they propose none
    }

    private int CompareWithOurs(DnsReader reader, int position, ResourceRecord record)
    {
        reader.ReadAgain(position);
        if (reader.Class != Dns.ClassIn)
        {
            return Dns.ClassIn - reader.Class;
        }

        if (reader.Type != record.Type)
        {
            return record.Type - reader.Type;
        }

        return -reader.CompareRdata(record.Rdata, record.RdataCount);
    }

    /// <summary>Insertion sort of at most eight records.</summary>
    private void Sort(DnsReader reader)
    {
        for (int i = 1; i < _count; i++)
        {
            for (int j = i; j > 0 && ComparePositions(reader, _positions[j - 1], _positions[j]) > 0; j--)
            {
                Swap(_positions, j);
                Swap(_names, j);
            }
        }
    }

    private int ComparePositions(DnsReader reader, int left, int right)
    {
        reader.ReadAgain(left);
        int leftClass = reader.Class;
        int leftType = reader.Type;
        int leftCount = reader.ExpandRdata(_expanded);
        reader.ReadAgain(right);
        if (leftClass != reader.Class)
        {
            return leftClass - reader.Class;
        }

        if (leftType != reader.Type)
        {
            return leftType - reader.Type;
        }

        return -reader.CompareRdata(_expanded, leftCount);
    }

    private static void Swap(int[] values, int index)
    {
        int value = values[index];
        values[index] = values[index - 1];
        values[index - 1] = value;
    }
}
