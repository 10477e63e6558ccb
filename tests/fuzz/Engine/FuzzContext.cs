// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace HapNano.Fuzz;

/// <summary>The place where instrumented copies live: this assembly once more, and the product's with counters in them.</summary>
internal sealed class FuzzContext : AssemblyLoadContext
{
    private static readonly string[] s_instrumented = ["HapNano.Core", "HapNano.Mdns", "HapNano.Server"];

    private readonly Plant? _plant;

    private FuzzContext(Plant? plant)
        : base("instrumented")
    {
        _plant = plant;
    }

    /// <summary>Runs a command in a place of its own.</summary>
    /// <returns>What <see cref="Search.Run"/> says.</returns>
    internal static string Run(string[] arguments)
    {
        Plant? plant = Plant.Find(new Arguments(arguments).Plant);
        var context = new FuzzContext(plant);
        Assembly here = context.LoadFromAssemblyPath(typeof(FuzzContext).Assembly.Location);
        MethodInfo run = here.GetType(typeof(Search).FullName!, throwOnError: true)!.GetMethod(nameof(Search.Run), BindingFlags.Static | BindingFlags.Public)!;
        string result = run.CreateDelegate<Func<string[], string>>()(arguments);
        if (plant != null && !plant.IsApplied)
        {
            throw new InvalidOperationException("The code that the bug was to be planted in is not there any more.");
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName name)
    {
        if (Array.IndexOf(s_instrumented, name.Name) < 0)
        {
            // The coverage map must be the one that this copy of the program reads.
            return name.Name == typeof(FuzzContext).Assembly.GetName().Name ? LoadFromAssemblyPath(typeof(FuzzContext).Assembly.Location) : null;
        }

        string path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
        using MemoryStream copy = Instrumenter.Instrument(path, _plant);
        return LoadFromStream(copy);
    }
}
