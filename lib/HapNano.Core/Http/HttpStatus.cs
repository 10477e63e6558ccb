// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Http;

/// <summary>Status codes of HAP answers, with the numbers that go on the wire.</summary>
internal enum HttpStatus
{
    /// <summary>A body follows, and everything worked; also a TLV body with an error in it.</summary>
    Ok = 200,

    /// <summary>Everything worked, no body.</summary>
    NoContent = 204,

    /// <summary>Some entries failed, or a write-response was asked for: every entry has its own status.</summary>
    MultiStatus = 207,

    /// <summary>Malformed request, or not possible in this state.</summary>
    BadRequest = 400,

    /// <summary>Unknown path.</summary>
    NotFound = 404,

    /// <summary>Known path, other method.</summary>
    MethodNotAllowed = 405,

    /// <summary>Well-formed but impossible.</summary>
    UnprocessableEntity = 422,

    /// <summary>Listed for pairing; the TLV error Busy is sent in its place.</summary>
    TooManyRequests = 429,

    /// <summary>A secured session is needed.</summary>
    AuthorizationRequired = 470,

    /// <summary>Out of resources.</summary>
    InternalServerError = 500,

    /// <summary>No connection left.</summary>
    ServiceUnavailable = 503,
}
