// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>From an instruction, a member or a type back to the source line, through the portable symbols beside the assembly or inside it.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly MetadataReader _metadata;
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _symbols;
    private readonly Lazy<Declarations> _declarations;

    public SourceLines(PEReader image, string assemblyPath)
    {
        _metadata = image.GetMetadataReader();
        if (image.TryOpenAssociatedPortablePdb(assemblyPath, path => File.Exists(path) ? File.OpenRead(path) : null, out _provider, out _))
        {
            _symbols = _provider!.GetMetadataReader();
        }

        _declarations = new(() => _symbols is null ? new Declarations([]) : Declarations.Read(_symbols));
    }

    /// <summary>file:line of the last sequence point at or before the offset; null when there is none.</summary>
    public string? Find(MethodDefinitionHandle method, int offset)
    {
        if (_symbols is null)
        {
            return null;
        }

        SequencePoint? best = null;
        foreach (SequencePoint point in _symbols.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            if (!point.IsHidden && (best is null || point.Offset <= offset))
            {
                best = point;
            }
        }

        return best is SequencePoint found
            ? $"{_symbols.GetString(_symbols.GetDocument(found.Document).Name)}:{found.StartLine}"
            : null;
    }

    /// <summary>file:line of a method: of its body, or of its declaration; its name where the compiler made it.</summary>
    public string Of(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        return Find(handle, 0) ?? Of(_metadata.GetTypeDefinition(method.GetDeclaringType()), _metadata.GetString(method.Name));
    }

    /// <summary>file:line of a field's declaration; its name where the compiler made it.</summary>
    public string Of(TypeDefinition type, FieldDefinitionHandle field) => Of(type, _metadata.GetString(_metadata.GetFieldDefinition(field).Name));

    /// <summary>file:line of a type's declaration; its name where the compiler made it.</summary>
    public string Of(TypeDefinition type) => _declarations.Value.Find(FullName(type)) ?? FullName(type);

    public void Dispose() => _provider?.Dispose();

    // Members that a delegate or a record has of itself are where their type is.
    private string Of(TypeDefinition type, string member) =>
        _declarations.Value.Find($"{FullName(type)}.{member}") ?? _declarations.Value.Find(FullName(type)) ?? $"{FullName(type)}.{member}";

    private string FullName(TypeDefinition type)
    {
        TypeDefinitionHandle outer = type.GetDeclaringType();
        string name = _metadata.GetString(type.Name).Split('`')[0];
        return !outer.IsNil ? $"{FullName(_metadata.GetTypeDefinition(outer))}.{name}"
            : type.Namespace.IsNil ? name : $"{_metadata.GetString(type.Namespace)}.{name}";
    }
}
