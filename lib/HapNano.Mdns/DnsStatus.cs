// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>The answer of the message reader.</summary>
internal enum DnsStatus
{
    /// <summary>Read; the reader's fields describe it.</summary>
    Done,

    /// <summary>The message contradicts itself or ends too early. Nothing of it counts.</summary>
    Malformed,

    /// <summary>May be valid, but costs more than this device spends on one packet. Nothing of it counts.</summary>
    TooLarge,
}
