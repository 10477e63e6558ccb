// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A row of <c>categories.json</c>.</summary>
internal sealed record CategoryRow(int Id, string Name, string? Note);
