// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Storage;

namespace HapNano;

/// <summary>One accessory server without its sockets, threads, clock and flash.</summary>
/// <remarks>Every member is used under <see cref="StackLock.Root"/>.</remarks>
public sealed class HapHost
{
    /// <summary>Connections at a time, verified or not.</summary>
    public const int MaxConnections = 11;

    /// <summary>Verified connections at a time.</summary>
    public const int MaxVerifiedConnections = 8;

    /// <summary>Takes a new connection into the table.</summary>
    /// <param name="remoteAddress">The peer's address without its port, as one number; IPv6 addresses are folded.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>The connection; null while the table is full: keep the socket and call again after the next Closed or Poll.</returns>
    public HapConnection Accept(ulong remoteAddress, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Does what is due: time limits, held events, saving of values.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    public void Poll(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>When to call <see cref="Poll"/> next, monotonic milliseconds; long.MaxValue for never.</summary>
    public long NextDeadlineMs => throw new NotImplementedException();

    /// <summary>One bounded slice of background arithmetic. The lock may be let go between slices.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True while there is more to do.</returns>
    public bool Work(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>The write that answers wait for: when IsPending, write it outside the lock, then Complete under it.</summary>
    public StoreTransaction Transaction => throw new NotImplementedException();

    /// <summary>Gives the values record when it is due (2 s after the first unsaved change).</summary>
    /// <param name="buffer">Receives the record; ValuesCapacityBytes long.</param>
    /// <param name="count">Bytes of the record; 0 when the result is false.</param>
    /// <param name="isFinal">True at shutdown: give unsaved values even before they are due.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when there is something to write as <see cref="StoreRecord.Values"/>; report with <see cref="ValuesSaved"/>.</returns>
    public bool TakeValues(byte[] buffer, out int count, bool isFinal, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>The most bytes that <see cref="TakeValues"/> gives.</summary>
    public int ValuesCapacityBytes => throw new NotImplementedException();

    /// <summary>The write of what TakeValues gave has ended; a failed one is tried again later.</summary>
    /// <param name="isStored">True when it is durable.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void ValuesSaved(bool isStored, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Asks every connection to close at once: before a stop, a restart or a reset.</summary>
    public void CloseAll()
    {
        throw new NotImplementedException();
    }

    /// <summary>True with at least one pairing.</summary>
    public bool IsPaired => throw new NotImplementedException();

    /// <summary>TXT c#, 1..65535.</summary>
    public int ConfigurationNumber => throw new NotImplementedException();

    /// <summary>TXT id: the device id as 17 ASCII bytes, XX:XX:XX:XX:XX:XX. Not to be changed.</summary>
    public byte[] DeviceIdText => throw new NotImplementedException();

    /// <summary>TXT sh: 8 ASCII bytes of base64; null without a setup id.</summary>
    public byte[] SetupHash => throw new NotImplementedException();

    /// <summary>TXT md: the model of accessory 1 as UTF-8.</summary>
    public byte[] Model => throw new NotImplementedException();

    /// <summary>TXT ci: the category of accessory 1.</summary>
    public int Category => throw new NotImplementedException();
}
