// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Http;
using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>A path whose body is TLV8: turns the outcome of a pairing exchange into an answer.</summary>
internal abstract class PairingEndpoint : Endpoint
{
    /// <summary>Turns an outcome into an answer.</summary>
    protected static Answer ToAnswer(PairingOutcome outcome, Exchange exchange)
    {
        switch (outcome)
        {
            case PairingOutcome.Answered:
                exchange.HttpStatus = HttpStatus.Ok;
                return Answer.Tlv;
            case PairingOutcome.BadRequest:
                return exchange.AnswerEmpty(HttpStatus.BadRequest);
            case PairingOutcome.Pending:
                return exchange.AnswerLater(Wait.Exchange);
            case PairingOutcome.Retry:
                return exchange.AnswerLater(Wait.Store);
            default:
                return Answer.Close;
        }
    }
}
