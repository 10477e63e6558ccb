// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>A JSON body that is written in parts, because it may be longer than the room for output.</summary>
internal interface IUnitSource
{
    /// <summary>Writes one part of the body.</summary>
    /// <param name="exchange">Whose body it is.</param>
    /// <param name="unit">0 for the first part. The next call asks for the same part again or for the one behind it; 0 starts over.</param>
    /// <param name="writer">Receives the part. It may want only what did not fit the last time: the same part is then written again, and the
    /// exchange's snapshot keeps its value as it was.</param>
    /// <returns>False when there is no such part: the one before was the last.</returns>
    bool WriteUnit(Exchange exchange, int unit, JsonWriter writer);
}
