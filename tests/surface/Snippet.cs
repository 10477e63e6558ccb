// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Surface.Tests.Listing;
using HapNano.Surface.Tests.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace HapNano.Surface.Tests;

/// <summary>A few lines of C# compiled as for the board: its language version, its libraries.</summary>
internal static class Snippet
{
    private const string File = "Snippet.cs";

    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_references = new(() =>
    {
        ApiSurface surface = ApiSurface.Load();
        return [.. surface.Listings.Select(listing => MetadataReference.CreateFromImage(ReferenceAssembly.Build(listing, surface.Owners)))];
    });

    /// <summary>Compiles Snippet.cs to Snippet.dll; the symbols hold the source.</summary>
    public static EmitResult Compile(string text, out byte[] image, out byte[] symbols)
    {
        SourceText source = SourceText.From(text, Encoding.UTF8);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp10), File)],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var assembly = new MemoryStream();
        using var pdb = new MemoryStream();
        EmitResult result = compilation.Emit(
            assembly,
            pdb,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: "Snippet.pdb"),
            embeddedTexts: [EmbeddedText.FromSource(File, source)]);
        image = assembly.ToArray();
        symbols = pdb.ToArray();
        return result;
    }
}
