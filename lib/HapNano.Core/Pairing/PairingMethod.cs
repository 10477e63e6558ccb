// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Values of the Method item, with the numbers that go on the wire.</summary>
internal static class PairingMethod
{
    /// <summary>Pair Setup.</summary>
    public const byte PairSetup = 0;

    /// <summary>Pair Setup with Apple's authentication chip; handled as <see cref="PairSetup"/>.</summary>
    public const byte PairSetupWithAuth = 1;

    /// <summary>Pair Verify.</summary>
    public const byte PairVerify = 2;

    /// <summary>Add or change a pairing.</summary>
    public const byte AddPairing = 3;

    /// <summary>Remove a pairing.</summary>
    public const byte RemovePairing = 4;

    /// <summary>List all pairings.</summary>
    public const byte ListPairings = 5;
}
