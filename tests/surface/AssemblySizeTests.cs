// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Surface.Tests.Il;

namespace HapNano.Surface.Tests;

/// <summary>The reckoning of a .pe file, against what nanoFramework's metadata processor made of the same assembly.</summary>
[TestClass]
public sealed class AssemblySizeTests
{
    // An initialised array, a constant, attributes with strings, a handler, a switch, an interface, an enum, and a method that nobody calls.
    private const string OneOfEach = """
        using nanoFramework.TestFramework;
        namespace Some.Space
        {
            public interface IShape { int Area(); }
            public enum Mode { Off, On }
            [TestClass]
            public class Worker : IShape
            {
                private const int Unused = 3;
                private static readonly byte[] s_primes = { 2, 3, 5, 7, 11 };
                private int _edge;
                public int Area() { try { return s_primes[_edge]; } finally { _edge++; } }
                [DataRow(1, "one")]
                [DataRow(2, "two")]
                [DataRow(2, "two")]
                public void Words(int number, string word) { string all = word + "literal"; Mode mode = Mode.On; long big = 5000000000; if (all != word && mode == Mode.Off) { big++; } }
                private void NeverCalled(object what) { object copy = typeof(byte[]); switch (_edge) { case 0: copy = what; break; case 1: copy = null; break; case 2: copy = this; break; } }
            }
        }
        """;

    // The file, and what lies in its tables.
    private const int PeBytes = 1116;
    private const int CodeBytes = 152;
    private const int StringBytes = 281;
    private const int SignatureBytes = 93;

    // Names of the source, and of what it calls, that the interpreter knows by number.
    private static readonly string[] s_known =
    [
        ".cctor", ".ctor", "Array", "Byte", "Concat", "Enum", "GetTypeFromHandle", "InitializeArray", "Object", "RuntimeFieldHandle", "RuntimeHelpers",
        "RuntimeTypeHandle", "String", "System", "System.Runtime.CompilerServices", "Type", "ValueType", "mscorlib", "op_Inequality", "value__",
    ];

    [TestMethod]
    public void Measure_OneOfEach_IsWhatTheProcessorMadePlusTheNamesItKnows()
    {
        int known = s_known.Sum(name => name.Length + 1);

        AssemblySize size = Measure(OneOfEach);

        Assert.AreEqual(CodeBytes, size.CodeBytes);
        Assert.AreEqual(SignatureBytes, size.SignatureBytes);
        Assert.AreEqual(StringBytes + known, size.StringBytes);
        Assert.AreEqual(PeBytes + known, size.PeBytes, 3, "each table is filled up to four bytes");
    }

    [TestMethod]
    [DataRow("const string Long = \"not in the file\";", 0)]
    [DataRow("string Long() { return \"in the file\"; }", 5 + 12)]
    [DataRow("[System.Obsolete(\"not in the file\")] void Long() { }", 5)]
    [DataRow("[nanoFramework.TestFramework.DataRow(\"in the file\")] void Long(string text) { }", 5 + 12 + 28 + 17)]
    public void Measure_OneMemberMore_TakesTheStringsThatAreKept(string member, int bytes)
    {
        Assert.AreEqual(bytes, Measure($"class C {{ {member} }}").StringBytes - Measure("class C { }").StringBytes);
    }

    private static AssemblySize Measure(string source)
    {
        Assert.IsTrue(Snippet.Compile(source, out byte[] image, out _).Success);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, image);
            return AssemblySize.Measure(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
