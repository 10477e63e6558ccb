// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Listing;

/// <summary>One public or protected member of a listed type.</summary>
internal sealed class ApiMember
{
    private const string NoEntry = "-";

    public required string Name { get; init; }

    /// <summary>F field, C constructor, M method, O operator, P property, E event.</summary>
    public required char Kind { get; init; }

    public required ApiModifiers Modifiers { get; init; }

    /// <summary>Type of a field, property or event; result of a method.</summary>
    public required string Type { get; init; }

    /// <summary>Constant value of a field; null for others.</summary>
    public string? Constant { get; init; }

    /// <summary>Accessors of a property, as listed: <c>get;set:protected;</c>.</summary>
    public string Accessors { get; init; } = "";

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    public IReadOnlyList<string> GenericParameters { get; init; } = [];

    public static ApiMember Parse(string[] columns)
    {
        char kind = columns[1][0];
        return new ApiMember
        {
            Name = NameOf(columns[0]),
            Kind = kind,
            Modifiers = new ApiModifiers(columns[2]),
            Type = columns[3],
            Constant = kind == 'F' && columns[4] != NoEntry ? columns[4] : null,
            Accessors = kind == 'P' ? columns[4] : "",
            Parameters = kind is 'F' or 'E' ? [] : ApiParameter.ParseList(columns[kind == 'P' ? 5 : 4]),
            GenericParameters = kind is 'M' or 'O' && columns[5] != NoEntry ? columns[5].Split(',') : [],
        };
    }

    private static string NameOf(string key)
    {
        string name = key[(key.IndexOf("::", StringComparison.Ordinal) + 2)..];
        int end = name.IndexOfAny(['(', '[', '`']);
        return end < 0 ? name : name[..end];
    }
}
