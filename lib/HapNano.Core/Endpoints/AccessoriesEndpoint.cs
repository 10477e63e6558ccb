// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Endpoints;

/// <summary>GET /accessories: the whole database.</summary>
internal sealed class AccessoriesEndpoint : Endpoint
{
    private readonly AccessoryDatabase _database;

    /// <summary>Serves one database.</summary>
    internal AccessoriesEndpoint(AccessoryDatabase database)
    {
        _database = database;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        return exchange.AnswerUnits(Http.HttpStatus.Ok, _database.MeasureText());
    }

    /// <inheritdoc/>
    public override bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        return _database.WriteUnit(unit, writer, exchange.Snapshot);
    }
}
