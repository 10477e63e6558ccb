// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace HapNano.Surface.Tests;

/// <summary>The checkout that is being tested.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Version of an SDK package, from global.json.</summary>
    public static string SdkVersion(string package)
    {
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "global.json")));
        return settings.RootElement.GetProperty("msbuild-sdks").GetProperty(package).GetString()!;
    }

    /// <summary>Tracked files and new ones not ignored, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files()
    {
        using Process git = Process.Start(new ProcessStartInfo("git", "ls-files --cached --others --exclude-standard")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        string[] lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. lines.Where(file => File.Exists(Path.Combine(Root, file)))];
    }
}
