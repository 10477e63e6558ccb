// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>What an assembly will take of the board's flash once the metadata processor has made a .pe file of it.</summary>
/// <param name="CodeBytes">Byte code of all methods as the board has it: tokens and long branches take two bytes there in place of four.</param>
/// <param name="StringBytes">The string table: names, literals and the strings of attributes, each once, UTF-8 with a final zero.</param>
/// <param name="SignatureBytes">The signature table: types of members and locals, data of initialised arrays, arguments of attributes.</param>
/// <param name="PeBytes">The whole file.</param>
/// <remarks>
/// Reckoned as nanoFramework's metadata processor does it: references that only attributes need are dropped, and so are constants and the attributes that
/// only compilers read; types and members that nobody uses stay. It knows 860 names of its libraries by number, which are counted here as if it did
/// not, so a reckoned file is a little larger than the real one; tests/README.md has both.
/// </remarks>
internal sealed record AssemblySize(int CodeBytes, int StringBytes, int SignatureBytes, int PeBytes)
{
    /// <summary>The processor takes 65,535, but the interpreter reads the last 860 numbers as the names that it knows.</summary>
    public const int MaxStringBytes = ushort.MaxValue - 860;

    /// <summary>A method's place in the byte code has 16 bits; the processor refuses more.</summary>
    public const int MaxCodeBytes = ushort.MaxValue;

    /// <summary>A signature's place has 16 bits too, and the processor does not look.</summary>
    public const int MaxSignatureBytes = ushort.MaxValue;

    // Marker, checksums, version, places of 16 tables, their padding.
    private const int HeaderBytes = 124;

    public static AssemblySize Measure(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        var tables = new PeTables(image);
        int[] sizes = [.. tables.RowBytes, tables.StringBytes, tables.SignatureBytes, tables.CodeBytes];
        return new AssemblySize(tables.CodeBytes, tables.StringBytes, tables.SignatureBytes, HeaderBytes + sizes.Sum(size => (size + 3) & ~3));
    }
}
