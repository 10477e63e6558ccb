// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Http;

namespace HapNano.Endpoints;

/// <summary>POST /resource: snapshots of cameras, of which there are none here.</summary>
internal sealed class ResourceEndpoint : Endpoint
{
    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        return exchange.AnswerStatus(HttpStatus.NotFound, HapStatus.ResourceDoesNotExist);
    }
}
