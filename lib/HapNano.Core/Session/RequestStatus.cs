// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>How far the next request of a connection is.</summary>
internal enum RequestStatus
{
    /// <summary>It is there as a whole.</summary>
    Whole,

    /// <summary>More bytes are needed.</summary>
    Partial,

    /// <summary>It will not be read, and is the last one.</summary>
    Refused,

    /// <summary>A frame is not authentic.</summary>
    Forged,
}
