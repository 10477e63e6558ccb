// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;

namespace HapNano.Fuzz;

/// <summary>The command line: names and values in turn.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    internal Arguments(string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
            {
                throw new ArgumentException("Not a name and its value: " + arguments[i]);
            }

            _values[arguments[i][2..]] = arguments[i + 1];
        }
    }

    /// <summary>What is to be searched.</summary>
    internal string Target => Text("target") ?? "connection";

    /// <summary>What the search draws from.</summary>
    internal ulong Seed => ulong.Parse(Text("seed") ?? "1");

    /// <summary>Ends after so many minutes; 0 for never.</summary>
    internal double Minutes => double.Parse(Text("minutes") ?? "0");

    /// <summary>Ends after so many executions; 0 for never.</summary>
    internal long Executions => long.Parse(Text("executions") ?? "0");

    /// <summary>The bug to plant; null for none.</summary>
    internal string? Plant => Text("plant");

    /// <summary>True to begin with the seeds alone, without the inputs in the tree.</summary>
    internal bool IsFromSeeds => Text("from") == "seeds";

    /// <summary>A file that receives the smallest set of inputs that reaches everything; null for none.</summary>
    internal string? Corpus => Text("corpus");

    /// <summary>Inputs in base 64, with commas between them, to run and nothing else; null for a search.</summary>
    internal string? Input => Text("input");

    private string? Text(string name) => _values.GetValueOrDefault(name);
}
