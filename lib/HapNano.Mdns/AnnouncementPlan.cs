// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Unsolicited responses still to come (RFC 6762 §8.3): one second after the first, then each gap doubled.</summary>
internal sealed class AnnouncementPlan
{
    private const int FirstGapMs = 1000;

    private int _records;
    private int _left;
    private int _gapMs;
    private long _nextMs;
    private int _intervalMs;

    /// <summary>Milliseconds between announcements of everything once the others are done; 0 for none.</summary>
    internal int IntervalMs => _intervalMs;

    /// <summary>True while announcements other than the periodic ones are to come.</summary>
    internal bool HasMore => _left > 0;

    /// <summary>When the next one is due, or <see cref="MdnsResponder.Never"/>.</summary>
    internal long NextMs => _left > 0 || _intervalMs > 0 ? _nextMs : MdnsResponder.Never;

    /// <summary>Changes the interval; the first one counts from now.</summary>
    internal void SetInterval(int intervalMs, long nowMs)
    {
        _intervalMs = intervalMs;
        if (_left == 0)
        {
            _nextMs = nowMs + intervalMs;
        }
    }

    /// <summary>Forgets what was to come.</summary>
    internal void Clear()
    {
        _records = 0;
        _left = 0;
    }

    /// <summary>Adds records to those still to be announced, and starts the announcements anew: the first one now.</summary>
    internal void Add(int records, int count, long nowMs)
    {
        _records |= records;
        _left = count;
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

        int records = _left > 0 ? _records : RecordSet.Announced;
        _left = _left > 0 ? _left - 1 : 0;
        _nextMs = nowMs + (_left > 0 ? _gapMs : _intervalMs);
        _gapMs *= 2;
        if (_left == 0)
        {
            _records = 0;
        }

        return records;
    }
}
