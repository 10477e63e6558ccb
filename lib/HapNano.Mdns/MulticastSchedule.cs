// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>When each record is to be multicast, and when it last was. Sets of records are those of <see cref="RecordSet"/>.</summary>
internal sealed class MulticastSchedule
{
    /// <summary>No record is multicast twice within this time (RFC 6762 §6).</summary>
    internal const int MinGapMs = 1000;

    /// <summary>The same for answers to probes, which cannot wait (RFC 6762 §6).</summary>
    internal const int MinProbeGapMs = 250;

    // Far enough back that no gap or quarter of a TTL reaches it, and no difference to it overflows.
    private const long LongAgo = long.MinValue / 2;

    private readonly long[] _dueMs = new long[RecordSet.Count];
    private readonly long[] _lastMs = new long[RecordSet.Count];
    private int _pending;
    private int _wantedAdditional;

    internal MulticastSchedule()
    {
        for (int i = 0; i < RecordSet.Count; i++)
        {
            _lastMs[i] = LongAgo;
        }
    }

    /// <summary>Drops all that is planned. When records were last sent stays known.</summary>
    internal void Clear()
    {
        _pending = 0;
        _wantedAdditional = 0;
    }

    /// <summary>Plans records, not before their gap is over. One that is planned earlier stays there.</summary>
    /// <param name="records">What to send as answers.</param>
    /// <param name="dueMs">When, at the earliest.</param>
    /// <param name="gapMs">Time since it was last sent: <see cref="MinGapMs"/> or <see cref="MinProbeGapMs"/>.</param>
    internal void Plan(int records, long dueMs, int gapMs)
    {
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((records & (1 << i)) == 0)
            {
                continue;
            }

            long due = _lastMs[i] + gapMs > dueMs ? _lastMs[i] + gapMs : dueMs;
            if ((_pending & (1 << i)) == 0 || due < _dueMs[i])
            {
                _dueMs[i] = due;
            }
        }

        _pending |= records;
    }

    /// <summary>Allows records to travel as additional ones with the answers they belong to.</summary>
    internal void WantAdditional(int records)
    {
        _wantedAdditional |= records;
    }

    /// <summary>Drops planned records.</summary>
    internal void Cancel(int records)
    {
        _pending &= ~records;
    }

    /// <summary>The time of the next planned record, or <see cref="MdnsResponder.Never"/>.</summary>
    internal long NextDueMs()
    {
        long next = MdnsResponder.Never;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((_pending & (1 << i)) != 0 && _dueMs[i] < next)
            {
                next = _dueMs[i];
            }
        }

        return next;
    }

    /// <summary>Takes the answers that are due; they count as sent now.</summary>
    internal int TakeDue(long nowMs)
    {
        int due = 0;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((_pending & (1 << i)) != 0 && _dueMs[i] <= nowMs)
            {
                due |= 1 << i;
            }
        }

        MarkSent(due, nowMs);
        return due;
    }

    /// <summary>Takes those of the wanted additional records that fit to the answers taken and keep their gap; they count as sent now.</summary>
    /// <param name="fitting">The additional records of the answers taken.</param>
    /// <param name="nowMs">Now.</param>
    internal int TakeAdditional(int fitting, long nowMs)
    {
        int taken = 0;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((_wantedAdditional & fitting & (1 << i)) != 0 && nowMs - _lastMs[i] >= MinGapMs)
            {
                taken |= 1 << i;
            }
        }

        _wantedAdditional &= ~fitting;
        MarkSent(taken, nowMs);
        return taken;
    }

    /// <summary>True when every cache on the link may be taken to hold the record for long: sent within a quarter of its TTL (RFC 6762 §5.4).</summary>
    internal bool IsFresh(int index, int ttlSeconds, long nowMs)
    {
        return nowMs - _lastMs[index] < ttlSeconds * 1000L / 4;
    }

    private void MarkSent(int records, long nowMs)
    {
        _pending &= ~records;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((records & (1 << i)) != 0)
            {
                _lastMs[i] = nowMs;
            }
        }
    }
}
