// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;

namespace HapNano.Surface.Tests.Listing;

/// <summary>One public type of a listing.</summary>
internal sealed class ApiType
{
    private const string NoEntry = "-";

    public required string FullName { get; init; }

    /// <summary>class, struct, interface, enum or delegate.</summary>
    public required string What { get; init; }

    public required ApiModifiers Modifiers { get; init; }

    /// <summary>Base type; the underlying type of an enum; null for interfaces and System.Object.</summary>
    public required string? BaseType { get; init; }

    public required IReadOnlyList<string> Interfaces { get; init; }

    public required IReadOnlyList<string> GenericParameters { get; init; }

    public List<ApiMember> Members { get; } = [];

    public bool IsNested => FullName.Contains('+', StringComparison.Ordinal);

    public string EnclosingName => FullName[..FullName.LastIndexOf('+')];

    /// <summary>Name without namespace and enclosing type, with the arity of a generic type.</summary>
    public string Name => IsNested ? FullName[(FullName.LastIndexOf('+') + 1)..] : FullName[(FullName.LastIndexOf('.') + 1)..];

    public string Namespace => IsNested ? "" : FullName[..Math.Max(FullName.LastIndexOf('.'), 0)];

    /// <summary>Instance fields of a struct, private ones included.</summary>
    public int InstanceFields => Counted("instancefields:");

    /// <summary>How many of those hold a reference.</summary>
    public int ReferenceFields => Counted("reffields:");

    public static ApiType Parse(string[] columns) => new()
    {
        FullName = columns[0],
        What = columns[2],
        Modifiers = new ApiModifiers(columns[3]),
        BaseType = columns[4] == NoEntry ? null : columns[4],
        Interfaces = columns[5] == NoEntry ? [] : columns[5].Split(';'),
        GenericParameters = columns[6] == NoEntry ? [] : columns[6].Split(','),
    };

    private int Counted(string word) =>
        Modifiers.Words.FirstOrDefault(each => each.StartsWith(word, StringComparison.Ordinal)) is string found
            ? int.Parse(found[word.Length..], CultureInfo.InvariantCulture)
            : 0;
}
