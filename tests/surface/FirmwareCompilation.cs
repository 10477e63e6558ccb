// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.RegularExpressions;
using HapNano.Surface.Tests.Listing;
using HapNano.Surface.Tests.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HapNano.Surface.Tests;

/// <summary>A firmware's program with a board's constants, compiled against what <see cref="DeviceBuild"/> has built: the build of each pair would take seconds.</summary>
internal static partial class FirmwareCompilation
{
    /// <summary>The boards of boards/README.md but the virtual one, with the programs of their rows.</summary>
    public static IEnumerable<(string Board, string[] Programs)> BoardTable() =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "boards", "README.md")))
            .Select(row => (row.Groups["board"].Value, row.Groups["programs"].Value.Split(", ")))
            .Where(row => row.Item1 != "virtual");

    /// <summary>What the compiler says, warnings included; empty when it is content.</summary>
    public static string Errors(DeviceBuild build, string program, string board)
    {
        ApiSurface surface = ApiSurface.Load();
        IEnumerable<MetadataReference> references =
        [
            .. surface.Listings.Select(listing => MetadataReference.CreateFromImage(ReferenceAssembly.Build(listing, surface.Owners))),
            .. build.Assemblies.Where(IsLibrary).Select(path => MetadataReference.CreateFromFile(path)),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            program,
            [
                Parse(Path.Combine(Repository.Root, "firmware", program, "Program.cs")),
                Parse(Path.Combine(Repository.Root, "boards", board, "Board.cs")),
                Parse(Services(build, program)),
            ],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        return string.Join('\n', compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    private static bool IsLibrary(string path) =>
        Path.GetFileName(path) is "HapNano.Core.dll" or "HapNano.Gpio.dll" or "HapNano.Mdns.dll" or "HapNano.Native.dll" or "HapNano.Server.dll";

    // The classes of the services that the program names, which its build has made.
    private static string Services(DeviceBuild build, string program) =>
        Directory.GetFiles(Path.Combine(build.Tree, "firmware", program, "obj"), "HapServices.g.cs", SearchOption.AllDirectories).First();

    private static SyntaxTree Parse(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.CSharp10), file);

    // | [board](board/) | what | chip, flash | programs | tried |
    [GeneratedRegex(@"^\| \[(?<board>[^\]]+)\]\([^|]*\| [^|]* \| [^|]* \| (?<programs>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
