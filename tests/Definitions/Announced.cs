// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Text.Json;

namespace HapNano.Definitions.Tests;

/// <summary>A characteristic in GET /accessories beside its row of the data.</summary>
internal static class Announced
{
    private static readonly string[] s_always = ["iid", "type", "format", "perms"];

    /// <summary>Every member that the row asks for is there with the row's content, and no other is.</summary>
    public static void AssertIsRow(CharacteristicRow row, JsonElement made)
    {
        Assert.AreEqual(row.Type, Made.TypeOf(made), row.Name);
        Assert.AreEqual(row.Format, made.GetProperty("format").GetString(), row.Name);
        Assert.AreEqual(string.Join(' ', row.Perms), string.Join(' ', made.GetProperty("perms").EnumerateArray().Select(word => word.GetString())), row.Name);

        (string Member, string Content)[] expected =
        [
            .. Limits(row).Where(limit => limit.Content != null).Select(limit => (limit.Member, limit.Content!)),
        ];
        foreach ((string member, string content) in expected)
        {
            Assert.IsTrue(made.TryGetProperty(member, out JsonElement element), $"{row.Name}: {member} is missing");
            Assert.AreEqual(content, element.ToString(), $"{row.Name}: {member}");
        }

        string[] members = [.. s_always, .. expected.Select(limit => limit.Member), .. row.Perms.Contains("pr") ? ["value"] : Array.Empty<string>()];
        CollectionAssert.AreEquivalent(members, made.EnumerateObject().Select(member => member.Name).ToArray(), row.Name);
    }

    /// <summary>The value is one that a controller takes: of the format, in the range, on a step, valid, and not null.</summary>
    public static void AssertValueIsAllowed(CharacteristicRow row, JsonElement made)
    {
        if (!made.TryGetProperty("value", out JsonElement value))
        {
            return;
        }

        JsonValueKind kind = value.ValueKind;
        bool isRight = row.IsEvent ? kind == JsonValueKind.Null
            : row.Format == "bool" ? kind is JsonValueKind.True or JsonValueKind.False
            : row.IsText || row.IsBytes ? kind == JsonValueKind.String
            : kind == JsonValueKind.Number && IsAllowed(row, value.GetDouble());
        Assert.IsTrue(isRight, $"{row.Name}: {value.GetRawText()}");
    }

    private static bool IsAllowed(CharacteristicRow row, double value)
    {
        double steps = row.MinStep is double step ? (value - row.MinValue!.Value) / step : 0;
        return (row.MinValue is not double minimum || (value >= minimum && value <= row.MaxValue))
            && Math.Abs(steps - Math.Round(steps)) < 0.001
            && (row.ValidValues == null || row.ValidValues.Any(valid => valid.Value == value));
    }

    private static (string Member, string? Content)[] Limits(CharacteristicRow row) =>
    [
        ("unit", row.Unit),
        ("minValue", Text(row.MinValue)),
        ("maxValue", Text(row.MaxValue)),
        ("minStep", Text(row.MinStep)),
        ("maxLen", Text(row.MaxLen)),
        ("maxDataLen", Text(row.MaxDataLen)),
    ];

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);
}
