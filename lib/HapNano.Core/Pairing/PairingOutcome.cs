// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What became of a pairing request, and so what its connection does next.</summary>
internal enum PairingOutcome
{
    /// <summary>The answer is in the writer: HTTP 200, also when it carries an error item.</summary>
    Answered,

    /// <summary>Malformed, out of order or on the wrong kind of connection: HTTP 400 without a body. The connection stays open.</summary>
    BadRequest,

    /// <summary>The answer takes time: the exchange calls <see cref="IPairingPeer.Resume"/>, then its Resume method gives the outcome.</summary>
    Pending,

    /// <summary>The store is taken by another write and nothing was read: hand in the same body again when the transaction is free.</summary>
    Retry,

    /// <summary>Trouble inside the accessory, or too many requests: close the connection without an answer.</summary>
    Failed,
}
