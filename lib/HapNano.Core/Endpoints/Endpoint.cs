// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>What a path and method do. One object serves all connections; what belongs to one connection is in its <see cref="Exchange"/>.</summary>
internal abstract class Endpoint : IUnitSource
{
    /// <summary>Does what a request asks for.</summary>
    /// <returns>How to answer.</returns>
    internal abstract Answer Handle(Exchange exchange);

    /// <summary>Goes on with a request that was answered with <see cref="Answer.Later"/>.</summary>
    /// <returns>How to answer, or Later again.</returns>
    internal virtual Answer Resume(Exchange exchange)
    {
        return Answer.Close;
    }

    /// <inheritdoc/>
    public virtual bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        return false;
    }
}
