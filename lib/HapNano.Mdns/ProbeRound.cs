// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Where a round of probes stands (RFC 6762 §8.1): three probes 250 ms apart, then 250 ms in which objections count.</summary>
internal sealed class ProbeRound
{
    private const int ProbeCount = 3;
    private const int GapMs = 250;

    private int _sent;

    /// <summary>A probe is to be sent now.</summary>
    internal bool IsReady { get; private set; }

    /// <summary>When the next probe, or the end, is due.</summary>
    internal long NextMs { get; private set; }

    /// <summary>True once a probe of this round was sent: only from then on can somebody have objected to it.</summary>
    internal bool HasSent => _sent > 0;

    /// <summary>Starts a round.</summary>
    internal void Begin(long atMs)
    {
        _sent = 0;
        IsReady = false;
        NextMs = atMs;
    }

    /// <summary>Lets the time advance.</summary>
    /// <returns>True when all probes are sent and the last wait is over: nobody objected.</returns>
    internal bool IsWon(long nowMs)
    {
        if (nowMs < NextMs)
        {
            return false;
        }

        IsReady = _sent < ProbeCount;
        return !IsReady;
    }

    /// <summary>The probe that was ready has been taken.</summary>
    internal void MarkSent(long nowMs)
    {
        IsReady = false;
        _sent++;
        NextMs = nowMs + GapMs;
    }

    /// <summary>Ends the round.</summary>
    internal void Stop()
    {
        IsReady = false;
    }
}
