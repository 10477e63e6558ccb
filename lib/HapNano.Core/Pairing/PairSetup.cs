// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>Pair Setup of one accessory: the one attempt that may run, its owner, its SRP set and the count of wrong codes.</summary>
/// <remarks>After any call, look at <see cref="StoreTransaction.IsPending"/>: the flash thread may have something to write.</remarks>
internal sealed class PairSetup : IStoreOwner
{
    /// <summary>The longest answer: State 3, PublicKey 2+255+2+129, Salt 18.</summary>
    internal const int MaxAnswerBytes = 3 + 388 + 18;

    /// <summary>Starts without an owner.</summary>
    internal PairSetup(PairingContext context)
    {
    }

    /// <summary>True while <see cref="Work"/> has something to do. Asked again after every call, and after PairedChanged.</summary>
    internal bool HasWork => throw new NotImplementedException();

    /// <summary>Handles the body of POST /pair-setup.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>Answered, BadRequest, Pending or Failed; never Retry.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Goes on after Pending. May be called at any time: it is Pending again until there is an answer.</summary>
    /// <returns>As <see cref="Handle"/>.</returns>
    internal PairingOutcome Resume(IPairingPeer peer, Tlv8Writer response, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>The socket accepted the first byte of this connection's last answer.</summary>
    internal void Delivered(IPairingPeer peer)
    {
        throw new NotImplementedException();
    }

    /// <summary>The connection is closed, or will be without another answer.</summary>
    internal void Released(IPairingPeer peer, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>True when this connection is in the middle of Pair Setup, and so may be idle for minutes while somebody types the code.</summary>
    internal bool IsOwner(IPairingPeer peer)
    {
        throw new NotImplementedException();
    }

    /// <summary>One bounded slice of background arithmetic.</summary>
    /// <returns>True while there is more.</returns>
    internal bool Work(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>The transaction is free: whoever completed or cancelled one calls this, so that a waiting write can begin.</summary>
    internal void StoreFreed()
    {
        throw new NotImplementedException();
    }

    /// <inheritdoc/>
    void IStoreOwner.StoreCompleted(bool isStored)
    {
        throw new NotImplementedException();
    }
}
