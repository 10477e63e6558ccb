// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server;

/// <summary>Who has which of the few addresses that the access point gives away: each is for the client that first asked for it; one too many gets the one that was asked for longest ago.</summary>
internal sealed class DhcpLeases
{
    private const int Clients = 4;
    private const int HardwareBytes = 16;

    private readonly byte[][] _clients = new byte[Clients][];
    private readonly int[] _lastUses = new int[Clients];
    private int _uses;

    /// <summary>Finds the client of a packet, or takes it in.</summary>
    /// <param name="packet">Holds its hardware address, the 16 bytes of chaddr (RFC 2131 §2).</param>
    /// <param name="offset">Where that begins.</param>
    /// <returns>0 to 3.</returns>
    public int Find(byte[] packet, int offset)
    {
        int client = 0;
        for (int i = 0; i < Clients; i++)
        {
            if (_clients[i] != null && CaptiveDhcp.IsAt(packet, offset, _clients[i]))
            {
                _lastUses[i] = ++_uses;
                return i;
            }

            client = _lastUses[i] < _lastUses[client] ? i : client;
        }

        byte[] hardware = new byte[HardwareBytes];
        Array.Copy(packet, offset, hardware, 0, HardwareBytes);
        _clients[client] = hardware;
        _lastUses[client] = ++_uses;
        return client;
    }
}
