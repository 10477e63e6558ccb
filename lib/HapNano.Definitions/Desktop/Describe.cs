// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;

namespace HapNano.Definitions;

/// <summary>Rows in words, for the documentation of what is made from them.</summary>
internal static class Describe
{
    /// <summary>Format, range, unit, step, permissions: <c>float, 10..38 degrees Celsius, step 0.1; read, write, events</c>.</summary>
    public static string Facts(CharacteristicRow row) =>
        row.Format + Range(row) + Length(row) + (row.MinStep is double step ? $", step {Number(step)}" : "") + "; " + Permissions(row);

    /// <summary>The valid values with their names, as a sentence; empty when there are none.</summary>
    public static string Values(CharacteristicRow row) => row switch
    {
        { Enumeration: string enumeration } => $" One of {{{enumeration}}}.",
        { ValidValues: NamedValue[] values } => $" {string.Join(", ", values.Select(value => $"{value.Value} {value.Name ?? "(unnamed)"}"))}.",
        { ValidBits: NamedBit[] bits } => $" Bits: {string.Join(", ", bits.Select(bit => $"{bit.Mask} {bit.Name}"))}.",
        _ => "",
    };

    /// <summary>What it says beyond numbers, as sentences with a blank before each; empty when there is nothing.</summary>
    public static string Remarks(string? note, string? since) =>
        (note == null ? "" : " " + note) + (since == null ? "" : $" Since {since}.");

    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Range(CharacteristicRow row)
    {
        string unit = row.Unit switch
        {
            null => "",
            "celsius" => " degrees Celsius",
            "percentage" => " percent",
            "arcdegrees" => " degrees",
            _ => " " + row.Unit,
        };
        return row.MinValue is double minimum ? $", {Number(minimum)}..{Number(row.MaxValue!.Value)}{unit}" : unit.Length == 0 ? "" : "," + unit;
    }

    private static string Length(CharacteristicRow row) =>
        row.IsText ? $", at most {row.MaxLen ?? 64} bytes" : row.MaxDataLen is int length ? $", at most {length} bytes" : "";

    private static string Permissions(CharacteristicRow row)
    {
        string text = string.Join(", ", row.Perms.Select(permission => permission switch
        {
            "pr" => "read",
            "pw" => "write",
            "ev" => "events",
            "aa" => "additional authorization",
            "tw" => "timed writes",
            "wr" => "write-response",
            _ => "hidden",
        }));
        return row.AdminOnly.Length == 0 ? text : $"{text}; administrators only: {string.Join(", ", row.AdminOnly)}";
    }
}
