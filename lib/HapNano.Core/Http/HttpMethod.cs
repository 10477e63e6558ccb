// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Http;

/// <summary>Request methods that HAP uses; methods are case-sensitive (RFC 9110 §9.1).</summary>
internal enum HttpMethod
{
    /// <summary>Some other valid token; no path of ours takes it.</summary>
    Other,

    /// <summary><c>GET</c></summary>
    Get,

    /// <summary><c>PUT</c></summary>
    Put,

    /// <summary><c>POST</c></summary>
    Post,
}
