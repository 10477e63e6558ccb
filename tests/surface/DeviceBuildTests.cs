// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Surface.Tests.Il;
using HapNano.Surface.Tests.Interop;

namespace HapNano.Surface.Tests;

/// <summary>Everything that a board runs compiles against the public surface that the board has, and holds nothing that breaks there.</summary>
[TestClass]
public sealed class DeviceBuildTests
{
    private static readonly string[] s_deviceFolders = ["lib/", "firmware/", "native-interop/HapNano.Native/", "tests/Core/", "tests/Mdns/"];

    private static DeviceBuild s_build = null!;
    private static string s_failures = "";

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static void BuildAll(TestContext context)
    {
        s_build = new DeviceBuild();
        foreach (string project in s_build.Projects)
        {
            (bool isBuilt, string output) = s_build.Build(project);
            s_failures += isBuilt ? "" : output;
        }
    }

    [ClassCleanup]
    public static void RemoveTree() => s_build.Dispose();

    [TestMethod]
    public void Build_EveryDeviceProject_CompilesAgainstTheBoardsSurface()
    {
        Assert.AreEqual("", s_failures);
    }

    [TestMethod]
    public void Build_EveryTrackedDeviceSource_WasCompiled()
    {
        IReadOnlySet<string> compiled = s_build.CompiledSources;

        string[] missing = [.. Repository.Files().Where(IsDeviceSource).Where(file => !compiled.Contains(file))];

        Assert.IsNotEmpty(compiled);
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    [TestMethod]
    public void Check_EveryDeviceAssembly_HoldsNothingThatBreaksOnTheBoard()
    {
        Assert.IsNotEmpty(s_build.Assemblies);
        foreach (string assembly in s_build.Assemblies)
        {
            IReadOnlyList<Finding> findings = DeviceRules.Check(assembly);
            Assert.IsEmpty(findings, $"{s_build.NameOf(assembly)}:\n{string.Join('\n', findings)}");
        }
    }

    [TestMethod]
    public void Measure_EveryDeviceAssembly_FitsTheTables()
    {
        Assert.IsNotEmpty(s_build.Assemblies);
        foreach (string assembly in s_build.Assemblies)
        {
            string name = s_build.NameOf(assembly);
            AssemblySize size = AssemblySize.Measure(assembly);
            TestContext.WriteLine($"{name}: {size.CodeBytes} bytes of IL, {size.StringBytes} of strings, {size.SignatureBytes} of signatures, .pe about {size.PeBytes}");
            Assert.IsLessThanOrEqualTo(AssemblySize.MaxStringBytes, size.StringBytes, name);
            Assert.IsLessThanOrEqualTo(AssemblySize.MaxCodeBytes, size.CodeBytes, name);
            Assert.IsLessThanOrEqualTo(AssemblySize.MaxSignatureBytes, size.SignatureBytes, name);
        }
    }

    /// <summary>The ceiling is what they took when it was last lowered, and some room for what is being built.</summary>
    [TestMethod]
    public void Measure_AssembliesOfTheProduct_StayBelowTheirCeiling()
    {
        const int Ceiling = 192 * 1024;
        const int Goal = 64 * 1024;
        string[] names = ["HapNano.Core", "HapNano.Mdns", "HapNano.Server", "HapNano.Gpio", "HapNano.Native"];
        var sizes = names.Select(name => (
            Name: name,
            Size: AssemblySize.Measure(s_build.Assemblies.Single(path => Path.GetFileName(path) == name + ".dll")).PeBytes)).ToArray();
        int total = sizes.Sum(size => size.Size);
        TestContext.WriteLine($"{string.Join(", ", sizes.Select(size => $"{size.Name} {size.Size}"))}: {total} bytes of .pe; ceiling {Ceiling}, goal {Goal}");
        Assert.IsLessThanOrEqualTo(Ceiling, total);
    }

    [TestMethod]
    public void NativeTable_OfHapNanoNative_IsTheOneThatImagesCompile()
    {
        NativeTable table = ReadNativeTable();
        (string File, string Text)[] expected = [("HapNano_Native.h", NativeTableText.Header(table)), ("HapNano_Native.cpp", NativeTableText.Table(table))];
        string folder = Path.Combine(Repository.Root, "native-interop", "nanoclr");

        foreach ((string file, string text) in expected)
        {
            string path = Path.Combine(folder, file);
            if (Environment.GetEnvironmentVariable("HAPNANO_WRITE_NATIVE_TABLE") == "1")
            {
                File.WriteAllText(path, text);
            }

            Assert.AreEqual(text, File.ReadAllText(path).ReplaceLineEndings("\n"), $"{path}: its first lines say how it is made anew");
        }
    }

    /// <summary>The checksum would not notice it: the interpreter would load the assembly, and call the wrong native methods.</summary>
    [TestMethod]
    public void NativeTable_OfHapNanoNative_BeginsWithItsNativeMethods()
    {
        Assert.IsTrue(ReadNativeTable().Methods[0].IsNative);
    }

    [TestMethod]
    public void Build_WhatTheBoardLacksAddedToALibrary_FailsWithFileAndLine()
    {
        using var library = new ChangedLibrary(
            s_build,
            "internal static class Added",
            "{",
            "    private static object List() { return new System.Collections.Generic.List<int>(); }",
            "    private static string Text() { return string.Join(\",\", new string[2]); }",
            "    private static void Fill() { var bytes = stackalloc byte[4]; }",
            "}");

        (bool isBuilt, string output) = library.Build();

        Assert.IsFalse(isBuilt);
        Assert.Contains("Added.cs(6,", output);
        Assert.Contains("Added.cs(7,", output);
        Assert.Contains("Added.cs(8,", output);
    }

    [TestMethod]
    public void Check_WhatBreaksOnTheBoardAddedToALibrary_IsRefusedWithFileAndLine()
    {
        using var library = new ChangedLibrary(
            s_build,
            "internal static class Added",
            "{",
            "    private static void Call(System.Action<int> action) { action(1); }",
            "    private static object Table() { return new int[2, 3]; }",
            "    private static unsafe void Fill() { byte* p = stackalloc byte[4]; *p = 1; }",
            "}");

        (bool isBuilt, string output) = library.Build("-p:AllowUnsafeBlocks=true");
        Assert.IsTrue(isBuilt, output);
        string[] places = [.. DeviceRules.Check(library.Assembly).Select(finding => $"{Path.GetFileName(finding.Where)}: {finding.Rule}")];

        Assert.Contains(place => place.StartsWith("Added.cs:6: generic", StringComparison.Ordinal), places, string.Join('\n', places));
        Assert.Contains(place => place.StartsWith("Added.cs:7: multi-dimensional", StringComparison.Ordinal), places, string.Join('\n', places));
        Assert.Contains(place => place.StartsWith("Added.cs:8: stackalloc", StringComparison.Ordinal), places, string.Join('\n', places));
    }

    [TestMethod]
    public void Compile_EachFirmwareForEachOfItsBoards_Succeeds()
    {
        (string Board, string[] Programs)[] rows = [.. FirmwareCompilation.BoardTable()];

        Assert.IsNotEmpty(rows);
        foreach ((string board, string[] programs) in rows)
        {
            Assert.IsNotEmpty(programs, board);
            foreach (string program in programs)
            {
                Assert.AreEqual("", FirmwareCompilation.Errors(s_build, program, board), $"{program} for {board}");
            }
        }
    }

    /// <summary>The other half of the test above: a firmware for a board that lacks its pins does not compile.</summary>
    [TestMethod]
    public void Compile_LampForABoardThatIsARelay_NamesTheMissingPin()
    {
        Assert.Contains("RedPin", FirmwareCompilation.Errors(s_build, "Lightbulb", "shelly-plus-1"));
    }

    [TestMethod]
    [DataRow("shelly-plus-1", true, "")]
    [DataRow("shelly-plus-one", false, "HAPNANO5")]
    public void Build_BoardChosenByProperty_TakesItsPins(string board, bool isBuilt, string message)
    {
        string project = Path.Combine(s_build.Tree, "firmware", "Relay", "Relay.csproj");
        (bool IsBuilt, string Output) result = s_build.Build(project, $"-p:Board={board}", "-p:BuildProjectReferences=false", "--no-restore");

        Assert.AreEqual(isBuilt, result.IsBuilt, result.Output);
        Assert.Contains(message, result.Output);
        Assert.AreEqual(isBuilt, s_build.CompiledSources.Contains($"boards/{board}/Board.cs"));
    }

    private static NativeTable ReadNativeTable()
    {
        using FileStream assembly = File.OpenRead(s_build.Assemblies.Single(path => Path.GetFileName(path) == "HapNano.Native.dll"));
        return NativeTable.Read(assembly);
    }

    /// <summary>What only a PC compiles lies in a folder or a file named for it.</summary>
    private static bool IsDeviceSource(string file) =>
        file.EndsWith(".cs", StringComparison.Ordinal)
        && s_deviceFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
        && !file.Contains("/net10.0/", StringComparison.Ordinal)
        && !file.Contains("/Desktop/", StringComparison.Ordinal)
        && !file.EndsWith(".Net.cs", StringComparison.Ordinal);
}
