// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json;

namespace HapNano.Definitions;

/// <summary>A row of <c>characteristics.json</c>; the folder's README describes the members.</summary>
internal sealed record CharacteristicRow
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Apple's number in hex.</summary>
    public required string Type { get; init; }

    public required string Format { get; init; }

    public required string[] Perms { get; init; }

    public string[] AdminOnly { get; init; } = [];

    public string? Unit { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public double? MinStep { get; init; }

    public int? MaxLen { get; init; }

    public int? MaxDataLen { get; init; }

    /// <summary>A number, true or false.</summary>
    public JsonElement? Default { get; init; }

    public bool Kept { get; init; }

    public NamedValue[]? ValidValues { get; init; }

    public NamedBit[]? ValidBits { get; init; }

    /// <summary>Name of a hand-written enumeration of the values.</summary>
    public string? Enumeration { get; init; }

    public string? Since { get; init; }

    public string? Note { get; init; }

    public bool IsInteger => Format is "uint8" or "uint16" or "uint32" or "uint64" or "int";

    public bool IsText => Format == "string";

    public bool IsBytes => Format is "tlv8" or "data";

    /// <summary>A press of a button: events without a value.</summary>
    public bool IsEvent => Name == "ProgrammableSwitchEvent";

    /// <summary>True when the valid values are all whole numbers of the range, which then says everything.</summary>
    public bool HasEveryValue => ValidValues!.Length == MaxValue - MinValue + 1;

    /// <summary>The class that holds such a value.</summary>
    public string ClassName =>
        IsEvent ? "EventCharacteristic"
        : IsInteger ? "IntCharacteristic"
        : Format == "bool" ? "BoolCharacteristic"
        : Format == "float" ? "FloatCharacteristic"
        : IsText ? "StringCharacteristic"
        : "DataCharacteristic";
}
