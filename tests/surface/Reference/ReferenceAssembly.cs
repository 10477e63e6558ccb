// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using HapNano.Surface.Tests.Listing;

namespace HapNano.Surface.Tests.Reference;

/// <summary>
/// Writes a listing as an assembly that a compiler can reference: metadata only, every body throws. Metadata rather than C# stubs, because stubs
/// would need private members that the listing does not have, and would gain members that the real assembly lacks.
/// </summary>
internal sealed class ReferenceAssembly
{
    private readonly MetadataBuilder _metadata = new();
    private readonly BlobBuilder _code = new();
    private readonly ApiListing _listing;
    private readonly TypeNames _types;
    private readonly AttributeWriter _attributes;
    private readonly int _throwingBody;
    private readonly List<(EntityHandle Owner, IReadOnlyList<string> Parameters)> _genericOwners = [];

    private ReferenceAssembly(ApiListing listing, IReadOnlyDictionary<string, ApiListing> owners)
    {
        _listing = listing;
        _types = new TypeNames(_metadata, owners);
        _attributes = new AttributeWriter(_metadata, _types, listing);
        _throwingBody = AddThrowingBody();
    }

    /// <summary>The assembly's file.</summary>
    public static byte[] Build(ApiListing listing, IReadOnlyDictionary<string, ApiListing> owners) =>
        new ReferenceAssembly(listing, owners).Write();

    private byte[] Write()
    {
        _metadata.AddModule(0, _metadata.GetOrAddString(_listing.AssemblyName + ".dll"), _metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        _metadata.AddAssembly(
            _metadata.GetOrAddString(_listing.AssemblyName), _listing.AssemblyVersion, default, default, default, AssemblyHashAlgorithm.None);
        DefineTypes();
        foreach (ApiType type in _listing.Types)
        {
            AddType(type);
        }

        _attributes.AddMarkerTypes();
        AddGenericParameters();
        _attributes.Flush();

        var image = new BlobBuilder();
        var pe = new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll | Characteristics.ExecutableImage),
            new MetadataRootBuilder(_metadata),
            _code,
            flags: CorFlags.ILOnly);
        pe.Serialize(image);
        return image.ToArray();
    }

    /// <summary>Rows are known before they are written: the module's own type is row 1, then one row a type, in order.</summary>
    private void DefineTypes()
    {
        int row = 2;
        foreach (ApiType type in _listing.Types)
        {
            _types.Define(type.FullName, MetadataTokens.TypeDefinitionHandle(row));
            row++;
        }

        _metadata.AddTypeDefinition(
            default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
    }

    private void AddType(ApiType type)
    {
        TypeDefinitionHandle handle = _metadata.AddTypeDefinition(
            TypeFlags(type),
            _metadata.GetOrAddString(type.Namespace),
            _metadata.GetOrAddString(type.Name),
            BaseOf(type),
            MetadataTokens.FieldDefinitionHandle(_metadata.GetRowCount(TableIndex.Field) + 1),
            MetadataTokens.MethodDefinitionHandle(_metadata.GetRowCount(TableIndex.MethodDef) + 1));
        if (type.IsNested)
        {
            _metadata.AddNestedType(handle, (TypeDefinitionHandle)_types[type.EnclosingName]);
        }

        foreach (EntityHandle @interface in type.Interfaces
            .Select(name => _types.Resolve(name, type.GenericParameters)).OrderBy(CodedIndex.TypeDefOrRefOrSpec))
        {
            _metadata.AddInterfaceImplementation(handle, @interface);
        }

        if (type.GenericParameters.Count > 0)
        {
            _genericOwners.Add((handle, type.GenericParameters));
        }

        AddFields(type);
        AddMethods(type, handle);
        _attributes.AddAll(handle, type.Modifiers);
    }

    private EntityHandle BaseOf(ApiType type) => type.What switch
    {
        "interface" => default,
        "enum" => _types["System.Enum"],
        _ => type.BaseType is null ? default : _types.Resolve(type.BaseType, type.GenericParameters),
    };

    private static TypeAttributes TypeFlags(ApiType type)
    {
        TypeAttributes visibility = !type.IsNested ? TypeAttributes.Public
            : type.Modifiers["public"] ? TypeAttributes.NestedPublic
            : TypeAttributes.NestedFamily;
        TypeAttributes shape = type.What switch
        {
            "interface" => TypeAttributes.Interface | TypeAttributes.Abstract,
            "struct" => TypeAttributes.Sealed | TypeAttributes.SequentialLayout | TypeAttributes.BeforeFieldInit,
            "enum" or "delegate" => TypeAttributes.Sealed,
            _ when type.Modifiers["static"] => TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            _ when type.Modifiers["abstract"] => TypeAttributes.Abstract | TypeAttributes.BeforeFieldInit,
            _ when type.Modifiers["sealed"] => TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            _ => TypeAttributes.BeforeFieldInit,
        };
        return visibility | shape;
    }

    private void AddFields(ApiType type)
    {
        if (type.What == "enum")
        {
            AddField(type, FieldAttributes.Public | FieldAttributes.SpecialName | FieldAttributes.RTSpecialName, "value__", type.BaseType!);
        }

        List<ApiMember> fields = [.. type.Members.Where(member => member.Kind == 'F')];
        foreach (ApiMember field in fields)
        {
            FieldDefinitionHandle handle = AddField(type, FieldFlags(field), field.Name, field.Type);
            if (field.Constant is not null)
            {
                _metadata.AddConstant(handle, Literal.Parse(field.Constant, type.What == "enum" ? type.BaseType! : field.Type));
            }

            _attributes.AddAll(handle, field.Modifiers);
        }

        if (type.What == "struct")
        {
            int shown = fields.Count(field => !field.Modifiers["static"] && !field.Modifiers["const"]);
            for (int i = shown; i < type.InstanceFields; i++)
            {
                AddField(type, FieldAttributes.Private, $"_{i}", i - shown < type.ReferenceFields ? "System.Object" : "System.Int32");
            }
        }
    }

    private static FieldAttributes FieldFlags(ApiMember field)
    {
        FieldAttributes flags = field.Modifiers["public"] ? FieldAttributes.Public
            : field.Modifiers["protected-internal"] ? FieldAttributes.FamORAssem : FieldAttributes.Family;
        flags |= field.Modifiers["static"] ? FieldAttributes.Static : 0;
        flags |= field.Modifiers["readonly"] ? FieldAttributes.InitOnly : 0;
        flags |= field.Modifiers["const"] ? FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.HasDefault : 0;
        return flags;
    }

    private FieldDefinitionHandle AddField(ApiType type, FieldAttributes flags, string name, string fieldType)
    {
        var signature = new BlobBuilder();
        SignatureTypeEncoder encoder = new BlobEncoder(signature).Field().Type();
        if ((flags & FieldAttributes.Literal) != 0 && type.What == "enum")
        {
            encoder.Type(_types[type.FullName], isValueType: true);
        }
        else
        {
            _types.Encode(encoder, fieldType, type.GenericParameters, []);
        }

        return _metadata.AddFieldDefinition(flags, _metadata.GetOrAddString(name), _metadata.GetOrAddBlob(signature));
    }

    private void AddMethods(ApiType type, TypeDefinitionHandle handle)
    {
        foreach (ApiMember member in type.Members.Where(member => member.Kind is 'C' or 'M' or 'O'))
        {
            AddMethod(type, member, member.Name, member.Type, member.Parameters, SpecialNameOf(member));
        }

        AddProperties(type, handle);
        AddEvents(type, handle);
    }

    private static MethodAttributes SpecialNameOf(ApiMember member) => member.Kind switch
    {
        'C' => MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
        'O' => MethodAttributes.SpecialName,
        _ => 0,
    };

    private void AddProperties(ApiType type, TypeDefinitionHandle handle)
    {
        bool isFirst = true;
        foreach (ApiMember property in type.Members.Where(member => member.Kind == 'P'))
        {
            var signature = new BlobBuilder();
            new BlobEncoder(signature).PropertySignature(isInstanceProperty: !property.Modifiers["static"]).Parameters(
                property.Parameters.Count,
                result => _types.Encode(result.Type(), property.Type, type.GenericParameters, []),
                parameters => EncodeParameters(parameters, property.Parameters, type, []));
            PropertyDefinitionHandle row = _metadata.AddProperty(
                PropertyAttributes.None, _metadata.GetOrAddString(property.Name), _metadata.GetOrAddBlob(signature));
            if (isFirst)
            {
                _metadata.AddPropertyMap(handle, row);
                isFirst = false;
            }

            AddAccessors(type, property, row);
            _attributes.AddAll(row, property.Modifiers);
        }
    }

    private void AddAccessors(ApiType type, ApiMember property, PropertyDefinitionHandle row)
    {
        foreach (string accessor in property.Accessors.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isGetter = accessor.StartsWith("get", StringComparison.Ordinal);
            ApiParameter value = new("", property.Type, "value", null);
            MethodDefinitionHandle method = AddMethod(
                type,
                property,
                (isGetter ? "get_" : "set_") + property.Name,
                isGetter ? property.Type : "System.Void",
                isGetter ? property.Parameters : [.. property.Parameters, value],
                MethodAttributes.SpecialName,
                isLessVisible: accessor.EndsWith(":protected", StringComparison.Ordinal));
            _metadata.AddMethodSemantics(row, isGetter ? MethodSemanticsAttributes.Getter : MethodSemanticsAttributes.Setter, method);
        }
    }

    private void AddEvents(ApiType type, TypeDefinitionHandle handle)
    {
        bool isFirst = true;
        foreach (ApiMember @event in type.Members.Where(member => member.Kind == 'E'))
        {
            EventDefinitionHandle row = _metadata.AddEvent(
                EventAttributes.None, _metadata.GetOrAddString(@event.Name), _types.Resolve(@event.Type, type.GenericParameters));
            if (isFirst)
            {
                _metadata.AddEventMap(handle, row);
                isFirst = false;
            }

            ApiParameter value = new("", @event.Type, "value", null);
            MethodDefinitionHandle add = AddMethod(type, @event, "add_" + @event.Name, "System.Void", [value], MethodAttributes.SpecialName);
            MethodDefinitionHandle remove = AddMethod(type, @event, "remove_" + @event.Name, "System.Void", [value], MethodAttributes.SpecialName);
            _metadata.AddMethodSemantics(row, MethodSemanticsAttributes.Adder, add);
            _metadata.AddMethodSemantics(row, MethodSemanticsAttributes.Remover, remove);
        }
    }

    private MethodDefinitionHandle AddMethod(
        ApiType type,
        ApiMember member,
        string name,
        string result,
        IReadOnlyList<ApiParameter> parameters,
        MethodAttributes special,
        bool isLessVisible = false)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature)
            .MethodSignature(SignatureCallingConvention.Default, member.GenericParameters.Count, isInstanceMethod: !member.Modifiers["static"])
            .Parameters(
                parameters.Count,
                encoder => EncodeResult(encoder, result, type, member),
                encoder => EncodeParameters(encoder, parameters, type, member.GenericParameters));

        ParameterHandle firstParameter = MetadataTokens.ParameterHandle(_metadata.GetRowCount(TableIndex.Param) + 1);
        for (int i = 0; i < parameters.Count; i++)
        {
            AddParameter(parameters[i], i + 1);
        }

        MethodAttributes flags = MethodFlags(type, member, isLessVisible) | special;
        bool isRuntime = type.What == "delegate";
        bool hasBody = !isRuntime && (flags & MethodAttributes.Abstract) == 0;
        MethodDefinitionHandle handle = _metadata.AddMethodDefinition(
            flags,
            isRuntime ? MethodImplAttributes.Runtime : MethodImplAttributes.IL,
            _metadata.GetOrAddString(name),
            _metadata.GetOrAddBlob(signature),
            hasBody ? _throwingBody : -1,
            firstParameter);
        if (member.GenericParameters.Count > 0)
        {
            _genericOwners.Add((handle, member.GenericParameters));
        }

        if (member.Kind is 'C' or 'M' or 'O')
        {
            _attributes.AddAll(handle, member.Modifiers);
        }

        return handle;
    }

    private void EncodeResult(ReturnTypeEncoder encoder, string result, ApiType type, ApiMember member)
    {
        if (result == "System.Void")
        {
            encoder.Void();
            return;
        }

        bool isByReference = result.EndsWith('&') || result.StartsWith("ref ", StringComparison.Ordinal);
        string name = result.TrimEnd('&').Replace("ref ", "", StringComparison.Ordinal).Replace("readonly ", "", StringComparison.Ordinal);
        _types.Encode(encoder.Type(isByReference), name, type.GenericParameters, member.GenericParameters);
    }

    private void EncodeParameters(
        ParametersEncoder encoder, IReadOnlyList<ApiParameter> parameters, ApiType type, IReadOnlyList<string> methodParameters)
    {
        foreach (ApiParameter parameter in parameters)
        {
            _types.Encode(
                encoder.AddParameter().Type(parameter.IsByReference), parameter.Type, type.GenericParameters, methodParameters);
        }
    }

    private void AddParameter(ApiParameter parameter, int sequence)
    {
        ParameterAttributes flags = parameter.Direction switch
        {
            "out" => ParameterAttributes.Out,
            "in" => ParameterAttributes.In,
            _ => ParameterAttributes.None,
        };
        flags |= parameter.Default is null ? 0 : ParameterAttributes.Optional | ParameterAttributes.HasDefault;
        ParameterHandle handle = _metadata.AddParameter(flags, _metadata.GetOrAddString(parameter.Name), sequence);
        if (parameter.Default is not null)
        {
            _metadata.AddConstant(handle, Literal.Parse(parameter.Default, parameter.Type));
        }

        if (parameter.Direction == "params")
        {
            _attributes.AddParamArray(handle);
        }
    }

    private static MethodAttributes MethodFlags(ApiType type, ApiMember member, bool isLessVisible)
    {
        ApiModifiers modifiers = member.Modifiers;
        MethodAttributes flags = MethodAttributes.HideBySig;
        flags |= isLessVisible ? MethodAttributes.Family
            : modifiers["public"] ? MethodAttributes.Public
            : modifiers["protected-internal"] ? MethodAttributes.FamORAssem
            : MethodAttributes.Family;
        if (modifiers["static"])
        {
            return flags | MethodAttributes.Static;
        }

        bool isOverride = modifiers["override"];
        if (type.What == "interface" || modifiers["abstract"])
        {
            flags |= MethodAttributes.Abstract | MethodAttributes.Virtual | (isOverride ? 0 : MethodAttributes.NewSlot);
        }
        else if (isOverride)
        {
            flags |= MethodAttributes.Virtual | (modifiers["sealed"] ? MethodAttributes.Final : 0);
        }
        else if (modifiers["virtual"])
        {
            flags |= MethodAttributes.Virtual | MethodAttributes.NewSlot;
        }
        else if (modifiers["final-impl"])
        {
            flags |= MethodAttributes.Virtual | MethodAttributes.NewSlot | MethodAttributes.Final;
        }

        return flags;
    }

    private void AddGenericParameters()
    {
        foreach ((EntityHandle owner, IReadOnlyList<string> parameters) in _genericOwners.OrderBy(each => CodedIndex.TypeOrMethodDef(each.Owner)))
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                GenericParameterAttributes flags = GenericParameterAttributes.None;
                flags |= parameters[i].StartsWith("in ", StringComparison.Ordinal) ? GenericParameterAttributes.Contravariant : 0;
                flags |= parameters[i].StartsWith("out ", StringComparison.Ordinal) ? GenericParameterAttributes.Covariant : 0;
                flags |= parameters[i].Contains(":class", StringComparison.Ordinal) ? GenericParameterAttributes.ReferenceTypeConstraint : 0;
                _metadata.AddGenericParameter(
                    owner, flags, _metadata.GetOrAddString(TypeNames.GenericParameterName(parameters[i])), i);
            }
        }
    }

    private int AddThrowingBody()
    {
        var instructions = new InstructionEncoder(new BlobBuilder());
        instructions.OpCode(ILOpCode.Ldnull);
        instructions.OpCode(ILOpCode.Throw);
        return new MethodBodyStreamEncoder(_code).AddMethodBody(instructions);
    }
}
