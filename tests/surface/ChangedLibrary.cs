// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests;

/// <summary>A copy of lib/HapNano.Mdns with one more source, Added.cs, in the tree of a <see cref="DeviceBuild"/>; gone when it is disposed of.</summary>
internal sealed class ChangedLibrary : IDisposable
{
    private static readonly string[] s_lead =
        ["// Copyright (c) 2026 The HapNano authors.", "// Licensed under the MIT licence. See LICENSE in the repository root.", ""];

    private readonly DeviceBuild _build;
    private readonly string _folder;

    /// <summary>Copies the library.</summary>
    /// <param name="build">Where it is built.</param>
    /// <param name="lines">Added.cs from its line 4 on.</param>
    public ChangedLibrary(DeviceBuild build, params string[] lines)
    {
        _build = build;
        _folder = Directory.CreateDirectory(Path.Combine(build.Tree, "lib", "Changed")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(build.Tree, "lib", "HapNano.Mdns")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        File.WriteAllLines(Path.Combine(_folder, "Added.cs"), [.. s_lead, .. lines]);
    }

    /// <summary>What the build made of it.</summary>
    public string Assembly => Directory.GetFiles(Path.Combine(_folder, "obj"), "HapNano.Mdns.dll", SearchOption.AllDirectories)
        .Single(file => Path.GetFileName(Path.GetDirectoryName(file)) == "netnano1.0");

    /// <summary>Builds it for the board as <see cref="DeviceBuild.Build"/> does.</summary>
    public (bool IsBuilt, string Output) Build(params string[] options) => _build.Build(Path.Combine(_folder, "HapNano.Mdns.csproj"), options);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
