// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Http;

/// <summary>Content types of HAP bodies.</summary>
internal enum HttpContent
{
    /// <summary>No body, no Content-Type.</summary>
    None,

    /// <summary><c>application/hap+json</c></summary>
    Json,

    /// <summary><c>application/pairing+tlv8</c></summary>
    Tlv8,
}
