// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Il;

/// <summary>What a .pe file counts in one byte or jumps over in two. The metadata processor refuses too many methods of a type; the rest it cuts without a word.</summary>
internal static class LimitRules
{
    private const string Members = "a .pe file counts the fields and methods of a type in bytes: more than 255 of a kind";
    private const string Locals = "a .pe file counts the locals and the stack of a method in bytes: more than 255";
    private const string Length = "a jump in a .pe file reaches 32,767 bytes: the method is longer";

    public static void Check(MetadataReader metadata, TypeDefinition type, string where, Findings findings)
    {
        var fields = type.GetFields().Select(handle => metadata.GetFieldDefinition(handle).Attributes)
            .Where(attributes => (attributes & FieldAttributes.Literal) == 0).CountBy(attributes => attributes & FieldAttributes.Static);
        var methods = type.GetMethods().Select(handle => metadata.GetMethodDefinition(handle).Attributes)
            .CountBy(attributes => attributes & (MethodAttributes.Static | MethodAttributes.Virtual));
        findings.Refuse(fields.Any(count => count.Value > byte.MaxValue) || methods.Any(count => count.Value > byte.MaxValue), Members, where);
    }

    public static void Check(MetadataReader metadata, MethodBodyBlock body, string where, Findings findings)
    {
        int locals = body.LocalSignature.IsNil
            ? 0
            : metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(SignatureShapes.Instance, null).Length;
        findings.Refuse(locals > byte.MaxValue || body.MaxStack > byte.MaxValue, Locals, where);
        findings.Refuse(body.GetILBytes()!.Length > short.MaxValue, Length, where);
    }
}
