// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>How an endpoint wants its request answered; the details are in the <see cref="Exchange"/>.</summary>
internal enum Answer
{
    /// <summary>The HTTP status alone.</summary>
    Empty,

    /// <summary>The HTTP status and <c>{"status":n}</c>.</summary>
    Status,

    /// <summary>200 with the TLV8 items in the exchange's writer.</summary>
    Tlv,

    /// <summary>The HTTP status and a JSON body, asked for in units.</summary>
    Units,

    /// <summary>Not yet: the connection reads no further request, and calls the endpoint's Resume when it is told to.</summary>
    Later,

    /// <summary>None: the connection is closed at once.</summary>
    Close,
}
