// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Where a round of probes stands (RFC 6762 §8.1): three probes 250 ms apart, then 250 ms in which objections count.</summary>
/// <remarks>Fields, because a property is a call on the interpreter; set by the methods alone, but for a round that is given up: IsReady becomes false.</remarks>
internal sealed class ProbeRound
{
    private const int ProbeCount = 3;
    private const int GapMs = 250;

    /// <summary>A probe is to be sent now.</summary>
    internal bool IsReady;

    /// <summary>When the next probe, or the end, is due.</summary>
    internal long NextMs;

    /// <summary>Probes of this round that were sent: only from the first one on can somebody have objected to it.</summary>
    internal int Sent;

    /// <summary>Starts a round.</summary>
    internal void Begin(long atMs)
    {
        Sent = 0;
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

        IsReady = Sent < ProbeCount;
        return !IsReady;
    }

    /// <summary>The probe that was ready has been taken.</summary>
    internal void MarkSent(long nowMs)
    {
        IsReady = false;
        Sent++;
        NextMs = nowMs + GapMs;
    }
}
