// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Http;

/// <summary>What a request deserves that <see cref="RequestParser"/> will not read. Every refusal ends the connection; an answer goes first.</summary>
internal enum HttpRefusal
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No answer: lengths are in doubt, or the head never ends.</summary>
    Close,

    /// <summary>400 without a body.</summary>
    BadRequest,

    /// <summary>500 with <c>{"status":-70407}</c>: the body is larger than this accessory takes.</summary>
    OutOfResources,
}
