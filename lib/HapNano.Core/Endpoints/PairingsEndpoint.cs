// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>POST /pairings.</summary>
internal sealed class PairingsEndpoint : PairingEndpoint
{
    private readonly PairingsExchange _pairings;

    /// <summary>Serves the accessory's one exchange.</summary>
    internal PairingsEndpoint(PairingsExchange pairings)
    {
        _pairings = pairings;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        return ToAnswer(
            _pairings.Handle(
                exchange.Peer, exchange.Buffer, exchange.Request.BodyOffset, exchange.Request.BodyLength, exchange.Tlv),
            exchange);
    }

    /// <inheritdoc/>
    internal override Answer Resume(Exchange exchange)
    {
        // Another write was under way: nothing of the request was read, so it is handed in again.
        return exchange.Wait == Wait.Store ? Handle(exchange) : ToAnswer(_pairings.Resume(exchange.Peer, exchange.Tlv), exchange);
    }
}
