// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>
/// Limits how fast names are probed for when they keep being taken: after fifteen conflicts within ten seconds, at least five seconds
/// pass before each further attempt (RFC 6762 §8.1).
/// </summary>
internal sealed class ConflictWindow
{
    /// <summary>Conflicts that fit into the window.</summary>
    internal const int MaxConflicts = 15;

    private const int WindowMs = 10_000;

    private readonly long[] _timesMs = new long[MaxConflicts];
    private int _next;
    private int _count;

    /// <summary>Notes a conflict.</summary>
    /// <returns>True when it is the fifteenth within ten seconds: slow down.</returns>
    internal bool Add(long nowMs)
    {
        _timesMs[_next] = nowMs;
        _next = (_next + 1) % MaxConflicts;
        if (_count < MaxConflicts)
        {
            _count++;
        }

        // When full, the slot to be written next holds the oldest of the last fifteen.
        return _count == MaxConflicts && nowMs - _timesMs[_next] <= WindowMs;
    }
}
