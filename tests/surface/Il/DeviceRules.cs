// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>
/// Refuses, in an assembly compiled for the board, what compiles there and then crashes the interpreter, throws, or gives another result than on .NET.
/// Each rule was seen to break in the interpreter of the 1.x line, or follows from what its sources or those of its metadata processor do. Types and members are looked at
/// here; <see cref="InstructionRules"/>, <see cref="LimitRules"/> and <see cref="SuiteRules"/> have the rest.
/// </summary>
internal sealed class DeviceRules : IDisposable
{
    private const string Generics = "generic types and methods, own ones and instances such as Action<T>, crash the interpreter";
    private const string MultiDimensional = "multi-dimensional arrays crash the interpreter";
    private const string Pointers = "pointers (unsafe, fixed) are refused by the metadata processor";
    private const string DefaultMembers = "default interface members throw at the call";
    private const string MutableStructs = "a copied mutable struct may share its storage; make it a class or a readonly struct";
    private const string Filters = "exception filters are not used on the board";
    private const string Embedded = "a type embedded by the compiler sorts in front of ours and shifts the native method table";
    private const string NativeVersion = "native methods without AssemblyNativeVersion: the board refuses the assembly";

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly SourceLines _lines;
    private readonly InstructionRules _instructions;
    private readonly bool _hasNativeMethods;
    private readonly Findings _findings = new();

    private DeviceRules(string assemblyPath)
    {
        _image = new PEReader(File.OpenRead(assemblyPath));
        _metadata = _image.GetMetadataReader();
        _lines = new SourceLines(_image, assemblyPath);
        _instructions = new InstructionRules(_image);
        _hasNativeMethods = _metadata.MethodDefinitions
            .Any(handle => (_metadata.GetMethodDefinition(handle).ImplAttributes & MethodImplAttributes.InternalCall) != 0);
    }

    public static IReadOnlyList<Finding> Check(string assemblyPath)
    {
        using var rules = new DeviceRules(assemblyPath);
        rules.CheckAssembly();
        return rules._findings.All;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _image.Dispose();
    }

    private void CheckAssembly()
    {
        bool hasVersion = HasAttribute(_metadata.GetAssemblyDefinition().GetCustomAttributes(), "AssemblyNativeVersionAttribute");
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(handle);
            CheckType(type);
            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                CheckMethod(type, method);
            }
        }

        MethodDefinitionHandle native = _metadata.MethodDefinitions
            .FirstOrDefault(handle => (_metadata.GetMethodDefinition(handle).ImplAttributes & MethodImplAttributes.InternalCall) != 0);
        _findings.Refuse(_hasNativeMethods && !hasVersion, NativeVersion, native.IsNil ? "" : _lines.Of(native));
        new SuiteRules(_metadata, _lines, _findings).Check();
    }

    private void CheckType(TypeDefinition type)
    {
        string where = _lines.Of(type);
        bool isEmbedded = HasAttribute(type.GetCustomAttributes(), "EmbeddedAttribute");
        _findings.Refuse(type.GetGenericParameters().Count > 0, Generics, where);
        _findings.Refuse(_hasNativeMethods && _metadata.GetString(type.Namespace) == "Microsoft.CodeAnalysis", Embedded, FirstUseOfEmbedded() ?? where);
        _findings.Refuse(!isEmbedded && IsMutableStruct(type), MutableStructs, where);
        LimitRules.Check(_metadata, type, where, _findings);
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            RefuseShapes(_metadata.GetFieldDefinition(handle).DecodeSignature(SignatureShapes.Instance, null), _lines.Of(type, handle));
        }
    }

    private void CheckMethod(TypeDefinition type, MethodDefinitionHandle handle)
    {
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        string where = _lines.Of(handle);
        bool isInterface = (type.Attributes & TypeAttributes.Interface) != 0;
        _findings.Refuse(isInterface && method.RelativeVirtualAddress != 0 && (method.Attributes & MethodAttributes.Static) == 0, DefaultMembers, where);
        _findings.Refuse(method.GetGenericParameters().Count > 0, Generics, where);
        MethodSignature<Shapes> signature = method.DecodeSignature(SignatureShapes.Instance, null);
        RefuseShapes(signature.ParameterTypes.Aggregate(signature.ReturnType, (left, right) => left | right), where);
        if (method.RelativeVirtualAddress != 0)
        {
            CheckBody(handle, where, _image.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void CheckBody(MethodDefinitionHandle handle, string where, MethodBodyBlock body)
    {
        LimitRules.Check(_metadata, body, where, _findings);
        if (!body.LocalSignature.IsNil)
        {
            foreach (Shapes local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(SignatureShapes.Instance, null))
            {
                RefuseShapes(local, where);
            }
        }

        foreach (ExceptionRegion region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Filter))
        {
            _findings.Refuse(true, Filters, _lines.Find(handle, region.FilterOffset) ?? where);
        }

        Instruction[] instructions = [.. Instructions.Read(body)];
        for (int i = 0; i < instructions.Length; i++)
        {
            string place = _lines.Find(handle, instructions[i].Offset) ?? where;
            foreach (string rule in _instructions.Broken(handle, instructions, i))
            {
                _findings.Refuse(true, rule, place);
            }

            RefuseShapes(_instructions.ShapesOf(instructions[i]), place);
        }
    }

    private void RefuseShapes(Shapes shapes, string where)
    {
        _findings.Refuse((shapes & Shapes.Generic) != 0, Generics, where);
        _findings.Refuse((shapes & Shapes.MultiDimensional) != 0, MultiDimensional, where);
        _findings.Refuse((shapes & (Shapes.Pointer | Shapes.Pinned)) != 0, Pointers, where);
    }

    // A type or a member that made the compiler embed an attribute of its own.
    private string? FirstUseOfEmbedded() => _metadata.CustomAttributes.Select(_metadata.GetCustomAttribute)
        .Where(attribute => attribute.Constructor.Kind == HandleKind.MethodDefinition)
        .Select(attribute => attribute.Parent.Kind switch
        {
            HandleKind.TypeDefinition => _lines.Of(_metadata.GetTypeDefinition((TypeDefinitionHandle)attribute.Parent)),
            HandleKind.MethodDefinition => _lines.Of((MethodDefinitionHandle)attribute.Parent),
            _ => "",
        }).FirstOrDefault(place => place.Contains(".cs:", StringComparison.Ordinal));

    private bool IsMutableStruct(TypeDefinition type) =>
        BaseName(type) == "System.ValueType"
        && !HasAttribute(type.GetCustomAttributes(), "IsReadOnlyAttribute")
        && type.GetFields().Any(field => (_metadata.GetFieldDefinition(field).Attributes & FieldAttributes.Static) == 0);

    private string BaseName(TypeDefinition type) => type.BaseType.Kind == HandleKind.TypeReference
        ? TypeNameProvider.Instance.GetTypeFromReference(_metadata, (TypeReferenceHandle)type.BaseType, 0)
        : "";

    private bool HasAttribute(CustomAttributeHandleCollection attributes, string name) => attributes.Select(_metadata.GetCustomAttribute)
        .Any(attribute => TypeNameProvider.TypeName(_metadata, attribute).EndsWith("." + name, StringComparison.Ordinal));
}
