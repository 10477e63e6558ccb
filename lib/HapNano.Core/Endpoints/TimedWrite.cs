// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>The timed write that a connection has prepared: at most one (HAP timed writes).</summary>
internal sealed class TimedWrite
{
    private bool _isPrepared;
    private ulong _pid;
    private long _expiryMs;

    /// <summary>Prepares a write; forgets the one that was prepared before.</summary>
    /// <param name="pid">Number that the write will carry.</param>
    /// <param name="ttlMs">How long it may take to come, 0..2^53-1.</param>
    /// <param name="nowMs">Monotonic time.</param>
    internal void Prepare(ulong pid, long ttlMs, long nowMs)
    {
        _isPrepared = true;
        _pid = pid;
        _expiryMs = nowMs + ttlMs;
    }

    /// <summary>Uses the prepared write up, whether the number is right or wrong.</summary>
    /// <returns>True when the write is the prepared one and in time.</returns>
    internal bool Take(ulong pid, long nowMs)
    {
        bool isValid = _isPrepared && _pid == pid && nowMs <= _expiryMs;
        _isPrepared = false;
        return isValid;
    }
}
