// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>Instructions that the interpreter does not have, or carries out differently from .NET; and calls of library members that do.</summary>
internal sealed class InstructionRules(PEReader image)
{
    private const string Unsupported = "the interpreter throws at this instruction";
    private const string StackAllocation = "stackalloc throws";
    private const string Overflow = "checked arithmetic wraps silently";
    private const string Size = "sizeof of a struct gives cells of the heap";
    private const string Alignment = "the interpreter takes the operand of unaligned. for the next instruction";
    private const string Token = "the metadata processor loses tokens of methods and of other assemblies' fields";
    private const string Targets = "a .pe file counts the targets of a switch in a byte: more than 255";
    private const string BoxedStructs = "a boxed struct is not found again as a key";
    private const string Constrained = "a struct's inherited members (ToString, Equals, GetHashCode) are those of object";
    private const string EnumText = "an enum turned into text gives its number";
    private const string FloatText = "a float or double turned into text without a format has other digits than on .NET";
    private const string FloatToUnsigned = "a double above 2^63 becomes 2^63 as ulong";
    private const string Literals = "strings end at their first zero character, and half a surrogate pair is lost";
    private const string StringIndex = "strings are UTF-8: s[i] and foreach walk from the first character each time; take bytes or ToCharArray";
    private const string RandomSeed = "Random ignores its seed";
    private const string StaticThrow = "an exception in a static constructor is swallowed, and its fields stay 0 or null";
    private const string ThreadEnd = "an exception that leaves a thread's method ends the thread without a word: catch it there or in what it calls";

    private static readonly FrozenSet<OpCode> s_unsupported = FrozenSet.ToFrozenSet(
    [
        OpCodes.Arglist, OpCodes.Calli, OpCodes.Ckfinite, OpCodes.Cpblk, OpCodes.Initblk, OpCodes.Jmp, OpCodes.Mkrefany, OpCodes.Readonly,
        OpCodes.Refanytype, OpCodes.Refanyval,
    ]);

    // What the interpreter keeps unboxed in a cell. All other structs are objects to it.
    private static readonly FrozenSet<string> s_cells = FrozenSet.Create(
        StringComparer.Ordinal,
        "System.Boolean", "System.Byte", "System.Char", "System.DateTime", "System.Double", "System.Int16", "System.Int32", "System.Int64", "System.SByte", "System.Single",
        "System.TimeSpan", "System.UInt16", "System.UInt32", "System.UInt64");

    private readonly MetadataReader _metadata = image.GetMetadataReader();

    /// <summary>The rules that an instruction breaks.</summary>
    /// <param name="method">The method it stands in.</param>
    /// <param name="body">Its instructions.</param>
    /// <param name="index">Which one.</param>
    public IEnumerable<string> Broken(MethodDefinitionHandle method, Instruction[] body, int index) =>
        Codes(method, body, index).Concat(Values(body, index)).Concat(Calls(body, index)).Concat(Throws(method, body[index]))
            .Where(each => each.IsBroken).Select(each => each.Rule);

    /// <summary>What the type in an instruction's operand contains.</summary>
    public Shapes ShapesOf(Instruction instruction) =>
        instruction.HasToken ? ShapesOf(MetadataTokens.EntityHandle(instruction.Operand)) : Shapes.None;

    private IEnumerable<(bool IsBroken, string Rule)> Codes(MethodDefinitionHandle method, Instruction[] body, int index)
    {
        (_, OpCode code, int operand) = body[index];
        yield return (s_unsupported.Contains(code), $"{Unsupported}, {code}");
        yield return (code == OpCodes.Localloc, StackAllocation);
        yield return (code.Name!.Contains(".ovf", StringComparison.Ordinal), Overflow);
        yield return (code == OpCodes.Sizeof, Size);
        yield return (code == OpCodes.Unaligned, Alignment);
        yield return (code == OpCodes.Switch && operand > byte.MaxValue, Targets);
        yield return (code == OpCodes.Ldtoken && MetadataTokens.EntityHandle(operand).Kind is HandleKind.MethodDefinition or HandleKind.MemberReference, Token);
        yield return (code == OpCodes.Conv_U8 && index > 0 && new FloatStack(image, method, body).IsFloat(index - 1), FloatToUnsigned);
        yield return (code == OpCodes.Ldstr && !IsWhole(_metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(operand))), Literals);
    }

    private IEnumerable<(bool IsBroken, string Rule)> Values(Instruction[] body, int index)
    {
        (_, OpCode code, int operand) = body[index];
        if (code != OpCodes.Box && code != OpCodes.Constrained)
        {
            yield break;
        }

        EntityHandle type = MetadataTokens.EntityHandle(operand);
        string name = NameOf(type);
        bool isEnum = IsEnum(type);
        yield return (isEnum, EnumText);
        yield return (name is "System.Single" or "System.Double", FloatText);
        yield return (!isEnum && !s_cells.Contains(name) && type.Kind != HandleKind.TypeSpecification, code == OpCodes.Box ? BoxedStructs : Constrained);
    }

    private IEnumerable<(bool IsBroken, string Rule)> Calls(Instruction[] body, int index)
    {
        (_, OpCode code, int operand) = body[index];
        EntityHandle callee = body[index].HasToken ? MetadataTokens.EntityHandle(operand) : default;
        if (callee.IsNil || callee.Kind != HandleKind.MemberReference)
        {
            yield break;
        }

        MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)callee);
        int parameters = member.GetKind() == MemberReferenceKind.Method ? member.DecodeMethodSignature(SignatureShapes.Instance, null).ParameterTypes.Length : 0;
        string name = $"{NameOf(member.Parent)}.{_metadata.GetString(member.Name)}";
        yield return (name == "System.String.get_Chars", StringIndex);
        yield return (name is "System.Single.ToString" or "System.Double.ToString" && parameters == 0, FloatText);
        yield return (name == "System.Random..ctor" && parameters > 0, RandomSeed);
        yield return (name == "System.Threading.ThreadStart..ctor" && code == OpCodes.Newobj && !Catches(MetadataTokens.EntityHandle(body[index - 1].Operand), true), ThreadEnd);
    }

    private IEnumerable<(bool IsBroken, string Rule)> Throws(MethodDefinitionHandle method, Instruction instruction)
    {
        yield return (instruction.Code == OpCodes.Throw && _metadata.GetString(_metadata.GetMethodDefinition(method).Name) == ".cctor", StaticThrow);
    }

    // A method of this assembly that catches something, or calls one that does; whether that is all of it, its reader has to see.
    private bool Catches(EntityHandle method, bool alsoCallees)
    {
        int address = method.Kind == HandleKind.MethodDefinition ? _metadata.GetMethodDefinition((MethodDefinitionHandle)method).RelativeVirtualAddress : 0;
        if (address == 0)
        {
            return false;
        }

        MethodBodyBlock body = image.GetMethodBody(address);
        return body.ExceptionRegions.Any(region => region.Kind == ExceptionRegionKind.Catch)
            || (alsoCallees && Instructions.Read(body).Any(each => each.HasToken && Catches(MetadataTokens.EntityHandle(each.Operand), false)));
    }

    private static bool IsWhole(string text)
    {
        bool isPaired = true;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            isPaired &= isPair || !char.IsSurrogate(text[i]);
            i += isPair ? 1 : 0;
        }

        return isPaired && !text.Contains('\0', StringComparison.Ordinal);
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

    private string NameOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => TypeNameProvider.Instance.GetTypeFromReference(_metadata, (TypeReferenceHandle)type, 0),
        HandleKind.TypeDefinition => TypeNameProvider.Instance.GetTypeFromDefinition(_metadata, (TypeDefinitionHandle)type, 0),
        _ => "",
    };

    /// <summary>Enums of this assembly by their base, enums of others by being neither boxed primitives nor known structs: see <see cref="DeviceEnums"/>.</summary>
    private bool IsEnum(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => NameOf(_metadata.GetTypeDefinition((TypeDefinitionHandle)type).BaseType) == "System.Enum",
        HandleKind.TypeReference => DeviceEnums.Contains(NameOf(type)),
        _ => false,
    };
}
