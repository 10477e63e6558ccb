// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>What a request waits for that is answered later.</summary>
internal enum Wait
{
    /// <summary>Arithmetic or a write of its own: the pairing exchange calls Resume.</summary>
    Exchange,

    /// <summary>The store is taken by somebody else's write.</summary>
    Store,
}
