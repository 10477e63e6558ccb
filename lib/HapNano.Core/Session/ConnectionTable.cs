// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>The connections there are, and who has to go for whom (HAP connections).</summary>
/// <remarks>
/// <para>A stranger never takes the place of a verified controller. Among strangers the rule is time: whoever has had half a minute without
/// verifying, or ten seconds without a request, makes room when the table is full; the one that runs Pair Setup does not.</para>
/// <para>Controllers keep sessions open for days, and a dead one looks like an idle one: a ninth controller takes the place of the one that was
/// idle longest, its own pairing's first, another's only after a minute.</para>
/// </remarks>
internal sealed class ConnectionTable
{
    /// <summary>A verified connection that was idle for so long may be replaced by another controller's.</summary>
    internal const int ReplaceableIdleMs = 60 * 1000;

    /// <summary>A stranger that has had so long without verifying makes room for another one when the table is full.</summary>
    internal const int StrangerLifeMs = 30 * 1000;

    /// <summary>The connection in each place, 0..10; null where it is free. Only to be read: who walks it takes it once.</summary>
    internal readonly HapConnection[] Slots = new HapConnection[HapHost.MaxConnections];

    /// <summary>Finds a free place.</summary>
    /// <returns>Its number; -1 when the table is full.</returns>
    internal int FindFree()
    {
        int slot = 0;
        while (slot < Slots.Length && Slots[slot] != null)
        {
            slot++;
        }

        return slot < Slots.Length ? slot : -1;
    }

    /// <summary>Puts a connection into its place.</summary>
    internal void Add(HapConnection connection)
    {
        Slots[connection.Slot] = connection;
    }

    /// <summary>Takes a connection out.</summary>
    /// <returns>False when it was out already.</returns>
    internal bool TryRemove(HapConnection connection)
    {
        if (Slots[connection.Slot] != connection)
        {
            return false;
        }

        Slots[connection.Slot] = null;
        return true;
    }

    /// <summary>The table is full and a stranger waits: ends one that has had its time, unless a place is about to become free anyway.</summary>
    /// <param name="remoteAddress">Where the newcomer comes from: a connection from there goes first, then the oldest.</param>
    /// <param name="nowMs">Monotonic time.</param>
    internal void MakeRoom(ulong remoteAddress, long nowMs)
    {
        HapConnection replaced = null;
        for (int slot = 0; slot < Slots.Length; slot++)
        {
            HapConnection connection = Slots[slot];
            if (connection.IsCloseRequested)
            {
                return;
            }

            if (connection.MayGo(nowMs) && (replaced == null || GoesBefore(connection, replaced, remoteAddress)))
            {
                replaced = connection;
            }
        }

        replaced?.End();
    }

    /// <summary>A controller has verified: makes a place for it among the verified connections.</summary>
    /// <param name="pairing">Its pairing.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>False when all places are taken by controllers that are active: the newcomer is closed.</returns>
    internal bool Admit(int pairing, long nowMs)
    {
        int count = 0;
        HapConnection same = null;
        HapConnection idle = null;
        for (int slot = 0; slot < Slots.Length; slot++)
        {
            HapConnection connection = Slots[slot];
            if (connection != null && connection.IsVerified)
            {
                count++;
                idle = LongerIdle(idle, connection);
                same = connection.Pairing == pairing ? LongerIdle(same, connection) : same;
            }
        }

        if (count < HapHost.MaxVerifiedConnections)
        {
            return true;
        }

        HapConnection replaced = same ?? (nowMs - idle.LastRequestMs > ReplaceableIdleMs ? idle : null);
        replaced?.End();
        return replaced != null;
    }

    private static HapConnection LongerIdle(HapConnection one, HapConnection other)
    {
        return one == null || other.LastRequestMs < one.LastRequestMs ? other : one;
    }

    private static bool GoesBefore(HapConnection one, HapConnection other, ulong remoteAddress)
    {
        bool isOneOwn = one.RemoteAddress == remoteAddress;
        bool isOtherOwn = other.RemoteAddress == remoteAddress;
        return isOneOwn != isOtherOwn ? isOneOwn : one.AcceptedMs < other.AcceptedMs;
    }
}
