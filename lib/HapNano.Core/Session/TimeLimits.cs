// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>How long a connection may keep us waiting, in milliseconds. Whoever takes longer is closed.</summary>
internal static class TimeLimits
{
    /// <summary>A stranger's first request, and the pause between two of them.</summary>
    internal const int StrangerIdleMs = 10 * 1000;

    /// <summary>Pause of the connection that runs Pair Setup: somebody is looking for the label.</summary>
    internal const int SetupIdleMs = 5 * 60 * 1000;

    /// <summary>A session's request must be complete this long after its first byte: half of one holds its events up.</summary>
    internal const int RequestMs = 30 * 1000;

    /// <summary>A peer that takes no byte of what is queued for so long does not read.</summary>
    internal const int StallMs = 10 * 1000;
}
