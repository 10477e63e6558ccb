// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A bit of a number whose bits have meanings.</summary>
internal sealed record NamedBit(int Mask, string Name);
