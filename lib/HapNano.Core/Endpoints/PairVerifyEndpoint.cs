// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>POST /pair-verify. The connection looks at the outcome itself: a verified one becomes a session.</summary>
internal sealed class PairVerifyEndpoint : PairingEndpoint
{
    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        return ToAnswer(
            exchange.Verify.Handle(
                exchange.Peer, exchange.Buffer, exchange.Request.BodyOffset, exchange.Request.BodyLength, exchange.Tlv, exchange.NowMs),
            exchange);
    }
}
