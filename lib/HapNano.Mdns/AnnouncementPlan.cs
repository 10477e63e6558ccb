// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Unsolicited responses still to come (RFC 6762 §8.3): one second after the first, then each gap doubled.</summary>
internal sealed class AnnouncementPlan
{
    private const int FirstGapMs = 1000;

    /// <summary>Milliseconds between announcements of everything once the others are done; 0 for none. Set by <see cref="SetInterval"/>.</summary>
    internal int IntervalMs;

    /// <summary>Announcements other than the periodic ones that are to come. A field like the one above; only this class sets it.</summary>
    internal int Left;

    private int _records;
    private int _gapMs;
    private long _nextMs;

    /// <summary>When the next one is due, or <see cref="MdnsResponder.Never"/>.</summary>
    internal long NextMs => Left > 0 || IntervalMs > 0 ? _nextMs : MdnsResponder.Never;

    /// <summary>Changes the interval; the first one counts from now.</summary>
    internal void SetInterval(int intervalMs, long nowMs)
    {
        IntervalMs = intervalMs;
        if (Left == 0)
        {
            _nextMs = nowMs + intervalMs;
        }
    }

    /// <summary>Forgets what was to come.</summary>
    internal void Clear()
    {
        _records = 0;
        Left = 0;
    }

    /// <summary>Adds records to those still to be announced, and starts the announcements anew: the first one now.</summary>
    internal void Add(int records, int count, long nowMs)
    {
        _records |= records;
        Left = count;
        _gapMs = FirstGapMs;
        _nextMs = nowMs;
    }

    /// <summary>Takes the announcement that is due and plans the next.</summary>
    /// <returns>Records to announce; 0 when it is not yet time.</returns>
    internal int Take(long nowMs)
    {
        if (nowMs < NextMs)
        {
            return 0;
        }

        int records = Left > 0 ? _records : RecordSet.Announced;
        Left = Left > 0 ? Left - 1 : 0;
        _nextMs = nowMs + (Left > 0 ? _gapMs : IntervalMs);
        _gapMs *= 2;
        if (Left == 0)
        {
            _records = 0;
        }

        return records;
    }
}
