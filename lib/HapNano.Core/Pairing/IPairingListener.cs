// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Hears what changed in the pairings, under the stack's lock, when the change is durable and the table already shows it.</summary>
internal interface IPairingListener
{
    /// <summary>The first pairing came or the last one went: the service's status flag <c>sf</c> changes. Called before <see cref="PairingRemoved"/>.</summary>
    /// <param name="isPaired">True when there is a pairing now.</param>
    void PairedChanged(bool isPaired);

    /// <summary>
    /// A pairing is gone: sessions that were verified with it close at once, except the one that asked for the removal
    /// (<see cref="PairingsExchange.Requester"/>), which closes behind its answer.
    /// </summary>
    /// <param name="pairing">Its handle, which will never be used again.</param>
    void PairingRemoved(int pairing);
}
