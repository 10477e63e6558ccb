// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>One record that is published, ready to be compared and written. Its arrays belong to the <see cref="RecordSet"/>.</summary>
internal sealed class ResourceRecord
{
    private uint _formerHash;

    internal ResourceRecord(byte[] name, int type, int ttlSeconds, byte[] rdata)
    {
        Name = name;
        Type = type;
        TtlSeconds = ttlSeconds;
        Rdata = rdata;
        RdataCount = rdata.Length;
    }

    /// <summary>Uncompressed name, ended by the root label; the array may be longer.</summary>
    internal readonly byte[] Name;

    /// <summary>Type number.</summary>
    internal readonly int Type;

    /// <summary>Time to live, in seconds (RFC 6762 §10: 120 for records that hold or name the host, 4,500 for others).</summary>
    internal readonly int TtlSeconds;

    /// <summary>Data, names in them uncompressed; the array may be longer.</summary>
    internal byte[] Rdata;

    /// <summary>Used bytes of <see cref="Rdata"/>.</summary>
    internal int RdataCount;

    /// <summary>
    /// To be called before the data change: a packet with the old ones may still be on its way back to us, through a reflector or the
    /// multicast loop of our own socket, and is no conflict.
    /// </summary>
    internal void KeepFormer()
    {
        _formerHash = Hash(Rdata, 0, RdataCount);
    }

    /// <summary>True when these are the data before the last change. Only for types without names in their data.</summary>
    internal bool IsFormer(byte[] buffer, int offset, int count)
    {
        return _formerHash == Hash(buffer, offset, count);
    }

    /// <summary>FNV-1a, 32 bits. Nothing is won by a collision: whoever wants to be no conflict can send our present data.</summary>
    private static uint Hash(byte[] buffer, int offset, int count)
    {
        uint hash = 2166136261;
        for (int i = 0; i < count; i++)
        {
            hash = (hash ^ buffer[offset + i]) * 16777619;
        }

        return hash;
    }
}
