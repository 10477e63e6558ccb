// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Where a <see cref="MdnsResponder"/> stands; the picture is above that class.</summary>
public enum MdnsState
{
    /// <summary>Nothing is published, every packet is ignored.</summary>
    Stopped,

    /// <summary>Asking whether the two unique names are free (RFC 6762 §8.1). Nothing is answered yet.</summary>
    Probing,

    /// <summary>The names are ours; the first announcements are going out (RFC 6762 §8.3).</summary>
    Announcing,

    /// <summary>Answering, and defending the names.</summary>
    Running,

    /// <summary>A packet of records with TTL 0 waits to be taken (RFC 6762 §10.1).</summary>
    Goodbye,
}
