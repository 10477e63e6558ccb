// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server.Tests;

/// <summary>What a power cut leaves of a file that is open for writing.</summary>
internal enum CutModel
{
    /// <summary>What was written by then, from the start.</summary>
    Torn,

    /// <summary>The file as it was: nothing counts before it is closed, as with littlefs.</summary>
    UntilClose,

    /// <summary>What was written by then, and its last part a second time.</summary>
    Repeated,

    /// <summary>The length, but only every other block of 16 bytes; the rest reads as erased flash.</summary>
    EveryOtherBlock,

    /// <summary>The length and the last block; the rest is zero.</summary>
    LastBlock,

    /// <summary>The new bytes in front of the old file's end: it was never cut to length.</summary>
    OverOld,
}
