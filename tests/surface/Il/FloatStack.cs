// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>Whether an instruction of a method leaves a float or a double on the stack.</summary>
internal sealed class FloatStack
{
    private readonly MetadataReader _metadata;
    private readonly Instruction[] _body;
    private readonly Shapes[] _arguments;
    private readonly Shapes[] _locals;

    public FloatStack(PEReader image, MethodDefinitionHandle handle, Instruction[] body)
    {
        _metadata = image.GetMetadataReader();
        _body = body;
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        MethodSignature<Shapes> signature = method.DecodeSignature(SignatureShapes.Instance, null);
        _arguments = signature.Header.IsInstance ? [Shapes.None, .. signature.ParameterTypes] : [.. signature.ParameterTypes];
        StandaloneSignatureHandle locals = image.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;
        _locals = locals.IsNil ? [] : [.. _metadata.GetStandaloneSignature(locals).DecodeLocalSignature(SignatureShapes.Instance, null)];
    }

    /// <summary>As far as the instructions right in front of it tell: where ways join, it looks at one of them.</summary>
    public bool IsFloat(int index)
    {
        Instruction instruction = _body[index];
        string name = instruction.Code.Name!;
        return name switch
        {
            "ldc.r4" or "ldc.r8" or "conv.r4" or "conv.r8" or "conv.r.un" or "ldelem.r4" or "ldelem.r8" or "ldind.r4" or "ldind.r8" => true,

            // The second operand was pushed last.
            "add" or "sub" or "mul" or "div" or "rem" or "neg" or "dup" => index > 0 && IsFloat(index - 1),
            _ when name.StartsWith("ldarg", StringComparison.Ordinal) => IsFloat(_arguments[Number(instruction)]),
            _ when name.StartsWith("ldloc", StringComparison.Ordinal) => IsFloat(_locals[Number(instruction)]),
            _ => instruction.HasToken && IsFloat(MetadataTokens.EntityHandle(instruction.Operand)),
        };
    }

    // ldarg.2 has its number in its name.
    private static int Number(Instruction instruction) =>
        instruction.Code.OperandType == OperandType.InlineNone ? instruction.Code.Name![^1] - '0' : instruction.Operand;

    private static bool IsFloat(Shapes shapes) => (shapes & Shapes.Float) != 0;

    private bool IsFloat(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.FieldDefinition => IsFloat(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).DecodeSignature(SignatureShapes.Instance, null)),
        HandleKind.MethodDefinition =>
            IsFloat(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).DecodeSignature(SignatureShapes.Instance, null).ReturnType),
        HandleKind.MemberReference => IsFloat(_metadata.GetMemberReference((MemberReferenceHandle)handle)),
        _ => false,
    };

    private static bool IsFloat(MemberReference member) => IsFloat(member.GetKind() == MemberReferenceKind.Method
        ? member.DecodeMethodSignature(SignatureShapes.Instance, null).ReturnType
        : member.DecodeFieldSignature(SignatureShapes.Instance, null));
}
