// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Text.RegularExpressions;

namespace HapNano.Surface.Tests.Reference;

/// <summary>Constant values as a listing writes them.</summary>
internal static partial class Literal
{
    /// <param name="text">"text", '\u0041', true, false, null, or a number in invariant form.</param>
    /// <param name="type">Full name of the constant's type; an unknown one is an enum, whose constants are kept as Int32.</param>
    public static object? Parse(string text, string type) => text switch
    {
        "null" => null,
        "true" => true,
        "false" => false,
        ['"', .., '"'] => Unescape(text[1..^1]),
        ['\'', .., '\''] => Unescape(text[1..^1])[0],
        _ => Number(text, type),
    };

    // The first arm is cast: otherwise the numbers would all become the widest of these types.
    private static object Number(string text, string type) => type switch
    {
        "System.Byte" => (object)byte.Parse(text, CultureInfo.InvariantCulture),
        "System.SByte" => sbyte.Parse(text, CultureInfo.InvariantCulture),
        "System.Int16" => short.Parse(text, CultureInfo.InvariantCulture),
        "System.UInt16" => ushort.Parse(text, CultureInfo.InvariantCulture),
        "System.UInt32" => uint.Parse(text, CultureInfo.InvariantCulture),
        "System.Int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "System.UInt64" => ulong.Parse(text, CultureInfo.InvariantCulture),
        "System.Single" => float.Parse(text, CultureInfo.InvariantCulture),
        "System.Double" => double.Parse(text, CultureInfo.InvariantCulture),
        _ => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text) => Escape().Replace(
        text,
        match => match.Value[1] == 'u'
            ? ((char)ushort.Parse(match.Value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
            : match.Value[1] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", '0' => "\0", var other => other.ToString() });

    [GeneratedRegex(@"\\(u[0-9A-Fa-f]{4}|.)")]
    private static partial Regex Escape();
}
