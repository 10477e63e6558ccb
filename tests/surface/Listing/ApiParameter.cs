// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Listing;

/// <summary>One parameter: <c>[params |ref |out |in ]Type name[=default]</c>.</summary>
internal sealed record ApiParameter(string Direction, string Type, string Name, string? Default)
{
    public bool IsByReference => Direction is "ref" or "out" or "in";

    public static IReadOnlyList<ApiParameter> ParseList(string column) =>
        column == "-" ? [] : [.. Split(column).Select(Parse)];

    private static ApiParameter Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string? initial = equals < 0 ? null : text[(equals + 1)..];
        string[] words = (equals < 0 ? text : text[..equals]).Split(' ');
        return words is [var direction, var directed, var directedName]
            ? new ApiParameter(direction, directed, directedName, initial)
            : new ApiParameter("", words[0], words[1], initial);
    }

    /// <summary>Parameters are joined by a comma and a blank; commas inside brackets and literals have no blank.</summary>
    private static string[] Split(string column) => column.Split(", ");
}
