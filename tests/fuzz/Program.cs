// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Fuzz;

/// <summary>Searches: <c>dotnet run --project tests/fuzz -- --target connection --minutes 60 --seed 1</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string result = FuzzContext.Run(arguments);
        Console.WriteLine(result);
        return result.StartsWith("failed", StringComparison.Ordinal) ? 1 : 0;
    }
}
