// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Il;

/// <summary>What the interpreter cannot take in a signature; and a float or double, which it can.</summary>
[Flags]
internal enum Shapes
{
    None = 0,
    Generic = 1,
    MultiDimensional = 2,
    Pointer = 4,
    Pinned = 8,
    Float = 16,
}

/// <summary>Folds a signature into the shapes it contains.</summary>
internal sealed class SignatureShapes : ISignatureTypeProvider<Shapes, object?>
{
    public static SignatureShapes Instance { get; } = new();

    public Shapes GetArrayType(Shapes elementType, ArrayShape shape) => elementType | Shapes.MultiDimensional;

    public Shapes GetByReferenceType(Shapes elementType) => elementType & ~Shapes.Float;

    public Shapes GetFunctionPointerType(MethodSignature<Shapes> signature) => Shapes.Pointer;

    public Shapes GetGenericInstantiation(Shapes genericType, ImmutableArray<Shapes> typeArguments) => genericType | Shapes.Generic;

    public Shapes GetGenericMethodParameter(object? genericContext, int index) => Shapes.Generic;

    public Shapes GetGenericTypeParameter(object? genericContext, int index) => Shapes.Generic;

    public Shapes GetModifiedType(Shapes modifier, Shapes unmodifiedType, bool isRequired) => unmodifiedType;

    public Shapes GetPinnedType(Shapes elementType) => elementType | Shapes.Pinned;

    public Shapes GetPointerType(Shapes elementType) => elementType | Shapes.Pointer;

    public Shapes GetPrimitiveType(PrimitiveTypeCode typeCode) =>
        typeCode is PrimitiveTypeCode.Single or PrimitiveTypeCode.Double ? Shapes.Float : Shapes.None;

    public Shapes GetSZArrayType(Shapes elementType) => elementType & ~Shapes.Float;

    public Shapes GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Shapes.None;

    public Shapes GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Shapes.None;

    public Shapes GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
