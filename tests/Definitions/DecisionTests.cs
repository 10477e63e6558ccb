// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace HapNano.Definitions.Tests;

/// <summary>The data holds what DECISIONS.md says was taken.</summary>
[TestClass]
public sealed class DecisionTests
{
    private const int NameColumn = 1;
    private const int FieldColumn = 2;
    private const int SourcesColumn = 3;

    // What lies before and behind the first and the last bar of a row is empty.
    private const int ColumnsOfDifference = 7;

    private static readonly string[][] s_rows = [.. File.ReadLines(Places.Decisions)
        .Where(line => line.StartsWith('|') && !line.StartsWith("| name", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    public static IEnumerable<object[]> Decisions => s_rows.Select(row => new object[] { row[NameColumn], row[FieldColumn], row[^3], row[^2] });

    public static IEnumerable<object[]> Differences => s_rows.Where(row => row.Length == ColumnsOfDifference)
        .Select(row => new object[] { row[NameColumn], row[SourcesColumn], row[^3], row[^2] });

    /// <summary>The places where the four sources were found to differ, when the data was made from them.</summary>
    [TestMethod]
    public void Differences_Counted_AreAllThatWereFound()
    {
        Assert.HasCount(35, Differences.ToArray());
        CollectionAssert.AllItemsAreUnique(Decisions.Select(row => $"{row[0]} {row[1]}").ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Decisions))]
    public void Data_OfEachDecision_HoldsWhatWasTaken(string name, string field, string taken, string why)
    {
        string file = field == "required" ? "services" : "characteristics";
        JsonObject row = JsonNode.Parse(File.ReadAllText(Path.Combine(Places.Data, file + ".json")))![file]!.AsArray()
            .Select(item => item!.AsObject()).Single(item => (string?)item["name"] == name);

        string held = field switch
        {
            "validValues" => Text(row[field]!.AsArray().Select(value => (int)value!["value"]!)),
            "required" => Text(row[field]!.AsArray().Select(item => (string)item!).Order(StringComparer.Ordinal)),
            _ => row[field]!.ToJsonString(),
        };

        Assert.AreEqual(Compact(taken), Compact(held));
        Assert.IsGreaterThan(10, why.Length, "the reason");
    }

    [TestMethod]
    [DynamicData(nameof(Differences))]
    public void Decision_OfEachDifference_IsASourcesOrSaysThatItIsOurs(string name, string sources, string taken, string why)
    {
        string[] values = [.. sources.Split("; ").Select(source => source[(source.IndexOf('=', StringComparison.Ordinal) + 1)..])];

        Assert.IsGreaterThan(1, values.Distinct().Count(), name);
        Assert.IsTrue(values.Contains(taken) || why.StartsWith("Own:", StringComparison.Ordinal), name);
    }

    private static string Text<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    private static string Compact(string json) => json.Replace(" ", "", StringComparison.Ordinal);
}
