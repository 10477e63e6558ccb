// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>POST /pair-setup.</summary>
internal sealed class PairSetupEndpoint : PairingEndpoint
{
    private readonly PairSetup _setup;

    /// <summary>Serves the accessory's one Pair Setup.</summary>
    internal PairSetupEndpoint(PairSetup setup)
    {
        _setup = setup;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        return ToAnswer(
            _setup.Handle(
                exchange.Peer, exchange.Buffer, exchange.Request.BodyOffset, exchange.Request.BodyLength, exchange.Tlv, exchange.NowMs),
            exchange);
    }

    /// <inheritdoc/>
    internal override Answer Resume(Exchange exchange)
    {
        return ToAnswer(_setup.Resume(exchange.Peer, exchange.Tlv, exchange.NowMs), exchange);
    }
}
