// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A value of an enumeration. One without a name is valid, but nobody knows what it means.</summary>
internal sealed record NamedValue(int Value, string? Name);
