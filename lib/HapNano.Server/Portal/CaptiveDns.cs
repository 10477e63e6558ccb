// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server;

/// <summary>A name server for which every name is ours, so that a phone that checks its way to the Internet finds the page instead (RFC 1035 §4).</summary>
internal sealed class CaptiveDns : IDatagramService
{
    private const int HeaderBytes = 12;
    private const int MaxLabelBytes = 63;
    private const int MaxNameBytes = 255;
    private const int TypeA = 1;
    private const int TypeAny = 255;
    private const int ClassIn = 1;
    private const int AnswerBytes = 16;

    // Response, authoritative; recursion is neither offered nor wanted. The question's opcode and RD stay.
    private const byte ResponseFlags = 0x84;
    private const byte OpcodeAndResponse = 0xF8;
    private const byte NotImplemented = 4;

    private readonly byte[] _address;

    /// <summary>A server that knows one address.</summary>
    /// <param name="address">4 bytes.</param>
    public CaptiveDns(byte[] address)
    {
        _address = address;
    }

    /// <inheritdoc/>
    public bool IsBroadcast => false;

    /// <inheritdoc/>
    /// <remarks>One question a packet, as everybody asks; other types than A get an empty answer, so that nobody waits for an IPv6 address. Life is 0: on the next network the name is somebody else's.</remarks>
    public int Answer(byte[] packet, int count)
    {
        if (count < HeaderBytes || (packet[2] & 0x80) != 0 || packet[4] != 0 || packet[5] != 1)
        {
            return 0;
        }

        if ((packet[2] & OpcodeAndResponse) != 0)
        {
            return Finish(packet, HeaderBytes, 0, NotImplemented);
        }

        int end = EndOfName(packet, count);
        if (end < 0 || end + 4 > count || end + 4 + AnswerBytes > packet.Length)
        {
            return 0;
        }

        int type = (packet[end] << 8) | packet[end + 1];
        bool isKnown = (type == TypeA || type == TypeAny) && packet[end + 2] == 0 && packet[end + 3] == ClassIn;
        end += 4;
        if (!isKnown)
        {
            return Finish(packet, end, 0, 0);
        }

        // A pointer to the question's name, A, IN, life 0, 4 bytes.
        Array.Clear(packet, end, AnswerBytes);
        packet[end] = 0xC0;
        packet[end + 1] = HeaderBytes;
        packet[end + 3] = TypeA;
        packet[end + 5] = ClassIn;
        packet[end + 11] = 4;
        Array.Copy(_address, 0, packet, end + 12, 4);
        return Finish(packet, end + AnswerBytes, 1, 0);
    }

    // The counts of a refusal say that it repeats no question.
    private static int Finish(byte[] packet, int count, int answers, byte code)
    {
        packet[2] |= ResponseFlags;
        packet[3] = code;
        packet[5] = (byte)(code == 0 ? 1 : 0);
        Array.Clear(packet, 6, 6);
        packet[7] = (byte)answers;
        return count;
    }

    private static int EndOfName(byte[] packet, int count)
    {
        int next = HeaderBytes;
        while (next < count && packet[next] != 0)
        {
            // A pointer has no place in the first name of a packet.
            next = packet[next] > MaxLabelBytes ? count : next + 1 + packet[next];
        }

        return next < count && next + 1 - HeaderBytes <= MaxNameBytes ? next + 1 : -1;
    }
}
