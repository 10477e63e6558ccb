// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace HapNano.Surface.Tests.Il;

/// <summary>What an assembly will take of the board's flash once the metadata processor has made a .pe file of it.</summary>
/// <param name="CodeBytes">Byte code of all methods as the board has it: tokens and long branches take two bytes there in place of four.</param>
/// <param name="StringBytes">
/// The string table: names and literals, each once, UTF-8 with a final zero. Names of constants are left out, as they are there; strings in attributes come
/// in addition and are not counted here.
/// </param>
/// <param name="PeBytes">
/// The whole file. The metadata processor made 99,180 bytes of a HapNano.Core that is 101,141 here (2026-11-20): it knows a few hundred names of the
/// libraries by number, and strings are all that differs. Test assemblies come out up to a tenth too small, for want of their attributes.
/// </param>
internal sealed record AssemblySize(int CodeBytes, int StringBytes, int PeBytes)
{
    /// <summary>Indexes into the string table have 16 bits, and the processor refuses what does not fit.</summary>
    public const int MaxStringBytes = ushort.MaxValue;

    // Bytes of a row of each table in a .pe file.
    private const int TypeRowBytes = 24;
    private const int MethodRowBytes = 16;
    private const int FieldRowBytes = 8;
    private const int ReferenceRowBytes = 8;
    private const int AssemblyRowBytes = 12;
    private const int HeaderBytes = 124;
    private const int HandlerBytes = 12;

    public static AssemblySize Measure(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        MetadataReader metadata = image.GetMetadataReader();
        int code = metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0).Sum(address => CodeSize(image.GetMethodBody(address)));
        int strings = Names(metadata).Concat(Literals(metadata)).Distinct(StringComparer.Ordinal).Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        int signatures = Signatures(metadata).Distinct().Sum(blob => Length(metadata, blob));
        int rows = (metadata.TypeDefinitions.Count * TypeRowBytes)
            + (metadata.MethodDefinitions.Count * MethodRowBytes)
            + (Fields(metadata).Count() * FieldRowBytes)
            + ((metadata.TypeReferences.Count + metadata.MemberReferences.Count) * ReferenceRowBytes)
            + (metadata.AssemblyReferences.Count * AssemblyRowBytes);
        return new AssemblySize(code, strings, HeaderBytes + code + strings + signatures + rows);
    }

    private static int CodeSize(MethodBodyBlock body) =>
        Instructions.Read(body).Sum(instruction => instruction.Code.Size + instruction.Code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineI or OperandType.ShortInlineR => 4,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 1 + (2 * instruction.Targets),
            _ => 2,
        })
        + (body.ExceptionRegions.Length == 0 ? 0 : 1 + (body.ExceptionRegions.Length * HandlerBytes));

    // Constants are gone: the compiler has put their values where they are used.
    private static IEnumerable<FieldDefinition> Fields(MetadataReader metadata) =>
        metadata.FieldDefinitions.Select(metadata.GetFieldDefinition).Where(field => (field.Attributes & FieldAttributes.Literal) == 0);

    private static IEnumerable<string> Names(MetadataReader metadata) =>
    [
        .. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).SelectMany(type => new[] { type.Namespace, type.Name }).Select(metadata.GetString),
        .. metadata.TypeReferences.Select(metadata.GetTypeReference).SelectMany(type => new[] { type.Namespace, type.Name }).Select(metadata.GetString),
        .. metadata.MethodDefinitions.Select(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name)),
        .. Fields(metadata).Select(field => metadata.GetString(field.Name)),
        .. metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name)),
    ];

    private static IEnumerable<string> Literals(MetadataReader metadata)
    {
        // The handle at 0 is the empty string that every heap begins with.
        UserStringHandle handle = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0));
        while (!handle.IsNil)
        {
            yield return metadata.GetUserString(handle);
            handle = metadata.GetNextHandle(handle);
        }
    }

    private static IEnumerable<BlobHandle> Signatures(MetadataReader metadata) =>
    [
        .. metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle).Signature),
        .. Fields(metadata).Select(field => field.Signature),
        .. metadata.MemberReferences.Select(handle => metadata.GetMemberReference(handle).Signature),
        .. Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.StandAloneSig))
            .Select(row => metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature),
    ];

    private static int Length(MetadataReader metadata, BlobHandle blob) => blob.IsNil ? 0 : metadata.GetBlobReader(blob).Length;
}
