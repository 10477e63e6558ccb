// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Frozen;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Il;

/// <summary>Attributes that stay in a .pe file: those of types, fields and methods, but for the ones that only a compiler or a debugger reads.</summary>
internal static class KeptAttributes
{
    private static readonly FrozenSet<string> s_dropped = FrozenSet.Create(
        StringComparer.Ordinal,
        "System.AttributeUsageAttribute", "System.CLSCompliantAttribute", "System.FlagsAttribute", "System.MTAThreadAttribute", "System.NonSerializedAttribute",
        "System.ObsoleteAttribute", "System.ParamArrayAttribute", "System.STAThreadAttribute", "System.SerializableAttribute",
        "System.ComponentModel.EditorBrowsableAttribute", "System.Diagnostics.ConditionalAttribute", "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute", "System.Diagnostics.DebuggerDisplayAttribute", "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggerNonUserCodeAttribute", "System.Diagnostics.DebuggerStepThroughAttribute", "System.Reflection.DefaultMemberAttribute",
        "System.Reflection.FieldNoReflectionAttribute", "System.Runtime.CompilerServices.AccessedThroughPropertyAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute", "System.Runtime.CompilerServices.IndexerNameAttribute",
        "System.Runtime.CompilerServices.MethodImplAttribute", "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute", "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.InteropServices.ComVisibleAttribute", "System.Runtime.InteropServices.GuidAttribute", "System.Runtime.InteropServices.OutAttribute",
        "System.Runtime.InteropServices.StructLayoutAttribute");

    public static bool Contains(MetadataReader metadata, CustomAttribute attribute)
    {
        string name = TypeNameProvider.TypeName(metadata, attribute);
        return attribute.Parent.Kind is HandleKind.TypeDefinition or HandleKind.FieldDefinition or HandleKind.MethodDefinition
            && !s_dropped.Contains(name)
            && !name.StartsWith("System.Diagnostics.CodeAnalysis", StringComparison.Ordinal);
    }

    /// <summary>An attribute's arguments as the table of signatures holds them.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="numberOf">Puts a string into the table of strings and gives its number.</param>
    public static byte[] Write(CustomAttribute attribute, Func<string, ushort> numberOf)
    {
        CustomAttributeValue<string> value = attribute.DecodeValue(TypeNameProvider.Instance);
        return
        [
            .. value.FixedArguments.SelectMany(argument => Write(argument.Type, argument.Value, numberOf)),
            .. BitConverter.GetBytes((ushort)value.NamedArguments.Length),
            .. value.NamedArguments.SelectMany(argument => Named(argument, numberOf)),
        ];
    }

    private static byte[] Named(CustomAttributeNamedArgument<string> argument, Func<string, ushort> numberOf) =>
        [(byte)argument.Kind, .. BitConverter.GetBytes(numberOf(argument.Name!)), .. Write(argument.Type, argument.Value, numberOf)];

    // A mark for the type, then the value. Of what the processor does not know it writes nothing.
    private static byte[] Write(string type, object? value, Func<string, ushort> numberOf) => value switch
    {
        System.Collections.Immutable.ImmutableArray<CustomAttributeTypedArgument<string>> items when type == "System.Object[]" =>
            [(byte)items.Length, .. items.SelectMany(item => Write(item.Type, item.Value, numberOf))],
        string text => [(byte)SignatureTypeCode.String, .. BitConverter.GetBytes(numberOf(text))],
        bool flag => [(byte)SignatureTypeCode.Boolean, flag ? (byte)1 : (byte)0],
        byte number => [(byte)SignatureTypeCode.Byte, number],
        sbyte number => [(byte)SignatureTypeCode.SByte, (byte)number],
        char letter => [(byte)SignatureTypeCode.Char, .. System.Text.Encoding.UTF8.GetBytes([letter])],
        short number => [(byte)SignatureTypeCode.Int16, .. BitConverter.GetBytes(number)],
        ushort number => [(byte)SignatureTypeCode.UInt16, .. BitConverter.GetBytes(number)],
        int number => [(byte)SignatureTypeCode.Int32, .. BitConverter.GetBytes(number)],
        uint number => [(byte)SignatureTypeCode.UInt32, .. BitConverter.GetBytes(number)],
        long number => [(byte)SignatureTypeCode.Int64, .. BitConverter.GetBytes(number)],
        ulong number => [(byte)SignatureTypeCode.UInt64, .. BitConverter.GetBytes(number)],
        float number => [(byte)SignatureTypeCode.Single, .. BitConverter.GetBytes(number)],
        double number => [(byte)SignatureTypeCode.Double, .. BitConverter.GetBytes(number)],
        _ => [],
    };
}
