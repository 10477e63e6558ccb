// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using HapNano.Surface.Tests.Listing;

namespace HapNano.Surface.Tests.Reference;

/// <summary>Turns the type names of a listing into metadata: definitions of this assembly, references to the others.</summary>
internal sealed class TypeNames
{
    private readonly MetadataBuilder _metadata;
    private readonly IReadOnlyDictionary<string, ApiListing> _owners;
    private readonly Dictionary<string, EntityHandle> _handles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = new(StringComparer.Ordinal);

    /// <param name="metadata">The assembly being written.</param>
    /// <param name="owners">Which listing defines a type, by full name.</param>
    public TypeNames(MetadataBuilder metadata, IReadOnlyDictionary<string, ApiListing> owners)
    {
        _metadata = metadata;
        _owners = owners;
    }

    public void Define(string fullName, TypeDefinitionHandle handle) => _handles.Add(fullName, handle);

    /// <summary>A type by its full name: definition here, or a reference made on first use.</summary>
    public EntityHandle this[string fullName]
    {
        get
        {
            if (!_handles.TryGetValue(fullName, out EntityHandle handle))
            {
                handle = AddReference(fullName);
                _handles.Add(fullName, handle);
            }

            return handle;
        }
    }

    /// <summary>The type of a signature or base column; a generic instance becomes a type specification.</summary>
    public EntityHandle Resolve(string name, IReadOnlyList<string> typeParameters)
    {
        if (!name.Contains('<', StringComparison.Ordinal))
        {
            return this[name];
        }

        var blob = new BlobBuilder();
        Encode(new BlobEncoder(blob).TypeSpecificationSignature(), name, typeParameters, []);
        return _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(blob));
    }

    /// <summary>Writes a type into a signature.</summary>
    public void Encode(
        SignatureTypeEncoder encoder, string name, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters)
    {
        if (name.EndsWith(']') && !name.EndsWith('>'))
        {
            EncodeArray(encoder, name, typeParameters, methodParameters);
        }
        else if (name.EndsWith('*'))
        {
            Encode(encoder.Pointer(), name[..^1], typeParameters, methodParameters);
        }
        else if (name.StartsWith("!!", StringComparison.Ordinal))
        {
            encoder.GenericMethodTypeParameter(IndexOf(methodParameters, name[2..]));
        }
        else if (name.StartsWith('!'))
        {
            encoder.GenericTypeParameter(IndexOf(typeParameters, name[1..]));
        }
        else if (name.Contains('<', StringComparison.Ordinal))
        {
            EncodeInstance(encoder, name, typeParameters, methodParameters);
        }
        else if (Primitive(name) is PrimitiveTypeCode code)
        {
            encoder.PrimitiveType(code);
        }
        else
        {
            encoder.Type(this[name], IsValueType(name));
        }
    }

    private static PrimitiveTypeCode? Primitive(string name) => name switch
    {
        "System.Boolean" => PrimitiveTypeCode.Boolean,
        "System.Char" => PrimitiveTypeCode.Char,
        "System.SByte" => PrimitiveTypeCode.SByte,
        "System.Byte" => PrimitiveTypeCode.Byte,
        "System.Int16" => PrimitiveTypeCode.Int16,
        "System.UInt16" => PrimitiveTypeCode.UInt16,
        "System.Int32" => PrimitiveTypeCode.Int32,
        "System.UInt32" => PrimitiveTypeCode.UInt32,
        "System.Int64" => PrimitiveTypeCode.Int64,
        "System.UInt64" => PrimitiveTypeCode.UInt64,
        "System.Single" => PrimitiveTypeCode.Single,
        "System.Double" => PrimitiveTypeCode.Double,
        "System.String" => PrimitiveTypeCode.String,
        "System.Object" => PrimitiveTypeCode.Object,
        "System.IntPtr" => PrimitiveTypeCode.IntPtr,
        "System.UIntPtr" => PrimitiveTypeCode.UIntPtr,
        _ => null,
    };

    /// <summary>Index of a parameter in a column whose entries carry <c>in </c>, <c>out </c> and constraints.</summary>
    private static int IndexOf(IReadOnlyList<string> parameters, string name)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (GenericParameterName(parameters[i]) == name)
            {
                return i;
            }
        }

        throw new InvalidDataException($"No type parameter {name}");
    }

    public static string GenericParameterName(string entry)
    {
        string name = entry.Split(':')[0];
        return name[(name.LastIndexOf(' ') + 1)..];
    }

    private void EncodeArray(
        SignatureTypeEncoder encoder, string name, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters)
    {
        int bracket = name.LastIndexOf('[');
        string element = name[..bracket];
        int rank = name.Length - bracket - 1;
        if (rank == 1)
        {
            Encode(encoder.SZArray(), element, typeParameters, methodParameters);
            return;
        }

        encoder.Array(
            type => Encode(type, element, typeParameters, methodParameters),
            shape => shape.Shape(rank, [], []));
    }

    private void EncodeInstance(
        SignatureTypeEncoder encoder, string name, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        string definition = name[..open];
        string[] arguments = name[(open + 1)..^1].Split(',');
        GenericTypeArgumentsEncoder instance = encoder.GenericInstantiation(this[definition], arguments.Length, IsValueType(definition));
        foreach (string argument in arguments)
        {
            Encode(instance.AddArgument(), argument, typeParameters, methodParameters);
        }
    }

    private bool IsValueType(string fullName) =>
        _owners[fullName].Types.Single(type => type.FullName == fullName).What is "struct" or "enum";

    private TypeReferenceHandle AddReference(string fullName)
    {
        int plus = fullName.LastIndexOf('+');
        if (plus >= 0)
        {
            return _metadata.AddTypeReference(this[fullName[..plus]], default, _metadata.GetOrAddString(fullName[(plus + 1)..]));
        }

        int dot = fullName.LastIndexOf('.');
        return _metadata.AddTypeReference(
            Assembly(_owners[fullName]),
            _metadata.GetOrAddString(fullName[..dot]),
            _metadata.GetOrAddString(fullName[(dot + 1)..]));
    }

    private AssemblyReferenceHandle Assembly(ApiListing listing)
    {
        if (!_assemblies.TryGetValue(listing.AssemblyName, out AssemblyReferenceHandle handle))
        {
            handle = _metadata.AddAssemblyReference(
                _metadata.GetOrAddString(listing.AssemblyName), listing.AssemblyVersion, default, default, default, default);
            _assemblies.Add(listing.AssemblyName, handle);
        }

        return handle;
    }
}
