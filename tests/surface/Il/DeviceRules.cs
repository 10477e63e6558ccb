// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>
/// Refuses, in an assembly compiled for the board, what compiles there and then crashes the interpreter, throws, or gives another result than on .NET.
/// Each rule was seen to break in the interpreter of the 1.x line, or is refused by its metadata processor.
/// </summary>
internal sealed class DeviceRules : IDisposable
{
    private const string Generics = "generic types and methods, own ones and instances such as Action<T>, crash the interpreter";
    private const string MultiDimensional = "multi-dimensional arrays crash the interpreter";
    private const string Pointers = "pointers to managed memory (fixed) are refused by the metadata processor";
    private const string StackAllocation = "stackalloc throws";
    private const string Overflow = "checked arithmetic wraps silently";
    private const string DefaultMembers = "default interface members throw at the call";
    private const string MutableStructs = "a copied mutable struct may share its storage; make it a class or a readonly struct";
    private const string BoxedStructs = "a boxed struct is not found again as a key";
    private const string EnumText = "an enum turned into text gives its number";
    private const string Filters = "exception filters are not used on the board";
    private const string Embedded = "a type embedded by the compiler sorts in front of ours and shifts the native method table";

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly SourceLines _lines;
    private readonly bool _hasNativeMethods;
    private readonly List<Finding> _findings = [];

    private DeviceRules(string assemblyPath)
    {
        _image = new PEReader(File.OpenRead(assemblyPath));
        _metadata = _image.GetMetadataReader();
        _lines = new SourceLines(_image, assemblyPath);
        _hasNativeMethods = _metadata.MethodDefinitions
            .Any(handle => (_metadata.GetMethodDefinition(handle).ImplAttributes & MethodImplAttributes.InternalCall) != 0);
    }

    public static IReadOnlyList<Finding> Check(string assemblyPath)
    {
        using var rules = new DeviceRules(assemblyPath);
        foreach (TypeDefinitionHandle handle in rules._metadata.TypeDefinitions)
        {
            rules.CheckType(rules._metadata.GetTypeDefinition(handle));
        }

        return [.. rules._findings.Distinct()];
    }

    public void Dispose()
    {
        _lines.Dispose();
        _image.Dispose();
    }

    private void CheckType(TypeDefinition type)
    {
        string name = FullName(type);
        bool isEmbedded = HasAttribute(type.GetCustomAttributes(), "EmbeddedAttribute");
        Refuse(type.GetGenericParameters().Count > 0, Generics, name);
        Refuse(_hasNativeMethods && _metadata.GetString(type.Namespace) == "Microsoft.CodeAnalysis", Embedded, name);
        Refuse(!isEmbedded && IsMutableStruct(type), MutableStructs, name);
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = _metadata.GetFieldDefinition(handle);
            RefuseShapes(field.DecodeSignature(SignatureShapes.Instance, null), $"{name}.{_metadata.GetString(field.Name)}");
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            CheckMethod(type, name, handle);
        }
    }

    private void CheckMethod(TypeDefinition type, string typeName, MethodDefinitionHandle handle)
    {
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        string name = _lines.Find(handle, 0) ?? $"{typeName}.{_metadata.GetString(method.Name)}";
        bool isInterface = (type.Attributes & TypeAttributes.Interface) != 0;
        Refuse(isInterface && method.RelativeVirtualAddress != 0 && (method.Attributes & MethodAttributes.Static) == 0, DefaultMembers, name);
        Refuse(method.GetGenericParameters().Count > 0, Generics, name);
        MethodSignature<Shapes> signature = method.DecodeSignature(SignatureShapes.Instance, null);
        RefuseShapes(signature.ParameterTypes.Aggregate(signature.ReturnType, (left, right) => left | right), name);
        if (method.RelativeVirtualAddress != 0)
        {
            CheckBody(handle, name, _image.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void CheckBody(MethodDefinitionHandle handle, string name, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            foreach (Shapes local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(SignatureShapes.Instance, null))
            {
                // A pointer to a local of the same method works; one into an array needs pinning, which does not.
                RefuseShapes(local & ~Shapes.Pointer, name);
            }
        }

        foreach (ExceptionRegion region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Filter))
        {
            Refuse(true, Filters, _lines.Find(handle, region.FilterOffset) ?? name);
        }

        int constrainedTo = 0;
        foreach (Instruction instruction in Instructions.Read(body))
        {
            string where = _lines.Find(handle, instruction.Offset) ?? name;
            CheckInstruction(instruction.Code, instruction.HasToken ? instruction.Operand : 0, constrainedTo, where);
            constrainedTo = instruction.Code == OpCodes.Constrained ? instruction.Operand : 0;
        }
    }

    private void CheckInstruction(OpCode code, int token, int constrainedTo, string where)
    {
        Refuse(code == OpCodes.Localloc, StackAllocation, where);
        Refuse(code.Name!.Contains(".ovf", StringComparison.Ordinal), Overflow, where);
        if (code == OpCodes.Box)
        {
            Refuse(IsEnum(token), EnumText, where);
            Refuse(!IsEnum(token) && MetadataTokens.EntityHandle(token).Kind == HandleKind.TypeDefinition, BoxedStructs, where);
        }

        Refuse(constrainedTo != 0 && IsEnum(constrainedTo), EnumText, where);
        if (token != 0)
        {
            RefuseShapes(ShapesOf(MetadataTokens.EntityHandle(token)), where);
        }
    }

    private Shapes ShapesOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodSpecification => Shapes.Generic,
        HandleKind.TypeSpecification => SignatureShapes.Instance.GetTypeFromSpecification(_metadata, null, (TypeSpecificationHandle)handle, 0),
        HandleKind.MemberReference => ShapesOfMember(_metadata.GetMemberReference((MemberReferenceHandle)handle)),
        _ => Shapes.None,
    };

    private Shapes ShapesOfMember(MemberReference member) =>
        member.Parent.Kind == HandleKind.TypeSpecification ? ShapesOf(member.Parent) : Shapes.None;

    private void RefuseShapes(Shapes shapes, string where)
    {
        Refuse((shapes & Shapes.Generic) != 0, Generics, where);
        Refuse((shapes & Shapes.MultiDimensional) != 0, MultiDimensional, where);
        Refuse((shapes & (Shapes.Pointer | Shapes.Pinned)) != 0, Pointers, where);
    }

    private void Refuse(bool isBroken, string rule, string where)
    {
        if (isBroken)
        {
            _findings.Add(new Finding(rule, where));
        }
    }

    private bool IsMutableStruct(TypeDefinition type) =>
        BaseName(type) == "System.ValueType"
        && !HasAttribute(type.GetCustomAttributes(), "IsReadOnlyAttribute")
        && type.GetFields().Any(field => (_metadata.GetFieldDefinition(field).Attributes & FieldAttributes.Static) == 0);

    /// <summary>Enums of this assembly by their base, enums of others by being neither boxed primitives nor known structs: see <see cref="DeviceEnums"/>.</summary>
    private bool IsEnum(int token)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.TypeDefinition => BaseName(_metadata.GetTypeDefinition((TypeDefinitionHandle)handle)) == "System.Enum",
            HandleKind.TypeReference => DeviceEnums.Contains(FullName(_metadata.GetTypeReference((TypeReferenceHandle)handle))),
            _ => false,
        };
    }

    private string BaseName(TypeDefinition type) =>
        type.BaseType.Kind == HandleKind.TypeReference ? FullName(_metadata.GetTypeReference((TypeReferenceHandle)type.BaseType)) : "";

    private bool HasAttribute(CustomAttributeHandleCollection attributes, string name) =>
        attributes.Select(handle => _metadata.GetCustomAttribute(handle).Constructor).Any(constructor => AttributeName(constructor) == name);

    private string AttributeName(EntityHandle constructor)
    {
        EntityHandle type = constructor.Kind == HandleKind.MemberReference
            ? _metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent
            : _metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
        return _metadata.GetString(type.Kind == HandleKind.TypeReference
            ? _metadata.GetTypeReference((TypeReferenceHandle)type).Name
            : _metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name);
    }

    private string FullName(TypeReference type) => $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";

    private string FullName(TypeDefinition type) => $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
}
