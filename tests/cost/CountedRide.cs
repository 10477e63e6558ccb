// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Session;

namespace HapNano.Cost.Tests;

/// <summary>Drives <see cref="MemorySession"/> in the counted assemblies; loaded there a second time, so only types of .NET pass its border.</summary>
internal sealed class CountedRide : SessionMeter
{
    private readonly List<(string Name, int Requests, long[] Units, long[] Inclusive, long[] Calls, long[] Allocations)> _kinds = [];

    /// <summary>Lives the life, and gives what each kind of request cost: hundredths of a unit, entries and allocations by method, all requests together.</summary>
    public static List<(string Name, int Requests, long[] Units, long[] Inclusive, long[] Calls, long[] Allocations)> Run(int requests)
    {
        var ride = new CountedRide();
        new MemorySession(ride, requests).Run();
        return ride._kinds;
    }

    internal override long FreeBytes() => 0;

    internal override void Print(string line)
    {
    }

    internal override void Begin()
    {
        Array.Clear(Counter.Units);
        Array.Clear(Counter.Inclusive);
        Array.Clear(Counter.Calls);
        Array.Clear(Counter.Allocations);
    }

    internal override void End(string name, int count) =>
        _kinds.Add((name, count, [.. Counter.Units], [.. Counter.Inclusive], [.. Counter.Calls], [.. Counter.Allocations]));
}
