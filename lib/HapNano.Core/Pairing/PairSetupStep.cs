// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What Pair Setup expects next.</summary>
internal enum PairSetupStep
{
    /// <summary>M1. Nobody owns Pair Setup.</summary>
    M1,

    /// <summary>An SRP set, to answer M1 with.</summary>
    Set,

    /// <summary>M3.</summary>
    M3,

    /// <summary>The arithmetic of M3.</summary>
    Proof,

    /// <summary>The counter of wrong codes in flash, before M3 is answered.</summary>
    Counter,

    /// <summary>The owner fetching M4.</summary>
    M4,

    /// <summary>M5.</summary>
    M5,

    /// <summary>The pairing in flash, before M5 is answered.</summary>
    Store,

    /// <summary>The owner fetching M6.</summary>
    M6,

    /// <summary>The socket taking M6.</summary>
    Delivery,

    /// <summary>The removal, from flash, of a pairing whose M6 never left.</summary>
    Undo,
}
