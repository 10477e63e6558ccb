// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What Pair Verify of one connection expects next.</summary>
internal enum PairVerifyStep
{
    /// <summary>M1.</summary>
    M1,

    /// <summary>M3, or M1 again.</summary>
    M3,

    /// <summary>Nothing: the connection is verified.</summary>
    Done,
}
