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

    public static IEnumerable<Instruction> Read(MethodBodyBlock body)
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
            yield return new Instruction(start, code, Number(code, il, position));
            position += size;
        }
    }

    private static int Number(OpCode code, byte[] il, int position) => code.OperandType switch
    {
        OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig
            or OperandType.InlineString or OperandType.InlineSwitch => BitConverter.ToInt32(il, position),
        OperandType.ShortInlineVar => il[position],
        OperandType.InlineVar => BitConverter.ToUInt16(il, position),
        _ => 0,
    };

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
