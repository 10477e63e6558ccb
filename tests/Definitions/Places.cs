// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;

namespace HapNano.Definitions.Tests;

/// <summary>Files of the project that is tested.</summary>
internal static class Places
{
    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string Decisions { get; } = Path.Combine(Data, "DECISIONS.md");

    /// <summary>The generator as the build runs it.</summary>
    public static string Generator { get; } = typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Generator").Value!;

    public static HapData Load() => new(Data);
}
