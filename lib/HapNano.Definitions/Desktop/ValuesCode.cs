// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>Writes a class of constants for each enumeration, called like its characteristic: <c>TargetDoorState.Closed</c>. Constants cost the board nothing but their class.</summary>
internal static class ValuesCode
{
    public static void Write(CodeText code, IEnumerable<CharacteristicRow> rows)
    {
        foreach (CharacteristicRow row in rows)
        {
            (int Value, string Name)[] constants = row switch
            {
                { Enumeration: not null } => [],
                { ValidValues: NamedValue[] values } => [.. values.Where(value => value.Name != null).Select(value => (value.Value, value.Name!))],
                { ValidBits: NamedBit[] bits } => [.. bits.Select(bit => (bit.Mask, bit.Name))],
                _ => [],
            };
            if (constants.Length > 0)
            {
                Write(code, row, constants);
            }
        }
    }

    private static void Write(CodeText code, CharacteristicRow row, (int Value, string Name)[] constants)
    {
        code.Doc("summary", $"{(row.ValidBits == null ? "Values" : "Bits")} of {{CharacteristicDefinitions.{row.Name}}}.");
        code.Open($"public static class {row.Name}");
        foreach ((int value, string name) in constants)
        {
            code.Doc("summary", $"{value}: {name}.");
            code.Line($"public const int {name} = {value};");
            code.Blank();
        }

        code.Close();
    }
}
