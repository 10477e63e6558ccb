// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What the SRP work area holds.</summary>
internal enum SrpSetState
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>A set whose arithmetic is under way.</summary>
    Preparing,

    /// <summary>A set that M1 can be answered from.</summary>
    Ready,

    /// <summary>The arithmetic of M3.</summary>
    Session,

    /// <summary>S, for the proof to be checked against.</summary>
    Done,
}
