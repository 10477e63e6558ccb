// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;

namespace HapNano.Cost.Tests;

/// <summary>What one kind of request costs the board's interpreter.</summary>
/// <param name="Name">Which kind.</param>
/// <param name="Units">Units of HapNano.Core for one request.</param>
/// <param name="DriverUnits">Units of the program that drives it, which the interpreter measures too.</param>
/// <param name="Allocations">Objects and arrays that HapNano.Core made, all requests together.</param>
/// <param name="Methods">Where the units went, the dearest method first.</param>
internal sealed record RequestCost(string Name, int Units, int DriverUnits, long Allocations, IReadOnlyList<MethodCost> Methods)
{
    // What the program does between its measurements.
    private static readonly string[] s_unmeasured = ["Calibrate", "Count", "NoteTime", "Exchange", "Watch", "Restart", "Report"];

    /// <summary>Counts a life of so many requests of each kind.</summary>
    public static IReadOnlyList<RequestCost> Measure(int requests)
    {
        var assemblies = new CountedAssemblies();
        Assembly copy = assemblies.LoadFromAssemblyName(typeof(RequestCost).Assembly.GetName());
        MethodInfo run = copy.GetType(typeof(CountedRide).FullName!)!.GetMethod(nameof(CountedRide.Run))!;
        var kinds = (List<(string Name, int Requests, long[] Units, long[] Inclusive, long[] Calls, long[] Allocations)>)run.Invoke(null, [requests])!;
        return [.. kinds.Select(kind =>
        {
            double Sum(Func<int, bool> isMeant) =>
                Enumerable.Range(0, assemblies.Methods.Count).Where(isMeant).Sum(method => kind.Units[method]) / 100.0 / kind.Requests;
            bool IsCore(int method) => method < assemblies.CoreMethodCount;
            bool IsDriver(int method) => !IsCore(method) && !s_unmeasured.Contains(assemblies.Methods[method].Split('.')[^1]);
            return new RequestCost(
                kind.Name,
                (int)Sum(IsCore),
                (int)Sum(IsDriver),
                Enumerable.Range(0, assemblies.CoreMethodCount).Sum(method => kind.Allocations[method]),
                [.. Enumerable.Range(0, assemblies.CoreMethodCount).Where(method => kind.Calls[method] > 0)
                    .Select(method => new MethodCost(
                        assemblies.Methods[method].Replace("HapNano.", "", StringComparison.Ordinal),
                        kind.Units[method] / 100.0 / kind.Requests,
                        kind.Inclusive[method] / 100.0 / kind.Requests,
                        (double)kind.Calls[method] / kind.Requests))
                    .OrderByDescending(method => method.Units)]);
        })];
    }
}
