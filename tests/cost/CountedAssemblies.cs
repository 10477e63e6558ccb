// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;

namespace HapNano.Cost.Tests;

/// <summary>
/// HapNano.Core compiled from its sources as for the board (same language version, optimised), but against .NET, so that it runs here; and the suite
/// that drives it. Both count what they would cost.
/// </summary>
internal sealed class CountedAssemblies : AssemblyLoadContext
{
    private const string Core = "HapNano.Core";
    private const string Suite = "NFUnitTest";

    private readonly byte[] _core;
    private readonly byte[] _suite;

    public CountedAssemblies()
    {
        var methods = new List<string>();
        var weaver = new Weaver(methods);
        var resolver = new Resolver();
        using AssemblyDefinition core = AssemblyDefinition.ReadAssembly(new MemoryStream(CompileCore()), new ReaderParameters { AssemblyResolver = resolver });
        resolver.Core = core;
        weaver.Weave(core.MainModule);
        CoreMethodCount = methods.Count;
        using AssemblyDefinition suite = AssemblyDefinition.ReadAssembly(PathOf(Suite), new ReaderParameters { AssemblyResolver = resolver });
        weaver.Weave(suite.MainModule);
        _core = Write(core);
        _suite = Write(suite);
        Methods = methods;
    }

    /// <summary>Names of all counted methods; the first <see cref="CoreMethodCount"/> are HapNano.Core's.</summary>
    public IReadOnlyList<string> Methods { get; }

    public int CoreMethodCount { get; }

    /// <summary>Root of the repository, as the build noted it.</summary>
    private static string Root => typeof(CountedAssemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    // This assembly too, a second time: what it calls in there are the counted ones. All else is shared.
    protected override Assembly? Load(AssemblyName name) => name.Name switch
    {
        Core => LoadFromStream(new MemoryStream(_core)),
        Suite => LoadFromStream(new MemoryStream(_suite)),
        "HapNano.Cost.Tests" => LoadFromAssemblyPath(typeof(CountedAssemblies).Assembly.Location),
        _ => null,
    };

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    private static byte[] CompileCore()
    {
        string folder = Path.Combine(Root, "lib", Core);
        string[] built = [Path.Combine(folder, "obj"), Path.Combine(folder, "bin")];
        var options = new CSharpParseOptions(LanguageVersion.CSharp10);
        IEnumerable<SyntaxTree> sources = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !built.Any(file.StartsWith))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file, Encoding.UTF8))
            .Append(CSharpSyntaxTree.ParseText(
                $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{Suite}\")]"
                + "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"HapNano.Cost.Tests\")]", options));
        CSharpCompilation compilation = CSharpCompilation.Create(
            Core,
            sources,
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static byte[] Write(AssemblyDefinition assembly)
    {
        using var image = new MemoryStream();
        assembly.Write(image);
        return image.ToArray();
    }

    /// <summary>Finds our Core when the suite names it.</summary>
    private sealed class Resolver : DefaultAssemblyResolver
    {
        public Resolver()
        {
            AddSearchDirectory(AppContext.BaseDirectory);
            AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        }

        public AssemblyDefinition? Core { get; set; }

        public override AssemblyDefinition Resolve(AssemblyNameReference name) =>
            name.Name == CountedAssemblies.Core && Core != null ? Core : base.Resolve(name);
    }
}
