// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>A response for one querier alone, waiting to be taken: to a question with the QU bit, or to a plain DNS resolver.</summary>
/// <remarks>Fields, because a property is a call on the interpreter; set by the methods alone, but for IsWaiting when it is done with.</remarks>
internal sealed class UnicastReply
{
    /// <summary>Room for the question section that a plain resolver gets back (RFC 6762 §6.7): one question of the longest name.</summary>
    internal const int MaxQuestionBytes = WireName.MaxBytes + 4;

    /// <summary>True while it waits.</summary>
    internal bool IsWaiting;

    /// <summary>Where it goes.</summary>
    internal readonly MdnsEndpoint Destination = new MdnsEndpoint();

    /// <summary>Id of the query (RFC 6762 §18.1).</summary>
    internal int Id;

    /// <summary>Records to answer with.</summary>
    internal int Answers;

    /// <summary>Records the querier said it knows; not sent as additional ones either.</summary>
    internal int Known;

    /// <summary>The querier is a plain DNS resolver (RFC 6762 §6.7): see <see cref="SetLegacy"/>.</summary>
    internal bool IsLegacy;

    /// <summary>Question section as received.</summary>
    internal readonly byte[] Questions = new byte[MaxQuestionBytes];

    /// <summary>Bytes of <see cref="Questions"/>.</summary>
    internal int QuestionBytes;

    /// <summary>Questions in <see cref="Questions"/>.</summary>
    internal int QuestionCount;

    /// <summary>Fills a reply.</summary>
    internal void Set(MdnsEndpoint destination, int id, int answers, int known)
    {
        Destination.CopyFrom(destination);
        Id = id;
        Answers = answers;
        Known = known;
        IsLegacy = false;
        QuestionBytes = 0;
        QuestionCount = 0;
        IsWaiting = true;
    }

    /// <summary>Makes it a reply to a plain DNS resolver: the question goes back with it.</summary>
    /// <param name="packet">Holds the query.</param>
    /// <param name="offset">Start of the question section.</param>
    /// <param name="count">Its bytes, at most <see cref="MaxQuestionBytes"/>.</param>
    /// <param name="questionCount">Its questions.</param>
    internal void SetLegacy(byte[] packet, int offset, int count, int questionCount)
    {
        Array.Copy(packet, offset, Questions, 0, count);
        QuestionBytes = count;
        QuestionCount = questionCount;
        IsLegacy = true;
    }
}
