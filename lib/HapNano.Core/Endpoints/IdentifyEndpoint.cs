// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>POST /identify: the accessory makes itself known, as long as it belongs to nobody.</summary>
internal sealed class IdentifyEndpoint : Endpoint
{
    private readonly PairingTable _pairings;
    private readonly AccessoryDatabase _database;

    /// <summary>Serves one accessory.</summary>
    internal IdentifyEndpoint(PairingTable pairings, AccessoryDatabase database)
    {
        _pairings = pairings;
        _database = database;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        // HAP POST /identify: an owner uses the Identify characteristic, a stranger may not make a paired accessory blink.
        if (_pairings.IsPaired)
        {
            return exchange.AnswerStatus(HttpStatus.BadRequest, HapStatus.InsufficientPrivileges);
        }

        _database.BeginWrites();
        try
        {
            _database.AccessoryAt(0).Identify();
        }
        finally
        {
            _database.EndWrites();
        }

        return exchange.AnswerEmpty(HttpStatus.NoContent);
    }
}
