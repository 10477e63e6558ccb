// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Cost.Tests;

/// <summary>What requests cost the board's interpreter, counted instruction by instruction: counts, not times, so they are the same on every machine.</summary>
[TestClass]
public sealed class RequestCostTests
{
    private const int Requests = 200;
    private const int ShownMethods = 12;

    // Asked for: every method, not the dearest ones alone.
    private static readonly bool s_isProfile = Environment.GetEnvironmentVariable("HAPNANO_PROFILE") == "1";

    private static readonly Lazy<IReadOnlyList<RequestCost>> s_costs = new(() => RequestCost.Measure(Requests));

    public TestContext TestContext { get; set; } = null!;

    /// <summary>A ceiling is what the request cost when it was last lowered, and 2 % for changes that are worth it; 0 for no goal.</summary>
    [TestMethod]
    [DataRow("PUT one characteristic", 8_950, 12_000)]
    [DataRow("GET one characteristic", 10_120, 0)]
    [DataRow("GET four characteristics", 20_580, 0)]
    [DataRow("GET /accessories", 67_550, 0)]
    [DataRow("PUT one characteristic, event to another controller", 16_450, 0)]
    [DataRow("change on the board, event to two controllers", 13_750, 0)]
    public void Units_OfARequest_StayBelowTheirCeiling(string name, int ceiling, int goal)
    {
        RequestCost cost = s_costs.Value.Single(cost => cost.Name == name);
        TestContext.WriteLine($"{name}: {cost.Units} units; ceiling {ceiling}{(goal == 0 ? "" : $", goal {goal}")}; {cost.DriverUnits} of the program that asks");
        TestContext.WriteLine($"{"self",8} {"with callees",12} {"calls",6}");
        foreach (MethodCost method in cost.Methods.Take(s_isProfile ? int.MaxValue : ShownMethods))
        {
            TestContext.WriteLine($"{method.Units,8:F0} {method.Inclusive,12:F0} {method.Calls,6:F1} {method.Name}");
        }

        Assert.IsLessThanOrEqualTo(ceiling, cost.Units);

        // A figure far below would be a counter that does not count.
        Assert.IsGreaterThan(ceiling / 2, cost.Units);
    }

    [TestMethod]
    public void Allocations_OfAnyRequest_AreNone()
    {
        Assert.IsNotEmpty(s_costs.Value);
        foreach (RequestCost cost in s_costs.Value)
        {
            Assert.AreEqual(0L, cost.Allocations, cost.Name);
        }
    }
}
