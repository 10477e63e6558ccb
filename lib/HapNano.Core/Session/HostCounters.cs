// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>How often the host turned a controller away, and why: each is a "No Response" that somebody may have seen. Since the host was made; read under the stack's lock.</summary>
internal sealed class HostCounters
{
    /// <summary>Pair Verify M3 that did not prove a pairing.</summary>
    internal int VerifyFailures;

    /// <summary>Pair Verify M1 that closed its connection: too many in a second.</summary>
    internal int VerifyLimits;

    /// <summary>Frames of a session that were not authentic.</summary>
    internal int BadFrames;

    /// <summary>Requests that were no HTTP, or none that fits: their connections end.</summary>
    internal int BadRequests;

    /// <summary>Connections that did not verify or ask in time.</summary>
    internal int TimeLimits;

    /// <summary>Connections whose peer took nothing of what was queued for ten seconds.</summary>
    internal int SlowReaders;

    /// <summary>Connections that gave their place to another one.</summary>
    internal int Replaced;

    /// <summary>Controllers that verified while all places of sessions were taken by active ones.</summary>
    internal int Refused;

    /// <summary>A connection is out of time.</summary>
    /// <param name="isReading">True when it was the peer that had something to take.</param>
    internal void NoteLimit(bool isReading)
    {
        SlowReaders += isReading ? 1 : 0;
        TimeLimits += isReading ? 0 : 1;
    }
}
