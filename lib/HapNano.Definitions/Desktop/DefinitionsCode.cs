// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>Writes the class <c>CharacteristicDefinitions</c> with one shared definition for each characteristic in use.</summary>
internal static class DefinitionsCode
{
    // The order of CharacteristicPermissions.
    private static readonly (string Word, string Name)[] s_permissions =
    [
        ("pr", "Read"), ("pw", "Write"), ("ev", "Notify"), ("aa", "AdditionalAuthorization"), ("tw", "TimedWrite"), ("wr", "WriteResponse"), ("hd", "Hidden"),
    ];

    public static void Write(CodeText code, IReadOnlyCollection<CharacteristicRow> rows)
    {
        code.Doc("summary", "The definitions that this program uses, in the order of their numbers; each is made when it is first asked for, and shared.");
        code.Open("public static class CharacteristicDefinitions");
        foreach (CharacteristicRow row in rows)
        {
            code.Line($"private static CharacteristicDefinition {Names.Static(row.Name)};");
        }

        code.Blank();
        foreach (CharacteristicRow row in rows)
        {
            code.Doc("summary", $"{row.DisplayName}: {Describe.Facts(row)}.{Describe.Values(row)}{Describe.Remarks(row.Note, row.Since)}");
            code.Line($"public static CharacteristicDefinition {row.Name} => {Names.Static(row.Name)} ??= {Construction(row)};");
            code.Blank();
        }

        code.Close();
    }

    private static string Construction(CharacteristicRow row)
    {
        string start = $"(0x{row.Type}, CharacteristicFormat.{Names.Format(row.Format)}, {Permissions(row)}";
        if (row.ValidValues != null && row.HasEveryValue)
        {
            return $"CharacteristicDefinition.Enumeration{start}, {row.MinValue}, {row.MaxValue})";
        }

        string arguments = Unit(row)
            + Optional("minimum", row.MinValue) + Optional("maximum", row.MaxValue) + Optional("step", row.MinStep)
            + Optional("maxLength", row.MaxLen ?? row.MaxDataLen)
            + (row.ValidValues == null ? "" : $", validValues: new[] {{ {string.Join(", ", row.ValidValues.Select(value => value.Value))} }}");
        return $"new CharacteristicDefinition{start}{arguments})";
    }

    private static string Permissions(CharacteristicRow row)
    {
        IEnumerable<string> names = s_permissions.Where(permission => row.Perms.Contains(permission.Word)).Select(permission => permission.Name)
            .Concat(row.AdminOnly.Select(Names.Admin));
        return string.Join(" | ", names.Select(name => "CharacteristicPermissions." + name));
    }

    private static string Unit(CharacteristicRow row) => row.Unit switch
    {
        null => "",
        "arcdegrees" => ", CharacteristicUnit.ArcDegrees",
        string unit => ", CharacteristicUnit." + Names.Capital(unit),
    };

    private static string Optional(string name, double? value) => value is double number ? $", {name}: {Describe.Number(number)}" : "";
}
