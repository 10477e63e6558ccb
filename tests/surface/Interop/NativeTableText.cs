// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;

namespace HapNano.Surface.Tests.Interop;

/// <summary>The two files that an image compiles for a table, laid out as the image build searches them for checksum and version.</summary>
internal static class NativeTableText
{
    private const string Head = """
        // Copyright (c) 2026 The HapNano authors.
        // Licensed under the MIT licence. See LICENSE in the repository root.

        // Made from the assembly; not edited by hand. From the top of the repository:
        //   HAPNANO_WRITE_NATIVE_TABLE=1 dotnet test tests/surface --filter NativeTable
        """;

    /// <summary>Declarations: one struct for each class with native methods.</summary>
    public static string Header(NativeTable table)
    {
        string name = Flat(table);
        IEnumerable<string> structs = table.Methods.Where(method => method.IsNative).GroupBy(method => method.ClassName).Select(methods => $$"""
            struct Library_{{name}}_{{methods.Key}}
            {
            {{string.Join('\n', methods.Select(method => $"    NANOCLR_NATIVE_DECLARE({method.Name});"))}}
            };
            """);
        string guard = name.ToUpperInvariant() + "_H";
        return Lines($"""
            {Head}

            #ifndef {guard}
            #define {guard}

            #include <nanoCLR_Interop.h>
            #include <nanoCLR_Runtime.h>

            {string.Join("\n\n", structs)}

            extern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{name};

            #endif // {guard}
            """);
    }

    /// <summary>One entry for each method of the assembly, NULL for managed ones; then name, checksum, table and native version.</summary>
    public static string Table(NativeTable table)
    {
        string name = Flat(table);
        Version version = table.Version ?? throw new InvalidDataException($"{table.AssemblyName} has no AssemblyNativeVersion");
        IEnumerable<string> entries = table.Methods.Select(method => method.IsNative ? $"    Library_{name}_{method.ClassName}::{method.Name}," : "    NULL,");
        return Lines($$"""
            {{Head}}

            #include "{{name}}.h"

            // clang-format off

            static const CLR_RT_MethodHandler method_lookup[] =
            {
            {{string.Join('\n', entries)}}
            };

            const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{{name}} =
            {
                "{{table.AssemblyName}}",
                0x{{table.Checksum.ToString("X8", CultureInfo.InvariantCulture)}},
                method_lookup,
                { {{version.Major}}, {{version.Minor}}, {{version.Build}}, {{version.Revision}} }
            };

            // clang-format on
            """);
    }

    private static string Flat(NativeTable table) => table.AssemblyName.Replace('.', '_');

    private static string Lines(string text) => text.ReplaceLineEndings("\n") + "\n";
}
