// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace HapNano.Surface.Tests.Il;

/// <summary>The tables of the .pe file that the metadata processor will make of an assembly.</summary>
internal sealed class PeTables
{
    private const int AssemblyRowBytes = 12;
    private const int ReferenceRowBytes = 8;
    private const int TypeRowBytes = 24;
    private const int FieldRowBytes = 8;
    private const int MethodRowBytes = 16;
    private const int AttributeRowBytes = 8;
    private const int TypeSpecificationRowBytes = 4;
    private const int HandlerBytes = 12;

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly SignatureWriter _signatures;
    private readonly HashSet<string> _strings = new(StringComparer.Ordinal) { "" };
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<EntityHandle> _specifications = [];
    private int _types;
    private int _fields;
    private int _methods;
    private int _attributes;
    private int _members;

    public PeTables(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        _signatures = new SignatureWriter(_metadata);
        AddMembers();
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions.Skip(1))   // the first one holds globals
        {
            AddType(_metadata.GetTypeDefinition(handle));
        }

        AddAttributes();
        AddNames();
    }

    /// <summary>Byte code of all methods.</summary>
    public int CodeBytes { get; private set; }

    public int StringBytes => _strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);

    public int SignatureBytes => _signatures.Bytes;

    /// <summary>Bytes of each table of rows.</summary>
    public IEnumerable<int> RowBytes =>
    [
        _metadata.AssemblyReferences.Count * AssemblyRowBytes,
        _signatures.UsedTypes.Count * ReferenceRowBytes,
        _members * ReferenceRowBytes,
        _types * TypeRowBytes,
        _fields * FieldRowBytes,
        _methods * MethodRowBytes,
        _attributes * AttributeRowBytes,
        _specifications.Count * TypeSpecificationRowBytes,
    ];

    // Constructors of attributes that are dropped are members too; they go with them.
    private void AddMembers()
    {
        HashSet<EntityHandle> dropped =
            [.. _metadata.CustomAttributes.Select(_metadata.GetCustomAttribute).Where(attribute => !KeptAttributes.Contains(_metadata, attribute)).Select(attribute => attribute.Constructor)];
        foreach (MemberReferenceHandle handle in _metadata.MemberReferences.Where(handle => !dropped.Contains(handle)))
        {
            MemberReference member = _metadata.GetMemberReference(handle);
            _members++;
            _strings.Add(_metadata.GetString(member.Name));
            _signatures.Use(member.Parent);
            _signatures.Add(member);
        }
    }

    private void AddType(TypeDefinition type)
    {
        _types++;
        _strings.Add(_metadata.GetString(type.Namespace));
        _strings.Add(_metadata.GetString(type.Name));
        _signatures.Use(type.BaseType);
        FieldDefinition[] fields = [.. type.GetFields().Select(_metadata.GetFieldDefinition).Where(field => (field.Attributes & FieldAttributes.Literal) == 0)];
        foreach (FieldDefinition field in fields.OrderBy(field => (field.Attributes & FieldAttributes.Static) == 0))
        {
            _fields++;
            _strings.Add(_metadata.GetString(field.Name));
            _signatures.Add(field);
            _signatures.AddData(_image, field);
        }

        foreach (MethodDefinition method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            _methods++;
            _strings.Add(_metadata.GetString(method.Name));
            _signatures.Add(method);
            if (method.RelativeVirtualAddress != 0)
            {
                AddBody(_image.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        _signatures.AddInterfaces(type);
    }

    private void AddBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            _signatures.AddLocals(body.LocalSignature);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            _signatures.Use(region.CatchType);
        }

        CodeBytes += body.ExceptionRegions.Length == 0 ? 0 : 1 + (body.ExceptionRegions.Length * HandlerBytes);
        foreach (Instruction instruction in Instructions.Read(body))
        {
            CodeBytes += instruction.Code.Size + OperandBytes(instruction);
            if (instruction.Code.OperandType == OperandType.InlineString)
            {
                _strings.Add(_metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand)));
            }
            else if (instruction.HasToken)
            {
                EntityHandle token = MetadataTokens.EntityHandle(instruction.Operand);
                _signatures.Use(token);
                if (token.Kind == HandleKind.TypeSpecification && _specifications.Add(token))
                {
                    _signatures.Add((TypeSpecificationHandle)token);
                }
            }
        }
    }

    private static int OperandBytes(Instruction instruction) => instruction.Code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineI or OperandType.ShortInlineR or OperandType.InlineTok => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 1 + (2 * instruction.Operand),
        _ => 2,
    };

    private void AddAttributes()
    {
        foreach (CustomAttribute attribute in _metadata.CustomAttributes.Select(_metadata.GetCustomAttribute).Where(attribute => KeptAttributes.Contains(_metadata, attribute)))
        {
            _attributes++;
            _signatures.Add(KeptAttributes.Write(attribute, NumberOf));
        }
    }

    private ushort NumberOf(string text)
    {
        _numbers.TryAdd(text, (ushort)_numbers.Count);
        _strings.Add(text);
        return _numbers[text];
    }

    private void AddNames()
    {
        foreach (TypeReference type in _signatures.UsedTypes.Select(_metadata.GetTypeReference))
        {
            _strings.Add(_metadata.GetString(type.Namespace));
            _strings.Add(_metadata.GetString(type.Name));
        }

        _strings.UnionWith(_metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name)));
        _strings.Add(_metadata.GetString(_metadata.GetAssemblyDefinition().Name));
    }
}
