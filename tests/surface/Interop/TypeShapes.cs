// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Interop;

/// <summary>Reads signatures as nanoFramework's metadata processor spells them. Generic types and pointers, which no board takes, are refused.</summary>
internal sealed class TypeShapes : ISignatureTypeProvider<TypeShape, object?>
{
    private const string ArrayMark = "SZARRAY_";

    public static TypeShapes Instance { get; } = new();

    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) => new(typeCode switch
    {
        PrimitiveTypeCode.Void => "VOID",
        PrimitiveTypeCode.Boolean => "BOOLEAN",
        PrimitiveTypeCode.Char => "CHAR",
        PrimitiveTypeCode.SByte => "I1",
        PrimitiveTypeCode.Byte => "U1",
        PrimitiveTypeCode.Int16 => "I2",
        PrimitiveTypeCode.UInt16 => "U2",
        PrimitiveTypeCode.Int32 or PrimitiveTypeCode.IntPtr => "I4",
        PrimitiveTypeCode.UInt32 or PrimitiveTypeCode.UIntPtr => "U4",
        PrimitiveTypeCode.Int64 => "I8",
        PrimitiveTypeCode.UInt64 => "U8",
        PrimitiveTypeCode.Single => "R4",
        PrimitiveTypeCode.Double => "R8",
        PrimitiveTypeCode.String => "STRING",
        PrimitiveTypeCode.Object => "OBJECT",
        _ => throw new NotSupportedException(typeCode.ToString()),
    });

    // An array of arrays is spelled like one of its innermost elements.
    public TypeShape GetSZArrayType(TypeShape elementType) => elementType.Code.StartsWith(ArrayMark, StringComparison.Ordinal)
        ? elementType
        : elementType with { Code = ArrayMark + elementType.Code };

    public TypeShape GetByReferenceType(TypeShape elementType) => elementType with { Code = "BYREF_" + elementType.Code };

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        new(Flat(NativeTable.FullName(reader, handle)), handle);

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => new(Flat(FullName(reader, handle)));

    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;

    public TypeShape GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeShape GetArrayType(TypeShape elementType, ArrayShape shape) => throw new NotSupportedException("multi-dimensional array");

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) => throw new NotSupportedException("function pointer");

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) => throw new NotSupportedException("generic type");

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => throw new NotSupportedException("generic method");

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => throw new NotSupportedException("generic type");

    public TypeShape GetPointerType(TypeShape elementType) => throw new NotSupportedException("pointer");

    private static string Flat(string fullName) => fullName.Replace(".", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);

    private static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        string prefix = type.ResolutionScope.Kind == HandleKind.TypeReference
            ? FullName(reader, (TypeReferenceHandle)type.ResolutionScope)
            : reader.GetString(type.Namespace);
        return prefix + name;
    }
}
