// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using HapNano.Surface.Tests.Feed;
using HapNano.Surface.Tests.Listing;

namespace HapNano.Surface.Tests;

/// <summary>
/// The ordinary <c>-p:NanoFramework=true</c> build, with the project files as they are, in a copy of the tree that restores from a feed of its own into
/// a folder of its own.
/// </summary>
internal sealed class DeviceBuild : IDisposable
{
    private const string Sdk = "nanoFramework.NET.Sdk";
    private const string Target = "netnano1.0";

    // What is flashed: sizes are its sizes.
    private const string Configuration = "Release";

    private readonly string _folder = Directory.CreateTempSubdirectory("hapnano-device-").FullName;

    public DeviceBuild()
    {
        PackageFeed.Write(FeedFolder, ApiSurface.Load(), Repository.SdkVersion(Sdk));
        foreach (string file in Repository.Files().Where(IsNeeded))
        {
            string copy = Path.Combine(Tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }

        File.WriteAllText(Path.Combine(Tree, "NuGet.config"), $"""
            <configuration>
              <packageSources>
                <add key="surface" value="{FeedFolder}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>The copied tree.</summary>
    public string Tree => Path.Combine(_folder, "tree");

    private string FeedFolder => Path.Combine(_folder, "feed");

    private string CompiledSourcesFile => Path.Combine(_folder, "compiled.txt");

    /// <summary>Projects that build for the board: those whose first line asks for it.</summary>
    public IReadOnlyList<string> Projects => [.. Directory.GetFiles(Tree, "*.csproj", SearchOption.AllDirectories)
        .Where(project => File.ReadAllText(project).Contains("Device.props", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Sources that the compiler was given, relative to the tree.</summary>
    public IReadOnlySet<string> CompiledSources => File.Exists(CompiledSourcesFile)
        ? File.ReadAllLines(CompiledSourcesFile).Select(path => Path.GetRelativePath(Tree, path).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>();

    /// <summary>Builds one project for the board.</summary>
    /// <param name="project">Its file.</param>
    /// <param name="options">More options, such as <c>-p:Name=value</c>.</param>
    /// <returns>Whether it built, and all that the build printed.</returns>
    public (bool IsBuilt, string Output) Build(string project, params string[] options)
    {
        string[] arguments =
        [
            "build", project, "-f", Target, "-c", Configuration, "-p:NanoFramework=true", $"-p:CompiledSourcesFile={CompiledSourcesFile}",
            $"-p:RestoreFallbackFolders={UserPackages}", "--nologo", "-v", "quiet", "-nodeReuse:false", .. options,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Tree };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
        using Process dotnet = Process.Start(start)!;
        Task<string> errors = dotnet.StandardError.ReadToEndAsync();
        string output = dotnet.StandardOutput.ReadToEnd() + errors.Result;
        dotnet.WaitForExit();
        return (dotnet.ExitCode == 0, output);
    }

    /// <summary>Our assemblies and programs as compiled for the board, each once.</summary>
    public IReadOnlyList<string> Assemblies => [.. Directory.GetFiles(Tree, "*.*", SearchOption.AllDirectories)
        .Where(IsCompiled).Order(StringComparer.Ordinal)];

    /// <summary>An assembly of <see cref="Assemblies"/> as one says it: parts of a suite share a name, their folders tell them apart.</summary>
    public string NameOf(string assembly) => Path.GetRelativePath(Tree, assembly).Replace('\\', '/')
        .Replace("/obj/", "/", StringComparison.Ordinal).Replace($"{Configuration}/{Target}/", "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What this machine has already restored, read only: the net10.0 half of each project needs its packages too.</summary>
    private static string UserPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // Not what lies below it in ref and refint.
    private static bool IsCompiled(string file) =>
        (file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".exe", StringComparison.Ordinal))
        && Path.GetFileName(Path.GetDirectoryName(file)) == Target
        && file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static bool IsNeeded(string file) =>
        !file.StartsWith("tests/interop/", StringComparison.Ordinal) && !file.StartsWith("tests/surface/", StringComparison.Ordinal);
}
