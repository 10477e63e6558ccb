// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HapNano.Surface.Tests.Il;

/// <summary>Where types and members are declared, which symbols do not tell of what has no instructions: from the sources themselves.</summary>
internal sealed class Declarations
{
    // The kind of information that holds a source within the symbols: format (4 bytes, the length of compressed text, else 0), text.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>Reads sources.</summary>
    /// <param name="sources">Path and text of each.</param>
    public Declarations(IEnumerable<(string Path, string Text)> sources)
    {
        foreach ((string path, string text) in sources)
        {
            foreach (SyntaxNode node in CSharpSyntaxTree.ParseText(text, path: path).GetRoot().DescendantNodes(node => node is not BlockSyntax))
            {
                foreach (SyntaxToken name in Names(node))
                {
                    _places.TryAdd(FullName(node, name), $"{path}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");
                }
            }
        }
    }

    /// <summary>The sources that symbols name, from the disk or from the symbols themselves.</summary>
    public static Declarations Read(MetadataReader symbols) => new(symbols.Documents
        .Select(handle => (Path: symbols.GetString(symbols.GetDocument(handle).Name), Text: Text(symbols, handle)))
        .Where(source => source.Text is not null).Select(source => (source.Path, source.Text!)));

    /// <summary>file:line; null for what no source declares.</summary>
    public string? Find(string fullName) => _places.GetValueOrDefault(fullName);

    private static string? Text(MetadataReader symbols, DocumentHandle handle)
    {
        BlobHandle embedded = symbols.GetCustomDebugInformation(handle).Select(symbols.GetCustomDebugInformation)
            .Where(information => symbols.GetGuid(information.Kind) == s_embeddedSource).Select(information => information.Value).FirstOrDefault();
        string path = symbols.GetString(symbols.GetDocument(handle).Name);
        return !embedded.IsNil ? Unpack(symbols.GetBlobBytes(embedded)) : File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string Unpack(byte[] blob)
    {
        var text = new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int));
        using var reader = new StreamReader(BitConverter.ToInt32(blob) == 0 ? text : new DeflateStream(text, CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<SyntaxToken> Names(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier],
        DelegateDeclarationSyntax type => [type.Identifier],
        MethodDeclarationSyntax method => [method.Identifier],
        ConstructorDeclarationSyntax constructor => [constructor.Identifier],
        PropertyDeclarationSyntax property => [property.Identifier],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier),
        _ => [],
    };

    // A property's field is called <Name>k__BackingField, its methods get_Name and set_Name: only the field is worth looking up.
    private static string FullName(SyntaxNode node, SyntaxToken name)
    {
        string own = node is PropertyDeclarationSyntax ? $"<{name.Text}>k__BackingField" : node is ConstructorDeclarationSyntax ? ".ctor" : name.Text;
        IEnumerable<string> outer = node.Ancestors().Select(ancestor => ancestor switch
        {
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            _ => "",
        }).Where(part => part.Length > 0).Reverse();
        return string.Join('.', outer.Append(own));
    }
}
