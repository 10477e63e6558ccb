// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Il;

/// <summary>Reads the instructions of a method body one after the other.</summary>
internal static class Instructions
{
    private const byte TwoByteMark = 0xFE;

    private static readonly FrozenDictionary<ushort, OpCode> s_codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToFrozenDictionary(code => (ushort)code.Value);

    /// <summary>Offset, operation, token (0 where the operand is none) and, of a switch, number of targets of each instruction.</summary>
    public static IEnumerable<(int Offset, OpCode Code, int Token, int Targets)> Read(MethodBodyBlock body)
    {
        byte[] il = body.GetILBytes() ?? [];
        int position = 0;
        while (position < il.Length)
        {
            int start = position;
            ushort value = il[position++];
            if (value == TwoByteMark)
            {
                value = (ushort)((value << 8) | il[position++]);
            }

            OpCode code = s_codes[value];
            int size = OperandBytes(code, il, position);
            yield return (start, code, HoldsToken(code) ? BitConverter.ToInt32(il, position) : 0,
                code.OperandType == OperandType.InlineSwitch ? BitConverter.ToInt32(il, position) : 0);
            position += size;
        }
    }

    private static bool HoldsToken(OpCode code) => code.OperandType is
        OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig;

    private static int OperandBytes(OpCode code, byte[] il, int position) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, position)),
        _ => 4,
    };
}
