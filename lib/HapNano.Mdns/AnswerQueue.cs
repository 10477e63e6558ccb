// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Who gets which records when: turns queries into multicast responses at their time and into replies to one host.</summary>
/// <remarks>
/// <code>
///  query ──┬─ port other than 5353 ──────────────────────────────► reply, at once
///          ├─ TC: wait for more known answers ─┐
///          └───────────────────────────────────┴─┬─ QU and fresh ─► reply, at once
///                                                └─ else ─────────► schedule: unique at once, shared after 20..120 ms,
///  announcement, lost goodbye ──────────────────────────────────►   nothing twice within a second
/// </code>
/// Bounded: one reply, which is taken before the next packet is received, and two waiting queries; what does not fit is answered in a simpler way or, for
/// a plain resolver, not at all.
/// </remarks>
internal sealed class AnswerQueue
{
    // RFC 6762 §6: shared records wait, so that the answers of many hosts do not collide.
    private const int MinSharedDelayMs = 20;
    private const int MaxSharedDelayMs = 120;

    // RFC 6762 §7.2: TC promises more known answers.
    private const int MinTruncatedDelayMs = 400;
    private const int MaxTruncatedDelayMs = 500;

    private const int MaxHeldQueries = 2;

    private readonly RecordSet _records;
    private readonly MessageComposer _composer;
    private readonly DelayGenerator _delays;
    private readonly MulticastSchedule _schedule = new MulticastSchedule();
    private readonly UnicastReply _reply = new UnicastReply();
    private readonly HeldQuery[] _held = new HeldQuery[MaxHeldQueries];

    internal AnswerQueue(RecordSet records, MessageComposer composer, DelayGenerator delays)
    {
        _records = records;
        _composer = composer;
        _delays = delays;
        for (int i = 0; i < MaxHeldQueries; i++)
        {
            _held[i] = new HeldQuery();
        }
    }

    /// <summary>Drops all that waits.</summary>
    internal void Drop()
    {
        _schedule.Clear();
        _reply.IsWaiting = false;
        for (int i = 0; i < MaxHeldQueries; i++)
        {
            _held[i].IsWaiting = false;
        }
    }

    /// <summary>Handles a query.</summary>
    /// <param name="query">Its summary.</param>
    /// <param name="packet">Holds it.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="source">Who asked.</param>
    /// <param name="nowMs">Now.</param>
    internal void Query(MessageScan query, byte[] packet, int offset, MdnsEndpoint source, long nowMs)
    {
        int multicast = query.Multicast & ~query.Known;
        int unicast = query.Unicast & ~query.Known & ~multicast;
        if (source.Port != MdnsResponder.Port)
        {
            ReplyToResolver(query, packet, offset, source, multicast | unicast);
        }
        else if (query.IsProbe)
        {
            // RFC 6762 §6: a probe is answered before its sender has won, so neither TC nor the one-second rule holds it up.
            Answer(source, query.Id, multicast, unicast, query.Known, SharedDelayMs(), MulticastSchedule.MinProbeGapMs, nowMs);
        }
        else if (!TryHold(query, source, multicast, unicast, nowMs))
        {
            Answer(source, query.Id, multicast, unicast, query.Known, SharedDelayMs(), MulticastSchedule.MinGapMs, nowMs);
        }
    }

    /// <summary>Handles a response that does not contradict us.</summary>
    internal void Hear(MessageScan response, long nowMs)
    {
        // RFC 6762 §7.4: another accessory has just given the shared answer that we were about to give.
        _schedule.Cancel(response.Known & RecordSet.TypePointer);

        // RFC 6762 §6.6, §10.1: our data about to be forgotten, by mistake or by a forged goodbye: we say it again, once a second at most.
        if (response.Fading != 0)
        {
            PlanMulticast(response.Fading, SharedDelayMs(), MulticastSchedule.MinGapMs, nowMs);
        }
    }

    /// <summary>Sends records unasked, with NSEC beside them, as soon as the one-second rule lets it.</summary>
    internal void Announce(int records, long nowMs)
    {
        _schedule.Plan(records, nowMs, MulticastSchedule.MinGapMs);
        _schedule.WantAdditional(_records.AdditionalTo(records) & RecordSet.Nsec);
    }

    /// <summary>Answers the held queries whose time has come.</summary>
    internal void Release(long nowMs)
    {
        for (int i = 0; i < MaxHeldQueries; i++)
        {
            HeldQuery held = _held[i];
            if (held.IsWaiting && nowMs >= held.DueMs)
            {
                held.IsWaiting = false;
                Answer(held.Source, held.Id, held.Multicast, held.Unicast, held.Known, 0, MulticastSchedule.MinGapMs, nowMs);
            }
        }
    }

    /// <summary>When something is to be taken or released, or <see cref="MdnsResponder.Never"/>.</summary>
    internal long NextMs(long nowMs)
    {
        long next = _schedule.NextDueMs();
        for (int i = 0; i < MaxHeldQueries; i++)
        {
            if (_held[i].IsWaiting && _held[i].DueMs < next)
            {
                next = _held[i].DueMs;
            }
        }

        return _reply.IsWaiting && nowMs < next ? nowMs : next;
    }

    /// <summary>Writes the next packet that is due.</summary>
    /// <returns>Its bytes; 0 for none.</returns>
    internal int Take(byte[] buffer, int offset, MdnsEndpoint destination, long nowMs)
    {
        if (_reply.IsWaiting)
        {
            destination.CopyFrom(_reply.Destination);
            _reply.IsWaiting = false;
            return _composer.WriteReply(buffer, offset, _reply);
        }

        int answers = _schedule.TakeDue(nowMs) & _records.Present;
        if (answers == 0)
        {
            return 0;
        }

        destination.SetMulticast();
        int additional = _schedule.TakeAdditional(_records.AdditionalTo(answers), nowMs);
        return _composer.WriteResponse(buffer, offset, answers, additional);
    }

    private int SharedDelayMs()
    {
        return _delays.Next(MinSharedDelayMs, MaxSharedDelayMs);
    }

    private int TruncatedDelayMs()
    {
        return _delays.Next(MinTruncatedDelayMs, MaxTruncatedDelayMs);
    }

    /// <summary>A plain DNS resolver asked (RFC 6762 §6.7). While another reply waits it is not answered, and asks again.</summary>
    private void ReplyToResolver(MessageScan query, byte[] packet, int offset, MdnsEndpoint source, int answers)
    {
        if (answers != 0 && !_reply.IsWaiting && query.QuestionBytes <= UnicastReply.MaxQuestionBytes)
        {
            _reply.Set(source, query.Id, answers, query.Known);
            _reply.SetLegacy(packet, offset + Dns.HeaderBytes, query.QuestionBytes, query.QuestionCount);
        }
    }

    /// <summary>
    /// Keeps a query whose known answers are not complete, or adds to one that is kept (RFC 6762 §7.2). Without a free slot it is answered at once,
    /// which costs the link a few answers too many.
    /// </summary>
    /// <returns>False when the query is to be answered now.</returns>
    private bool TryHold(MessageScan query, MdnsEndpoint source, int multicast, int unicast, long nowMs)
    {
        HeldQuery free = null;
        for (int i = 0; i < MaxHeldQueries; i++)
        {
            HeldQuery held = _held[i];
            if (!held.IsWaiting)
            {
                free = held;
            }
            else if (held.Source.IsSame(source))
            {
                held.Add(multicast, unicast, query.Known);
                if (query.IsTruncated)
                {
                    held.DueMs = nowMs + TruncatedDelayMs();
                }

                return true;
            }
        }

        if (!query.IsTruncated || free == null || (multicast | unicast) == 0)
        {
            return false;
        }

        free.Set(source, query.Id, multicast, unicast, query.Known, nowMs + TruncatedDelayMs());
        return true;
    }

    /// <summary>Plans the answers to one query from port 5353.</summary>
    /// <param name="source">Who asked.</param>
    /// <param name="id">Id of the query.</param>
    /// <param name="multicast">Records for everybody.</param>
    /// <param name="unicast">Records that the source may have alone.</param>
    /// <param name="known">Records it knows.</param>
    /// <param name="sharedDelayMs">How long shared records wait.</param>
    /// <param name="gapMs">Time that must have gone by since a record was last multicast.</param>
    /// <param name="nowMs">Now.</param>
    private void Answer(MdnsEndpoint source, int id, int multicast, int unicast, int known, int sharedDelayMs, int gapMs, long nowMs)
    {
        // RFC 6762 §5.4: what the link has not heard for a quarter of its time goes to everybody, asked for or not.
        int alone = Fresh(unicast, nowMs);
        if (alone != 0 && !_reply.IsWaiting)
        {
            _reply.Set(source, id, alone, known);
            unicast &= ~alone;
        }

        int answers = multicast | unicast;
        PlanMulticast(answers, sharedDelayMs, gapMs, nowMs);
        _schedule.WantAdditional(_records.AdditionalTo(answers) & ~known);
    }

    /// <summary>RFC 6762 §6: records that only we can have go at once, shared ones after a delay.</summary>
    private void PlanMulticast(int records, int sharedDelayMs, int gapMs, long nowMs)
    {
        _schedule.Plan(records & ~RecordSet.Shared, nowMs, gapMs);
        _schedule.Plan(records & RecordSet.Shared, nowMs + sharedDelayMs, gapMs);
    }

    private int Fresh(int records, long nowMs)
    {
        int fresh = 0;
        for (int i = 0; i < RecordSet.Count; i++)
        {
            if ((records & (1 << i)) != 0 && _schedule.IsFresh(i, _records.At(i).TtlSeconds, nowMs))
            {
                fresh |= 1 << i;
            }
        }

        return fresh;
    }
}
