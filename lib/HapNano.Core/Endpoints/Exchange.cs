// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>The request under way on a connection, and how to answer it, as the endpoints see it. It serves another connection behind the answer.</summary>
/// <remarks>Every request asks for these a few dozen times, and a property costs the interpreter four times a field.</remarks>
internal sealed class Exchange
{
    /// <summary>The request under way.</summary>
    internal readonly RequestParser Request;

    /// <summary>The timed writes that were prepared.</summary>
    internal readonly TimedWrites TimedWrites;

    /// <summary>Keeps a value that is interrupted by the end of the room for output.</summary>
    internal readonly ValueSnapshot Snapshot = new ValueSnapshot();

    /// <summary>Where the units of the answer come from in the request.</summary>
    internal readonly EntryList Entries = new EntryList();

    /// <summary>The connection, as the pairing exchanges see it.</summary>
    internal IPairingPeer Peer;

    /// <summary>Number of the connection: its bit in the subscriptions.</summary>
    internal int Slot;

    /// <summary>Holds the request under way, which the parser's offsets belong to.</summary>
    internal byte[] Buffer;

    /// <summary>When the request, or what resumes it, came.</summary>
    internal long NowMs;

    /// <summary>Takes the items of <see cref="Answer.Tlv"/>.</summary>
    internal Tlv8Writer Tlv;

    /// <summary>HTTP status of the answer.</summary>
    internal HttpStatus HttpStatus;

    /// <summary>Length of the body of <see cref="Answer.Units"/>; 0 when it has to be written to know.</summary>
    internal int MeasuredBytes;

    /// <summary>Status in the body of <see cref="Answer.Status"/>.</summary>
    internal HapStatus Status;

    /// <summary>Pair Verify of this connection; null once it is verified.</summary>
    internal PairVerify Verify;

    /// <summary>Why the answer comes later.</summary>
    internal Wait Wait;

    /// <summary>Makes an exchange that serves nobody yet.</summary>
    /// <param name="request">Reads the requests.</param>
    /// <param name="timedWrites">The host's.</param>
    internal Exchange(RequestParser request, TimedWrites timedWrites)
    {
        Request = request;
        TimedWrites = timedWrites;
    }

    /// <summary>Answers with a status line alone.</summary>
    internal Answer AnswerEmpty(HttpStatus httpStatus)
    {
        HttpStatus = httpStatus;
        return Answer.Empty;
    }

    /// <summary>Answers with <c>{"status":n}</c>.</summary>
    internal Answer AnswerStatus(HttpStatus httpStatus, HapStatus status)
    {
        HttpStatus = httpStatus;
        Status = status;
        return Answer.Status;
    }

    /// <summary>Answers with a body in units.</summary>
    /// <param name="httpStatus">Its status.</param>
    /// <param name="measuredBytes">Its length when that is known without writing it; 0 otherwise.</param>
    internal Answer AnswerUnits(HttpStatus httpStatus, int measuredBytes = 0)
    {
        HttpStatus = httpStatus;
        MeasuredBytes = measuredBytes;
        return Answer.Units;
    }

    /// <summary>Answers later.</summary>
    internal Answer AnswerLater(Wait wait)
    {
        Wait = wait;
        return Answer.Later;
    }
}
