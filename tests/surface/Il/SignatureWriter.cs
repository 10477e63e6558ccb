// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>
/// The signature table of a .pe file: each signature once, and none that already lies somewhere within the others. Lengths are the processor's; numbers of types
/// are rows of the assembly, so a few bytes may differ. Notes which type references are used.
/// </summary>
internal sealed class SignatureWriter(MetadataReader metadata) : ISignatureTypeProvider<byte[], object?>
{
    private const byte FieldMark = 0x06;

    private readonly List<byte> _table = [];

    public HashSet<TypeReferenceHandle> UsedTypes { get; } = [];

    public int Bytes => _table.Count;

    /// <summary>Notes that a type, or the type of a member, is used.</summary>
    public void Use(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeReference && !handle.IsNil && UsedTypes.Add((TypeReferenceHandle)handle))
        {
            Use(metadata.GetTypeReference((TypeReferenceHandle)handle).ResolutionScope);
        }
        else if (handle.Kind == HandleKind.TypeSpecification)
        {
            metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
        }
    }

    public void Add(MemberReference member) => Add(member.GetKind() == MemberReferenceKind.Method
        ? Method(member.DecodeMethodSignature(this, null))
        : [FieldMark, .. member.DecodeFieldSignature(this, null)]);

    public void Add(FieldDefinition field) => Add([FieldMark, .. field.DecodeSignature(this, null)]);

    public void Add(MethodDefinition method) => Add(Method(method.DecodeSignature(this, null)));

    public void Add(TypeSpecificationHandle handle) => Add(metadata.GetTypeSpecification(handle).DecodeSignature(this, null));

    public void AddLocals(StandaloneSignatureHandle locals) =>
        Add([.. metadata.GetStandaloneSignature(locals).DecodeLocalSignature(this, null).SelectMany(type => type)]);

    /// <summary>The data of an initialised array, after their length.</summary>
    public void AddData(PEReader image, FieldDefinition field)
    {
        int address = field.GetRelativeVirtualAddress();
        if (address != 0)
        {
            int count = FieldSize(field);
            Add([0, 0, .. image.GetSectionData(address).GetContent(0, count)]);
        }
    }

    public void AddInterfaces(TypeDefinition type)
    {
        EntityHandle[] interfaces = [.. type.GetInterfaceImplementations().Select(handle => metadata.GetInterfaceImplementation(handle).Interface)];
        Array.ForEach(interfaces, Use);
        if (interfaces.Length > 0)
        {
            Add([(byte)interfaces.Length, .. interfaces.SelectMany(Token)]);
        }
    }

    public void Add(byte[] signature)
    {
        if (!Lies(signature))
        {
            _table.AddRange(signature);
        }
    }

    public byte[] GetArrayType(byte[] elementType, ArrayShape shape) => [0, .. elementType];

    public byte[] GetByReferenceType(byte[] elementType) => [0, .. elementType];

    public byte[] GetFunctionPointerType(MethodSignature<byte[]> signature) => [0];

    public byte[] GetGenericInstantiation(byte[] genericType, ImmutableArray<byte[]> typeArguments) => [0, .. genericType, .. typeArguments.SelectMany(type => type)];

    public byte[] GetGenericMethodParameter(object? genericContext, int index) => [0, (byte)index];

    public byte[] GetGenericTypeParameter(object? genericContext, int index) => [0, (byte)index];

    public byte[] GetModifiedType(byte[] modifier, byte[] unmodifiedType, bool isRequired) => unmodifiedType;

    public byte[] GetPinnedType(byte[] elementType) => elementType;

    public byte[] GetPointerType(byte[] elementType) => [0, .. elementType];

    public byte[] GetPrimitiveType(PrimitiveTypeCode typeCode) => [(byte)typeCode];

    public byte[] GetSZArrayType(byte[] elementType) => [(byte)SignatureTypeCode.SZArray, .. elementType];

    public byte[] GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [rawTypeKind, .. Token(handle)];

    public byte[] GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Use(handle);
        return [rawTypeKind, .. Token(handle)];
    }

    public byte[] GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private static byte[] Method(MethodSignature<byte[]> signature) =>
        [signature.Header.RawValue, (byte)signature.ParameterTypes.Length, .. signature.ReturnType, .. signature.ParameterTypes.SelectMany(type => type)];

    // Numbers up to 127 take one byte, those up to 16,383 two; the lowest two bits tell the table.
    private static byte[] Token(EntityHandle handle)
    {
        int number = ((MetadataTokens.GetRowNumber(handle) - 1) << 2) | (handle.Kind == HandleKind.TypeReference ? 1 : 0);
        return number < 0x80 ? [(byte)number] : [(byte)(0x80 | (number >> 8)), (byte)number];
    }

    private bool Lies(byte[] signature)
    {
        ReadOnlySpan<byte> table = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_table);
        return signature.Length == 0 || table.IndexOf(signature) >= 0;
    }

    private int FieldSize(FieldDefinition field)
    {
        byte[] type = field.DecodeSignature(this, null);
        PrimitiveTypeCode primitive = (PrimitiveTypeCode)type[0];
        return primitive switch
        {
            PrimitiveTypeCode.Boolean or PrimitiveTypeCode.Byte or PrimitiveTypeCode.SByte => 1,
            PrimitiveTypeCode.Int16 or PrimitiveTypeCode.UInt16 or PrimitiveTypeCode.Char => 2,
            PrimitiveTypeCode.Int32 or PrimitiveTypeCode.UInt32 or PrimitiveTypeCode.Single => 4,
            PrimitiveTypeCode.Int64 or PrimitiveTypeCode.UInt64 or PrimitiveTypeCode.Double => 8,
            _ => DeclaredSize(field),
        };
    }

    // The compiler makes a struct of the right size for data of any other length.
    private int DeclaredSize(FieldDefinition field)
    {
        BlobReader signature = metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        signature.ReadSignatureTypeCode();
        return metadata.GetTypeDefinition((TypeDefinitionHandle)signature.ReadTypeHandle()).GetLayout().Size;
    }
}
