// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A row of <c>services.json</c>; the folder's README describes the members.</summary>
internal sealed record ServiceRow
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Apple's number in hex.</summary>
    public required string Type { get; init; }

    public string Category { get; init; } = "Other";

    public required string[] Required { get; init; }

    public required string[] Optional { get; init; }

    /// <summary>Characteristics that elsewhere come back after a restart, but not in this service.</summary>
    public string[] NotKept { get; init; } = [];

    public string? Since { get; init; }

    public string? Note { get; init; }
}
