// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Emit;

namespace HapNano.Surface.Tests.Il;

/// <summary>One instruction of a method body.</summary>
/// <param name="Offset">Its place in the body.</param>
/// <param name="Code">The operation.</param>
/// <param name="Operand">A token, that of a literal included; of a switch, the number of its targets; of an argument or a local, its number; otherwise 0.</param>
internal sealed record Instruction(int Offset, OpCode Code, int Operand)
{
    /// <summary>True when the operand is the token of a type or a member.</summary>
    public bool HasToken => Code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType;
}
