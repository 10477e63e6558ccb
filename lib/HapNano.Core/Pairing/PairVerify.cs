// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Framing;

namespace HapNano.Pairing;

/// <summary>Pair Verify of one connection: both sides prove their long-term keys and agree on the secret of a session.</summary>
internal sealed class PairVerify
{
    /// <summary>The longest answer: State 3, PublicKey 34, EncryptedData 2+19+66+16.</summary>
    internal const int MaxAnswerBytes = 3 + 34 + 103;

    /// <summary>Expects M1.</summary>
    internal PairVerify(PairingContext context)
    {
    }

    /// <summary>True when M3 was right: M4 goes out in plain text, everything behind it is framed.</summary>
    internal bool IsVerified => throw new NotImplementedException();

    /// <summary>Handle of the controller's pairing once <see cref="IsVerified"/>; 0 before.</summary>
    internal int Pairing => throw new NotImplementedException();

    /// <summary>Handles the body of POST /pair-verify.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>Answered, BadRequest or Failed.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Derives the session's keys once <see cref="IsVerified"/>, and wipes the shared secret. Called once.</summary>
    internal void TakeKeys(SessionKeys keys)
    {
        throw new NotImplementedException();
    }

    /// <summary>Forgets everything and expects M1: the connection is closed, or its record is given to another one.</summary>
    internal void Reset()
    {
        throw new NotImplementedException();
    }
}
