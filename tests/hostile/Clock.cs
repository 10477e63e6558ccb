// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;
using HapNano.Server;

namespace HapNano.Hostile.Tests;

/// <summary>The lamps' clock.</summary>
internal static class Clock
{
    /// <summary>Lets time pass for every lamp of this process at once, and for nobody else.</summary>
    /// <remarks>An answer may have arrived before the lamp's thread has noted that it left; after ten seconds that would be a peer that does not read.</remarks>
    public static void Pass(int seconds)
    {
        const int MomentMs = 100;
        Thread.Sleep(seconds < 10 ? 0 : MomentMs);
        Platform.AheadMs += seconds * 1000L;
    }
}
