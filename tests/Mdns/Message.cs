// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Mdns;

/// <summary>Builds DNS messages as another host would send them, names uncompressed; written apart from the responder's own writer.</summary>
internal sealed class Message
{
    internal const int TypeA = 1;
    internal const int TypePtr = 12;
    internal const int TypeTxt = 16;
    internal const int TypeAaaa = 28;
    internal const int TypeSrv = 33;
    internal const int TypeNsec = 47;
    internal const int TypeAny = 255;

    internal const int In = 1;
    internal const int InQu = 0x8001;
    internal const int InFlush = 0x8001;

    private readonly byte[] _bytes = new byte[4096];
    private int _count = 12;

    private Message(int flags)
    {
        _bytes[2] = (byte)(flags >> 8);
        _bytes[3] = (byte)flags;
    }

    /// <summary>A query with id 0.</summary>
    internal static Message Query()
    {
        return new Message(0);
    }

    /// <summary>A query that announces more known answers (TC).</summary>
    internal static Message TruncatedQuery()
    {
        return new Message(0x0200);
    }

    /// <summary>A multicast response: QR and AA.</summary>
    internal static Message Response()
    {
        return new Message(0x8400);
    }

    /// <summary>Any flags.</summary>
    internal static Message WithFlags(int flags)
    {
        return new Message(flags);
    }

    /// <summary>The wire form of a name; dots part its labels.</summary>
    internal static byte[] Name(string name)
    {
        byte[] wire = Hex.Utf8("." + name + ".");
        int length = 0;
        for (int i = wire.Length - 1; i >= 0; i--)
        {
            if (wire[i] == (byte)'.')
            {
                wire[i] = (byte)length;
                length = 0;
            }
            else
            {
                length++;
            }
        }

        return wire;
    }

    /// <summary>SRV data with priority and weight 0.</summary>
    internal static byte[] Srv(int port, string host)
    {
        byte[] name = Name(host);
        var data = new byte[6 + name.Length];
        data[4] = (byte)(port >> 8);
        data[5] = (byte)port;
        Array.Copy(name, 0, data, 6, name.Length);
        return data;
    }

    internal Message Id(int id)
    {
        _bytes[0] = (byte)(id >> 8);
        _bytes[1] = (byte)id;
        return this;
    }

    internal Message Question(string name, int type, int classAndTopBit)
    {
        return Question(Name(name), type, classAndTopBit);
    }

    internal Message Question(byte[] name, int type, int classAndTopBit)
    {
        Append(name);
        AppendUInt16(type);
        AppendUInt16(classAndTopBit);
        _bytes[5]++;
        return this;
    }

    internal Message Answer(string name, int type, int classAndTopBit, int ttl, byte[] data)
    {
        return Record(7, Name(name), type, classAndTopBit, ttl, data);
    }

    internal Message Authority(string name, int type, int classAndTopBit, int ttl, byte[] data)
    {
        return Record(9, Name(name), type, classAndTopBit, ttl, data);
    }

    internal Message Additional(string name, int type, int classAndTopBit, int ttl, byte[] data)
    {
        return Record(11, Name(name), type, classAndTopBit, ttl, data);
    }

    /// <summary>A record in the section whose count has its low byte at <paramref name="countAt"/>: 7, 9 or 11.</summary>
    internal Message Record(int countAt, byte[] name, int type, int classAndTopBit, int ttl, byte[] data)
    {
        Append(name);
        AppendUInt16(type);
        AppendUInt16(classAndTopBit);
        AppendUInt16(ttl >> 16);
        AppendUInt16(ttl & 0xFFFF);
        AppendUInt16(data.Length);
        Append(data);
        _bytes[countAt]++;
        return this;
    }

    internal byte[] Bytes()
    {
        return Hex.Slice(_bytes, 0, _count);
    }

    private void Append(byte[] bytes)
    {
        Array.Copy(bytes, 0, _bytes, _count, bytes.Length);
        _count += bytes.Length;
    }

    private void AppendUInt16(int value)
    {
        _bytes[_count++] = (byte)(value >> 8);
        _bytes[_count++] = (byte)value;
    }
}
