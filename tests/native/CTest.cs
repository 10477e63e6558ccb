// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Tests;

/// <summary>Runs the C tests that the build made. Each program prints a line for each case: <c>ok ...</c> or <c>not ok ...</c>.</summary>
[TestClass]
public sealed class CTest
{
    // Only so that a test that hangs does not hang everything.
    private const int TimeoutMs = 600_000;

    /// <summary>Names and command lines of the programs that CTest knows, of the plain build.</summary>
    public static IEnumerable<object[]> PlainPrograms => Programs("c-tests");

    /// <summary>The same of the sanitized build.</summary>
    public static IEnumerable<object[]> SanitizedPrograms => Programs("c-tests-sanitized");

    [TestMethod]
    [DynamicData(nameof(PlainPrograms), DynamicDataDisplayName = nameof(DisplayName))]
    public void Run_EveryCase_IsOk(string name, string[] command) => RunProgram(name, command);

    [TestMethod]
    [DynamicData(nameof(SanitizedPrograms), DynamicDataDisplayName = nameof(DisplayName))]
    public void RunSanitized_EveryCase_IsOk(string name, string[] command) => RunProgram(name, command);

    /// <summary>A row is named for its program.</summary>
    public static string DisplayName(MethodInfo method, object[] row) => $"{method.Name} ({row[0]})";

    private static string Folder(string build)
    {
        AssemblyMetadataAttribute metadata = typeof(CTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "CTestFolder");
        return Path.Combine(metadata.Value!, build);
    }

    private static IEnumerable<object[]> Programs(string build)
    {
        (int exitCode, string output) = Run("ctest", ["--test-dir", Folder(build), "--show-only=json-v1"]);
        Assert.AreEqual(0, exitCode, output);
        using var tests = JsonDocument.Parse(output);
        object[][] rows = [.. tests.RootElement.GetProperty("tests").EnumerateArray().Select(test => new object[]
        {
            test.GetProperty("name").GetString()!,
            test.GetProperty("command").EnumerateArray().Select(word => word.GetString()!).ToArray(),
        })];

        // A compiler without sanitizers builds nothing there.
        return rows.Length != 0 ? rows : [["nothing", Array.Empty<string>()]];
    }

    private static void RunProgram(string name, string[] command)
    {
        if (command.Length == 0)
        {
            Assert.Inconclusive("This compiler has no AddressSanitizer or UBSan: no C test was built with them.");
        }

        (int exitCode, string output) = Run(command[0], command[1..]);
        Console.WriteLine(output);

        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        string[] failed = [.. lines.Where(line => line.StartsWith("not ok", StringComparison.Ordinal))];
        Assert.IsEmpty(failed, string.Join('\n', failed));
        Assert.AreEqual(0, exitCode, output);
        Assert.IsTrue(lines.Any(line => line.StartsWith("ok", StringComparison.Ordinal)), name + " ran no case:\n" + output);
    }

    private static (int ExitCode, string Output) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeoutMs))
        {
            process.Kill();
            Assert.Fail(program + " did not end");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
