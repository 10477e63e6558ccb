// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server;

/// <summary>Gives the few who join the access point their addresses (RFC 2131, RFC 2132), because images are built without a server for that.</summary>
/// <remarks>
/// <para>Four addresses, ours plus 1 to 4; <see cref="DhcpLeases"/> says who has which. A phone comes back for its own.</para>
/// <para>Everything is answered to everybody but renewals (RFC 2131 §4.1): a client that has no address yet cannot be reached by one without sending raw frames.</para>
/// </remarks>
internal sealed class CaptiveDhcp : IDatagramService
{
    private const int AddressBytes = 4;

    // RFC 2131 §2: the fixed fields, then the cookie, then options.
    private const int ClientAddress = 12;
    private const int YourAddress = 16;
    private const int ServerAddress = 20;
    private const int Hardware = 28;
    private const int HardwareBytes = 16;
    private const int NamesEnd = 236;
    private const int OptionsOffset = 240;
    private const int LeastBytes = OptionsOffset + 1;
    private const int AnswerBytes = 300;

    private const byte BootRequest = 1;
    private const byte BootReply = 2;
    private const byte Discover = 1;
    private const byte Offer = 2;
    private const byte Request = 3;
    private const byte Ack = 5;
    private const byte Nak = 6;
    private const byte Inform = 8;

    private const byte PadOption = 0;
    private const byte MaskOption = 1;
    private const byte RouterOption = 3;
    private const byte NameServerOption = 6;
    private const byte WantedAddressOption = 50;
    private const byte LeaseOption = 51;
    private const byte TypeOption = 53;
    private const byte ServerOption = 54;
    private const byte EndOption = 255;

    private static readonly byte[] s_cookie = { 99, 130, 83, 99 };
    private static readonly byte[] s_mask = { 255, 255, 255, 0 };

    // 600 s: longer than anybody needs, and over before the same phone comes to the next lamp.
    private static readonly byte[] s_lease = { 0, 0, 2, 88 };

    private readonly byte[] _address;
    private readonly DhcpLeases _leases = new DhcpLeases();

    /// <summary>A server with all its addresses free.</summary>
    /// <param name="address">Our own, 4 bytes; those after it are given away.</param>
    public CaptiveDhcp(byte[] address)
    {
        _address = address;
    }

    /// <inheritdoc/>
    public bool IsBroadcast { get; private set; }

    /// <inheritdoc/>
    public int Answer(byte[] packet, int count)
    {
        if (count < LeastBytes || packet[0] != BootRequest || !IsAt(packet, NamesEnd, s_cookie))
        {
            return 0;
        }

        int type = FindOption(packet, count, TypeOption, 1);
        int server = FindOption(packet, count, ServerOption, AddressBytes);
        if (type < 0 || (server >= 0 && !IsAt(packet, server, _address)))
        {
            // Not DHCP, or for another server (RFC 2131 §4.3.2).
            return 0;
        }

        switch (packet[type])
        {
            case Discover:
                return Reply(packet, Offer, _leases.Find(packet, Hardware));
            case Request:
                return AnswerRequest(packet, FindOption(packet, count, WantedAddressOption, AddressBytes));
            case Inform:
                return Reply(packet, Ack, -1);
            default:
                return 0;
        }
    }

    /// <summary>Tells whether a value lies at a place of a packet.</summary>
    internal static bool IsAt(byte[] packet, int offset, byte[] value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (packet[offset + i] != value[i])
            {
                return false;
            }
        }

        return true;
    }

    // RFC 2131 §4.3.2: the wanted address is in the option, or with a renewal in the client's own field. Whoever wants another one than his is refused, and asks anew.
    private int AnswerRequest(byte[] packet, int wanted)
    {
        int client = _leases.Find(packet, Hardware);
        wanted = wanted >= 0 ? wanted : ClientAddress;
        bool isHis = packet[wanted] == _address[0] && packet[wanted + 1] == _address[1] && packet[wanted + 2] == _address[2]
            && packet[wanted + 3] == (byte)(_address[3] + 1 + client);
        return Reply(packet, isHis ? Ack : Nak, client);
    }

    // client: -1 gives no address away, only what belongs to it (RFC 2131 §4.3.5).
    private int Reply(byte[] packet, byte type, int client)
    {
        bool hasAddress = packet[ClientAddress] != 0;
        IsBroadcast = type == Nak || !hasAddress;
        packet[0] = BootReply;
        Array.Clear(packet, YourAddress, AddressBytes);
        Array.Copy(_address, 0, packet, ServerAddress, AddressBytes);
        Array.Clear(packet, Hardware + HardwareBytes, packet.Length - Hardware - HardwareBytes);
        Array.Copy(s_cookie, 0, packet, NamesEnd, AddressBytes);
        int next = OptionsOffset;
        packet[next++] = TypeOption;
        packet[next++] = 1;
        packet[next++] = type;
        next = Append(packet, next, ServerOption, _address);
        if (type == Nak)
        {
            Array.Clear(packet, ClientAddress, AddressBytes);
        }
        else
        {
            if (client >= 0)
            {
                Array.Copy(_address, 0, packet, YourAddress, AddressBytes);
                packet[YourAddress + 3] += (byte)(1 + client);
                next = Append(packet, next, LeaseOption, s_lease);
            }

            next = Append(packet, next, MaskOption, s_mask);
            next = Append(packet, next, RouterOption, _address);
            next = Append(packet, next, NameServerOption, _address);
        }

        // Old relays drop replies of less than 300 bytes (RFC 1542 §2.1).
        packet[next] = EndOption;
        return AnswerBytes;
    }

    private static int Append(byte[] packet, int next, byte option, byte[] value)
    {
        packet[next] = option;
        packet[next + 1] = AddressBytes;
        Array.Copy(value, 0, packet, next + 2, AddressBytes);
        return next + 2 + AddressBytes;
    }

    // Where the value of an option of the right length begins; -1 when there is none.
    private static int FindOption(byte[] packet, int count, byte option, int length)
    {
        int next = OptionsOffset;
        while (next < count && packet[next] != EndOption)
        {
            if (packet[next] == PadOption)
            {
                next++;
                continue;
            }

            int end = next + 1 < count ? next + 2 + packet[next + 1] : count + 1;
            if (end > count)
            {
                return -1;
            }

            if (packet[next] == option)
            {
                return packet[next + 1] == length ? next + 2 : -1;
            }

            next = end;
        }

        return -1;
    }
}
