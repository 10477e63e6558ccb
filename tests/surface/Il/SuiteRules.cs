// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Il;

/// <summary>What nanoFramework's test runner cannot do, in the suites that it shares with .NET.</summary>
/// <remarks>
/// The runner calls each test without an object, and gives it the arguments of a DataRow as the interpreter reads them: cells that go to the parameters
/// as they are, without conversion.
/// </remarks>
internal sealed class SuiteRules(MetadataReader metadata, SourceLines lines, Findings findings)
{
    private const string Framework = "nanoFramework.TestFramework.";
    private const string InstanceState = "the runner calls tests without an object: a test class has no instance fields, and its tests are not virtual";
    private const string RowNull = "null in a DataRow is refused by the metadata processor";
    private const string RowKind = "a DataRow holds numbers, bool and string: the metadata processor writes nothing, or something else, for";
    private const string RowCount = "a DataRow needs one argument for each parameter: the runner knows no defaults";
    private const string RowType = "the runner converts nothing: the argument of a DataRow must be cast to the type of its parameter";

    // A char is written as UTF-8 and read as two bytes.
    private static readonly ImmutableHashSet<string> s_kinds =
    [
        "System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.Single", "System.Double", "System.String",
    ];

    public void Check()
    {
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => Has(type.GetCustomAttributes(), "TestClassAttribute")))
        {
            foreach (FieldDefinitionHandle field in type.GetFields())
            {
                bool isStatic = (metadata.GetFieldDefinition(field).Attributes & FieldAttributes.Static) != 0;
                findings.Refuse(!isStatic, InstanceState, lines.Of(type, field));
            }

            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                CheckMethod(method);
            }
        }
    }

    private void CheckMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = metadata.GetMethodDefinition(handle);
        bool isTest = Has(method.GetCustomAttributes(), "TestMethodAttribute");
        findings.Refuse(isTest && (method.Attributes & MethodAttributes.Virtual) != 0, InstanceState, lines.Of(handle));
        foreach (CustomAttribute row in method.GetCustomAttributes().Select(metadata.GetCustomAttribute).Where(IsRow))
        {
            CheckRow(row, method, lines.Of(handle));
        }
    }

    private void CheckRow(CustomAttribute row, MethodDefinition method, string where)
    {
        object? value = row.DecodeValue(TypeNameProvider.Instance).FixedArguments[0].Value;
        ImmutableArray<CustomAttributeTypedArgument<string>> arguments =
            value is ImmutableArray<CustomAttributeTypedArgument<string>> { IsDefault: false } given ? given : [new("System.String", null)];
        ImmutableArray<string> parameters = method.DecodeSignature(TypeNameProvider.Instance, null).ParameterTypes;
        findings.Refuse(arguments.Length != parameters.Length, RowCount, where);
        foreach ((CustomAttributeTypedArgument<string> argument, string parameter) in arguments.Zip(parameters))
        {
            bool isKnown = s_kinds.Contains(argument.Type);
            findings.Refuse(argument.Value is null, RowNull, where);
            findings.Refuse(argument.Value is not null && !isKnown, $"{RowKind} {argument.Type}", where);
            findings.Refuse(argument.Value is not null && isKnown && parameter != argument.Type && parameter != "System.Object", RowType, where);
        }
    }

    private bool IsRow(CustomAttribute attribute) => TypeNameProvider.TypeName(metadata, attribute) == Framework + "DataRowAttribute";

    private bool Has(CustomAttributeHandleCollection attributes, string name) => attributes.Select(metadata.GetCustomAttribute)
        .Any(attribute => TypeNameProvider.TypeName(metadata, attribute) == Framework + name);
}
