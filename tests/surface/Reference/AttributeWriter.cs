// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using HapNano.Surface.Tests.Listing;

namespace HapNano.Surface.Tests.Reference;

/// <summary>The attributes that a compiler obeys.</summary>
internal sealed class AttributeWriter(MetadataBuilder metadata, TypeNames types, ApiListing listing)
{
    private const string CompilerServices = "System.Runtime.CompilerServices";
    private const string ObsoleteText = "Obsolete in nanoFramework.";

    private readonly List<(EntityHandle Owner, string Name, string? Argument)> _pending = [];

    /// <summary>Remembers what stands in a modifiers column; rows are written by <see cref="Flush"/>, when all types exist.</summary>
    public void AddAll(EntityHandle owner, ApiModifiers modifiers)
    {
        bool isByRefLike = modifiers.Attributes.Any(each => each.Name == "IsByRefLike");
        foreach ((string name, string? argument) in modifiers.Attributes)
        {
            // The compiler marks a ref struct obsolete by itself.
            if (name != "Obsolete" || !isByRefLike)
            {
                _pending.Add((owner, name, argument));
            }
        }
    }

    public void AddParamArray(EntityHandle owner) => _pending.Add((owner, "ParamArray", null));

    /// <summary>
    /// The core library lacks IsReadOnlyAttribute and IsByRefLikeAttribute: a compiler embeds them into each assembly that needs them, behind all listed types.
    /// </summary>
    public void AddMarkerTypes()
    {
        foreach (string name in _pending.Select(each => each.Name).Where(name => name is "IsReadOnly" or "IsByRefLike").Distinct().Order(StringComparer.Ordinal))
        {
            TypeDefinitionHandle handle = metadata.AddTypeDefinition(
                TypeAttributes.NotPublic | TypeAttributes.Sealed,
                metadata.GetOrAddString(CompilerServices),
                metadata.GetOrAddString(name + "Attribute"),
                types["System.Attribute"],
                MetadataTokens.FieldDefinitionHandle(metadata.GetRowCount(TableIndex.Field) + 1),
                MetadataTokens.MethodDefinitionHandle(metadata.GetRowCount(TableIndex.MethodDef) + 1));
            metadata.AddMethodDefinition(
                MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName | MethodAttributes.HideBySig,
                MethodImplAttributes.Runtime,
                metadata.GetOrAddString(".ctor"),
                Signature([]),
                -1,
                MetadataTokens.ParameterHandle(metadata.GetRowCount(TableIndex.Param) + 1));
            types.Define($"{CompilerServices}.{name}Attribute", handle);
        }
    }

    public void Flush()
    {
        foreach ((EntityHandle owner, string name, string? argument) in _pending)
        {
            (string type, string[] parameters, Action<BlobBuilder> value) = Shape(name, argument);
            MemberReferenceHandle constructor = metadata.AddMemberReference(
                types[type], metadata.GetOrAddString(".ctor"), Signature(parameters));
            var blob = new BlobBuilder();
            blob.WriteUInt16(1);
            value(blob);
            metadata.AddCustomAttribute(owner, constructor, metadata.GetOrAddBlob(blob));
        }
    }

    private (string Type, string[] Parameters, Action<BlobBuilder> Value) Shape(string name, string? argument) => name switch
    {
        "Flags" => ("System.FlagsAttribute", [], NoNamed),
        "ParamArray" => ("System.ParamArrayAttribute", [], NoNamed),
        "Extension" => ($"{CompilerServices}.ExtensionAttribute", [], NoNamed),
        "IsReadOnly" or "IsByRefLike" => ($"{CompilerServices}.{name}Attribute", [], NoNamed),
        "Obsolete" => ("System.ObsoleteAttribute", ["System.String", "System.Boolean"], blob =>
        {
            blob.WriteSerializedString(ObsoleteText);
            blob.WriteBoolean(argument == "error");
            NoNamed(blob);
        }),
        "Conditional" => ("System.Diagnostics.ConditionalAttribute", ["System.String"], Text(argument!)),
        "DefaultMember" => ("System.Reflection.DefaultMemberAttribute", ["System.String"], Text(argument!)),
        "AttributeUsage" => ("System.AttributeUsageAttribute", ["System.AttributeTargets"], blob => WriteUsage(blob, argument!)),
        _ => throw new InvalidDataException($"Unknown attribute {name} in the listing of {listing.AssemblyName}"),
    };

    private static Action<BlobBuilder> Text(string quoted) => blob =>
    {
        blob.WriteSerializedString(quoted.Trim('"'));
        NoNamed(blob);
    };

    private static void NoNamed(BlobBuilder blob) => blob.WriteUInt16(0);

    /// <summary>Targets, then <c>multiple</c> and <c>notinherited</c> where the defaults do not hold.</summary>
    private static void WriteUsage(BlobBuilder blob, string argument)
    {
        string[] words = argument.Split(',');
        blob.WriteInt32(int.Parse(words[0], CultureInfo.InvariantCulture));
        blob.WriteUInt16((ushort)(words.Length - 1));
        foreach (string word in words[1..])
        {
            new NamedArgumentsEncoder(blob).AddArgument(
                isField: false,
                type => type.ScalarType().Boolean(),
                named => named.Name(word == "multiple" ? "AllowMultiple" : "Inherited"),
                literal => literal.Scalar().Constant(word == "multiple"));
        }
    }

    private BlobHandle Signature(string[] parameters)
    {
        var blob = new BlobBuilder();
        new BlobEncoder(blob).MethodSignature(isInstanceMethod: true).Parameters(
            parameters.Length,
            result => result.Void(),
            encoder =>
            {
                foreach (string parameter in parameters)
                {
                    types.Encode(encoder.AddParameter().Type(), parameter, [], []);
                }
            });
        return metadata.GetOrAddBlob(blob);
    }
}
