// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>POST /pairings of one accessory: an administrator adds, removes and lists pairings.</summary>
/// <remarks>After any call, look at <see cref="StoreTransaction.IsPending"/>: the flash thread may have something to write.</remarks>
internal sealed class PairingsExchange : IStoreOwner
{
    /// <summary>The longest answer: State 3, then 16 times Identifier 38, PublicKey 34 and Permissions 3, with 15 separators of 2.</summary>
    internal const int MaxAnswerBytes = 3 + (PairingTable.Capacity * (38 + 34 + 3)) + ((PairingTable.Capacity - 1) * 2);

    /// <summary>Starts without a request.</summary>
    internal PairingsExchange(PairingContext context)
    {
    }

    /// <summary>The connection whose change is being stored or announced: if its own pairing goes, it closes behind its answer. Null without one.</summary>
    internal IPairingPeer Requester => throw new NotImplementedException();

    /// <summary>Handles the body of POST /pairings on a session.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten unless the outcome is Retry.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <returns>Any outcome; Retry while another write is under way.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response)
    {
        throw new NotImplementedException();
    }

    /// <summary>Goes on after Pending. May be called at any time: it is Pending again until there is an answer.</summary>
    internal PairingOutcome Resume(IPairingPeer peer, Tlv8Writer response)
    {
        throw new NotImplementedException();
    }

    /// <summary>The connection is closed. A change that is being stored goes on.</summary>
    internal void Released(IPairingPeer peer)
    {
        throw new NotImplementedException();
    }

    /// <inheritdoc/>
    void IStoreOwner.StoreCompleted(bool isStored)
    {
        throw new NotImplementedException();
    }
}
