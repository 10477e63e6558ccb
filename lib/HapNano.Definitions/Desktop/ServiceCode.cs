// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>Writes the class of a service: required characteristics are made by its constructor, optional ones by methods.</summary>
internal static class ServiceCode
{
    public static void Write(CodeText code, SelectedService service)
    {
        if (service.IsExtension)
        {
            WriteExtension(code, service);
            return;
        }

        ServiceRow row = service.Row;
        code.Doc("summary", $"{row.DisplayName}: {string.Join(", ", row.Required)}.{Describe.Remarks(row.Note, row.Since)}");
        code.Open($"public sealed partial class {row.Name} : Service");
        WriteFields(code, service);
        WriteConstructor(code, service);
        foreach (CharacteristicRow required in service.Required)
        {
            WriteProperty(code, required, Kept(service, required));
        }

        foreach (CharacteristicRow optional in service.Optional)
        {
            WriteProperty(code, optional, $" Null until {{Add{optional.Name}}}.{Kept(service, optional)}");
        }

        foreach (CharacteristicRow optional in service.Optional)
        {
            WriteAdd(code, service, optional);
        }

        code.Close();
    }

    private static void WriteFields(CodeText code, SelectedService service)
    {
        foreach (CharacteristicRow required in service.Required)
        {
            code.Line($"private readonly {required.ClassName} {Names.Field(required.Name)};");
        }

        foreach (CharacteristicRow optional in service.Optional)
        {
            code.Line($"private {optional.ClassName} {Names.Field(optional.Name)};");
        }

        code.Blank();
    }

    private static void WriteConstructor(CodeText code, SelectedService service)
    {
        CharacteristicRow[] texts = [.. service.Required.Where(row => row.IsText)];
        code.Doc("summary", "Makes the service.");
        foreach (CharacteristicRow text in texts)
        {
            code.Doc($"param name=\"{Names.Lower(text.Name)}\"", $"{{{text.Name}}}, until somebody changes it.");
        }

        if (texts.Length > 0)
        {
            code.Doc("exception cref=\"DatabaseException\"", "A text breaks its rule.");
        }

        code.Line($"public {service.Row.Name}({string.Join(", ", texts.Select(row => "string " + Names.Lower(row.Name)))})");
        code.Open($"    : base(0x{service.Row.Type}, AccessoryCategory.{service.Row.Category})");
        foreach (CharacteristicRow row in service.Required)
        {
            string argument = row.IsText ? Names.Lower(row.Name) : Default(row);
            code.Line($"{Names.Field(row.Name)} = {Construction(service, row, argument)};");
            code.Line($"Add({Names.Field(row.Name)});");
        }

        code.Close();
    }

    private static void WriteProperty(CodeText code, CharacteristicRow row, string remark)
    {
        code.Doc("summary", $"{row.DisplayName}: {Describe.Facts(row)}.{Describe.Values(row)}{remark}{Describe.Remarks(row.Note, row.Since)}");
        code.Line($"public {row.ClassName} {row.Name} => {Names.Field(row.Name)};");
        code.Blank();
    }

    private static void WriteAdd(CodeText code, SelectedService service, CharacteristicRow row)
    {
        WriteAddDocs(code, row);
        code.Open($"public {row.ClassName} Add{row.Name}({Parameter(row)})");
        code.Line($"var added = {Construction(service, row, row.IsEvent || row.IsBytes ? "" : "value")};");
        code.Line("Add(added);");
        code.Line($"return {Names.Field(row.Name)} = added;");
        code.Close();
    }

    private static void WriteAddDocs(CodeText code, CharacteristicRow row, bool isExtension = false)
    {
        code.Doc("summary", $"Adds {row.DisplayName}: {Describe.Facts(row)}.");
        if (isExtension)
        {
            code.Doc("param name=\"service\"", "Where it is added.");
        }

        if (Parameter(row).Length > 0)
        {
            code.Doc("param name=\"value\"", "The value until somebody changes it.");
        }

        code.Doc("returns", "The characteristic, to bind or narrow.");
        code.Doc("exception cref=\"DatabaseException\"", "There is one already, the value breaks its rule, or the database is built.");
    }

    // Of a class written by hand: no fields, so no properties either.
    private static void WriteExtension(CodeText code, SelectedService service)
    {
        string name = service.Row.Name;
        code.Doc("summary", $"Optional characteristics of {{{name}}}.");
        code.Open($"public static class {name}Options");
        foreach (CharacteristicRow row in service.Optional)
        {
            string parameter = Parameter(row);
            WriteAddDocs(code, row, isExtension: true);
            code.Open($"public static {row.ClassName} Add{row.Name}(this {name} service{(parameter.Length == 0 ? "" : ", " + parameter)})");
            code.Line($"var added = {Construction(service, row, parameter.Length == 0 ? "" : "value")};");
            code.Line("service.Add(added);");
            code.Line("return added;");
            code.Close();
        }

        code.Close();
    }

    private static string Construction(SelectedService service, CharacteristicRow row, string argument)
    {
        string construction = $"new {row.ClassName}(CharacteristicDefinitions.{row.Name}{(argument.Length == 0 ? "" : ", " + argument)})";
        return Kept(service, row).Length == 0 ? construction : construction + " { IsKept = true }";
    }

    private static string Kept(SelectedService service, CharacteristicRow row) =>
        row.Kept && !service.Row.NotKept.Contains(row.Name) ? " Comes back after a restart." : "";

    private static string Parameter(CharacteristicRow row) => row switch
    {
        { IsEvent: true } or { IsBytes: true } => "",
        { IsText: true } => "string value",
        { Format: "bool" } => $"bool value = {Default(row, "false")}",
        { Format: "float" } => $"float value = {Default(row, "0")}",
        _ => $"int value = {Default(row, "0")}",
    };

    // What the data says, else the least value, else nothing: zero, false, empty.
    private static string Default(CharacteristicRow row, string nothing = "")
    {
        string text = row.IsEvent ? "" : row.Default?.GetRawText() ?? (row.MinValue is > 0 ? Describe.Number(row.MinValue.Value) : "");
        return text is "" or "0" or "false" ? nothing : row.Format == "float" ? text + "f" : text;
    }
}
