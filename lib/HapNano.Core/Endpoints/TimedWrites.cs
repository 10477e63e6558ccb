// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>The timed writes that connections have prepared: at most one each (HAP timed writes).</summary>
/// <remarks>One for the host, because few accessories ever see one: the arrays come with the first. Used under the stack's lock.</remarks>
internal sealed class TimedWrites
{
    // No time is before this: nothing is prepared.
    private const long None = long.MinValue;

    private ulong[] _pids;
    private long[] _expiriesMs;

    /// <summary>Prepares a write; forgets the one that was prepared on the connection before.</summary>
    /// <param name="slot">Number of the connection.</param>
    /// <param name="pid">Number that the write will carry.</param>
    /// <param name="ttlMs">How long it may take to come, 0..2^53-1.</param>
    /// <param name="nowMs">Monotonic time.</param>
    internal void Prepare(int slot, ulong pid, long ttlMs, long nowMs)
    {
        if (_pids == null)
        {
            _expiriesMs = new long[HapHost.MaxConnections];
            for (int i = 0; i < HapHost.MaxConnections; i++)
            {
                _expiriesMs[i] = None;
            }

            // The one that is asked for comes last: without memory for it the next write makes both.
            _pids = new ulong[HapHost.MaxConnections];
        }

        _pids[slot] = pid;
        _expiriesMs[slot] = nowMs + ttlMs;
    }

    /// <summary>Uses the prepared write up, whether the number is right or wrong.</summary>
    /// <returns>True when the write is the prepared one and in time.</returns>
    internal bool Take(int slot, ulong pid, long nowMs)
    {
        bool isValid = _pids != null && _pids[slot] == pid && nowMs <= _expiriesMs[slot];
        Forget(slot);
        return isValid;
    }

    /// <summary>The connection has gone.</summary>
    internal void Forget(int slot)
    {
        if (_expiriesMs != null)
        {
            _expiriesMs[slot] = None;
        }
    }
}
