// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Session;

/// <summary>The connections there are, and who has to go for whom (HAP connections).</summary>
/// <remarks>
/// <para>A stranger never takes the place of a verified controller. Among strangers the rule is time: whoever has had half a minute without
/// verifying, or ten seconds without a request, makes room when the table is full; the one that runs Pair Setup does not. For an address that
/// verified before, any other stranger makes room at once.</para>
/// <para>Who waits for a place waits in front of everybody behind it. So an address that has two strangers in the full table already is not kept
/// waiting: one host that connects again and again cannot fill the queue that a controller stands in. A home hub that was switched off comes back
/// with several connections at once, while its old sessions still stand here. It is told from such a host by having verified before, and by what its
/// connections do: while one of them has come or asked just now, the next one waits, because each that verifies replaces a dead one.</para>
/// <para>Controllers keep sessions open for days, and a dead one looks like an idle one: a ninth controller takes the place of the one that was
/// idle longest, its own pairing's first, another's only after a minute.</para>
/// </remarks>
internal sealed class ConnectionTable
{
    /// <summary>A verified connection that was idle for so long may be replaced by another controller's.</summary>
    internal const int ReplaceableIdleMs = 60 * 1000;

    /// <summary>A stranger that has had so long without verifying makes room for another one when the table is full.</summary>
    internal const int StrangerLifeMs = 30 * 1000;

    /// <summary>Strangers that an address may have in a full table before its next connection is refused.</summary>
    internal const int StrangersOfAddress = 2;

    /// <summary>The connection in each place, 0..10; null where it is free. Only to be read: who walks it takes it once.</summary>
    internal readonly HapConnection[] Slots = new HapConnection[HapHost.MaxConnections];

    /// <summary>How long a stranger from an address that verified may be silent before the next one from there does not wait for it: Pair Verify takes no longer.</summary>
    internal const int VerifyingMs = 5 * 1000;

    private readonly HapHost _host;

    /// <summary>An empty table.</summary>
    /// <param name="host">Counts who had to go, and knows who runs Pair Setup.</param>
    internal ConnectionTable(HapHost host)
    {
        _host = host;
    }

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
    /// <param name="known">Knows the addresses that verified.</param>
    /// <param name="nowMs">Monotonic time.</param>
    internal void MakeRoom(ulong remoteAddress, VerifyLimiter known, long nowMs)
    {
        bool isKnown = known.IsKnown(remoteAddress);
        HapConnection replaced = null;
        for (int slot = 0; slot < Slots.Length; slot++)
        {
            HapConnection connection = Slots[slot];
            if (connection.IsCloseRequested)
            {
                return;
            }

            if (MayGo(connection, nowMs, isKnown && !known.IsKnown(connection.RemoteAddress)) && (replaced == null || GoesBefore(connection, replaced, remoteAddress)))
            {
                replaced = connection;
            }
        }

        Replace(replaced);
    }

    /// <summary>Asks about a newcomer for whom there is no place.</summary>
    /// <param name="remoteAddress">Where it comes from.</param>
    /// <param name="known">Knows the addresses that verified.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when its address has its share of strangers here, and none of them is about to go or, where it is known, to verify.</returns>
    internal bool IsCrowded(ulong remoteAddress, VerifyLimiter known, long nowMs)
    {
        int count = 0;
        bool isKnown = known.IsKnown(remoteAddress);
        for (int slot = 0; slot < Slots.Length; slot++)
        {
            HapConnection connection = Slots[slot];
            if (connection != null && !connection.IsSecured && connection.RemoteAddress == remoteAddress)
            {
                if (connection.IsCloseRequested || (isKnown && nowMs - connection.LastRequestMs < VerifyingMs))
                {
                    return false;
                }

                count++;
            }
        }

        return count >= StrangersOfAddress;
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
        Replace(replaced);
        _host.Counters.Refused += replaced == null ? 1 : 0;
        return replaced != null;
    }

    // True for a stranger that has had its time; when whoever waits need not wait for that time, for any that is idle.
    private bool MayGo(HapConnection connection, long nowMs, bool isAtOnce)
    {
        return !connection.IsSecured && !connection.IsWaiting && !_host.Setup.IsOwner(connection)
            && (isAtOnce || nowMs - connection.AcceptedMs >= StrangerLifeMs || nowMs - connection.LastRequestMs >= TimeLimits.StrangerIdleMs);
    }

    private void Replace(HapConnection connection)
    {
        if (connection != null)
        {
            _host.Counters.Replaced++;
            connection.End();
        }
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
