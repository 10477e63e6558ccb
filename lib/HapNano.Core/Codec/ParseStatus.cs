// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>The one answer of every parser and decoder.</summary>
public enum ParseStatus
{
    /// <summary>One whole item was read; the parser says how many bytes it took.</summary>
    Done,

    /// <summary>What is there is right so far, but the item is not complete; nothing was consumed.</summary>
    NeedMore,

    /// <summary>No continuation can make this valid.</summary>
    Malformed,

    /// <summary>May be valid, but goes over a limit of this accessory.</summary>
    TooLarge,
}
