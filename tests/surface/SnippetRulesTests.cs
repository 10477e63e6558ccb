// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Reflection.Emit;
using HapNano.Surface.Tests.Il;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace HapNano.Surface.Tests;

/// <summary>Each rule refuses the construct it names, with file and line; what is left of C# passes.</summary>
[TestClass]
public sealed class SnippetRulesTests
{
    private const int SnippetLine = 5;

    private static readonly string s_lead = new('\n', SnippetLine - 1);

    [TestMethod]
    [DataRow("class Box<T> { }", "generic")]
    [DataRow("class C { T Same<T>(T value) { return value; } }", "generic")]
    [DataRow("interface I { T Same<T>(T value); }", "generic")]
    [DataRow("delegate T Maker<T>();", "generic")]
    [DataRow("class C { System.Action<int> _callback; }", "generic")]
    [DataRow("class C { System.Action<int> Callback { get; set; } }", "generic")]
    [DataRow("class C { void M() { System.Func<object> f = null; object o = f(); } }", "generic")]
    [DataRow("class C { int[,] _table; }", "multi-dimensional")]
    [DataRow("class C { object M() { return new int[2, 3]; } }", "multi-dimensional")]
    [DataRow("abstract class C { protected abstract void M(int[,] table); }", "multi-dimensional")]
    [DataRow("interface I { int Two() { return 2; } }", "default interface")]
    [DataRow("class C { unsafe void M() { byte* p = stackalloc byte[4]; *p = 1; } }", "stackalloc")]
    [DataRow("class C { unsafe void M(byte[] a) { fixed (byte* p = a) { *p = 1; } } }", "fixed")]
    [DataRow("class C { unsafe byte* P; }", "pointers")]
    [DataRow("class C { unsafe int M(int a) { int* p = &a; *p = 3; p++; return *p; } }", "pointers")]
    [DataRow("class C { int M(int a) { return checked(a + 1); } }", "checked")]
    [DataRow("class C { byte M(int a) { return checked((byte)a); } }", "checked")]
    [DataRow("struct S { public int X; }", "mutable struct")]
    [DataRow("readonly struct S { public readonly int X; object M() { return this; } }", "boxed struct")]
    [DataRow("readonly struct S { public readonly int X; string M(S s) { return s.ToString(); } }", "inherited members")]
    [DataRow("class C { object M() { return System.Guid.Empty; } }", "boxed struct")]
    [DataRow("enum E { A } class C { string M(E e) { return e.ToString(); } }", "enum")]
    [DataRow("enum E { A } class C { string M(E e) { return $\"{e}\"; } }", "enum")]
    [DataRow("class C { object M() { return System.DayOfWeek.Monday; } }", "enum")]
    [DataRow("class C { string M(float f) { return f.ToString(); } }", "other digits")]
    [DataRow("class C { string M(double d) { return \"d=\" + d; } }", "other digits")]
    [DataRow("class C { string M(double d) { return $\"{d} {1}\"; } }", "other digits")]
    [DataRow("class C { ulong M(double d) { return (ulong)d; } }", "2^63")]
    [DataRow("class C { float _f; static ulong M(C c, int a) { return (ulong)(c._f * 2); } }", "2^63")]
    [DataRow("class C { ulong M() { double d = N(); d += 1; return (ulong)(d + N()); } double N() { return 1; } }", "2^63")]
    [DataRow("readonly struct S { public readonly int X; } class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] static extern void M(); }", "embedded")]
    [DataRow("class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] static extern void M(); }", "AssemblyNativeVersion")]
    [DataRow("class C { void M(int a) { try { a++; } catch (System.Exception) when (a > 2) { a--; } } }", "filters")]
    [DataRow("class C { static readonly int s_one; static C() { if (s_one == 0) { throw new System.Exception(); } } }", "swallowed")]
    [DataRow("class C { void M() { new System.Threading.Thread(Run).Start(); } void Run() { M(); } }", "ends the thread")]
    [DataRow("class C { int M(string s) { return s[0]; } }", "s[i]")]
    [DataRow("class C { int M(string s) { int n = 0; foreach (char c in s) { n += c; } return n; } }", "foreach")]
    [DataRow("class C { string M() { return \"one\\0two\"; } }", "zero character")]
    [DataRow("class C { string M() { return \"\\uD83D\"; } }", "surrogate")]
    [DataRow("class C { object M() { return new System.Random(7); } }", "seed")]
    [DataRow("class C { unsafe int M() { delegate*<int> two = &Two; return two(); } static int Two() { return 2; } }", "calli")]
    [DataRow("class C { void M(__arglist) { N(__arglist); } void N(System.RuntimeArgumentHandle handle) { } }", "arglist")]
    [DataRow("class C { int M(int a) { System.TypedReference r = __makeref(a); return __refvalue(r, int); } }", "mkrefany")]
    [DataRow("class C { int M(int a) { System.TypedReference r = __makeref(a); return __refvalue(r, int); } }", "refanyval")]
    [DataRow("class C { object M(int a) { System.TypedReference r = __makeref(a); return __reftype(r); } }", "refanytype")]
    [DataRow("class C { unsafe void M() { byte* p = stackalloc byte[8] { 1, 2, 3, 4, 5, 6, 7, 8 }; *p = 1; } }", "cpblk")]
    [DataRow("class C { unsafe void M() { byte* p = stackalloc byte[8] { 1, 1, 1, 1, 1, 1, 1, 1 }; *p = 1; } }", "initblk")]
    [DataRow("readonly struct S { public readonly int X; public unsafe int M() { return sizeof(S); } }", "sizeof")]
    public void Check_ConstructThatBreaksOnTheBoard_IsRefusedWithItsPlace(string snippet, string rule)
    {
        AssertRefused(CheckSnippet(snippet), rule);
    }

    /// <summary>Instructions that C# has no use for, or only with others that are refused.</summary>
    [TestMethod]
    [DataRow("ckfinite", "ckfinite")]
    [DataRow("jmp", "jmp")]
    [DataRow("readonly.", "readonly.")]
    [DataRow("unaligned.", "unaligned.")]
    [DataRow("ldtoken", "loses tokens")]
    [DataRow("nop", "")]
    public void Check_InstructionThatTheInterpreterLacks_IsRefused(string instruction, string rule)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Snippet"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("Snippet").DefineType("C");
        MethodBuilder method = type.DefineMethod("M", MethodAttributes.Static, typeof(void), []);
        Write(method.GetILGenerator(), instruction, method);
        type.CreateType();
        var image = new MemoryStream();
        assembly.Save(image);

        IReadOnlyList<Finding> findings = Check(image.ToArray(), []);

        Assert.AreEqual(rule.Length > 0, findings.Any(finding => finding.Rule.Contains(rule, StringComparison.Ordinal)), string.Join('\n', findings));
        Assert.IsTrue(findings.All(finding => finding.Where == "C.M"), string.Join('\n', findings));
    }

    /// <summary>The compiler misses a type of the library, and does not say where.</summary>
    [TestMethod]
    public void Compile_VolatileField_IsACompilerError()
    {
        Assert.IsFalse(Snippet.Compile("class C { volatile int _a; }", out _, out _).Success);
    }

    [TestMethod]
    [DataRow("[DataRow(1)] [DataRow(null)] public void M(object a) { }", "null in a DataRow")]
    [DataRow("[DataRow(\"a\", null)] public void M(string a, string b) { }", "null in a DataRow")]
    [DataRow("[DataRow('a')] public void M(char a) { }", "System.Char")]
    [DataRow("[DataRow(typeof(int))] public void M(Type a) { }", "System.Type")]
    [DataRow("[DataRow(DayOfWeek.Monday)] public void M(DayOfWeek a) { }", "System.DayOfWeek")]
    [DataRow("[DataRow(1, new byte[] { 1 })] public void M(int a, byte[] b) { }", "System.Byte[]")]
    [DataRow("[DataRow(1)] public void M(long a) { }", "converts nothing")]
    [DataRow("[DataRow(1)] public void M(int a, int b = 2) { }", "one argument for each parameter")]
    [DataRow("private int _count;", "without an object")]
    [DataRow("[TestMethod] public virtual void M() { }", "without an object")]
    public void Check_TestThatTheRunnerCannotRun_IsRefusedWithItsPlace(string member, string rule)
    {
        AssertRefused(CheckSnippet($"using System; using nanoFramework.TestFramework; [TestClass] public class C {{ {member} }}"), rule);
    }

    [TestMethod]
    [DataRow(255, "")]
    [DataRow(256, "targets of a switch")]
    public void Check_SwitchOfManyTargets_IsRefused(int targets, string rule)
    {
        string cases = string.Concat(Enumerable.Range(0, targets).Select(i => $"case {i}: return {targets - i}; "));

        AssertRefused(CheckSnippet($"class C {{ int M(int a) {{ switch (a) {{ {cases} default: return 0; }} }} }}"), rule);
    }

    [TestMethod]
    [DataRow(255, "static int s_f{0};", "")]
    [DataRow(256, "static int s_f{0};", "fields and methods")]
    [DataRow(256, "int _f{0};", "fields and methods")]
    [DataRow(255, "const int F{0} = 1; static void M{0}() {{ }}", "")]
    [DataRow(256, "static void M{0}() {{ }}", "fields and methods")]
    [DataRow(256, "public virtual void M{0}() {{ }}", "fields and methods")]
    public void Check_TypeOfManyMembers_IsRefused(int count, string member, string rule)
    {
        string members = string.Concat(Enumerable.Range(0, count).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, member, i)));

        AssertRefused(CheckSnippet($"class C {{ {members} }}"), rule);
    }

    [TestMethod]
    [DataRow(254, "int l{0} = a; a += l{0};", "")]
    [DataRow(256, "int l{0} = a; a += l{0};", "locals")]
    [DataRow(3600, "a *= 1234567;", "")]
    [DataRow(3700, "a *= 1234567;", "32,767")]
    public void Check_MethodOfManyLines_IsRefused(int count, string line, string rule)
    {
        string lines = string.Concat(Enumerable.Range(0, count).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i)));

        AssertRefused(CheckSnippet($"class C {{ int M(int a) {{ {lines} return a; }} }}"), rule);
    }

    [TestMethod]
    [DataRow("class C { int[][] _jagged; int M(int a) { return unchecked(a + 1); } }")]
    [DataRow("readonly struct S { public readonly int X; public S(int x) { X = x; } int M() { S b = this; return b.X; } }")]
    [DataRow("delegate void Changed(int value); class C { event Changed Moved; void M() { Moved?.Invoke(1); } }")]
    [DataRow("class C { static readonly byte[] s_table = { 1, 2, 3, 4, 5 }; int M(string s) { switch (s) { case \"a\": return s_table[0]; default: return 0; } } }")]
    [DataRow("enum E { A } class C { int M(E e) { return (int)e; } }")]
    [DataRow("class C { void M(object o) { lock (o) { try { M(null); } catch (System.Exception) { } finally { o = null; } } foreach (int i in new int[3]) { } } }")]
    [DataRow("class C { void M() { new System.Threading.Thread(Run).Start(); } void Run() { try { M(); } catch (System.Exception) { } } }")]
    [DataRow("class C { string M(double d, ulong u, int i) { return d.ToString(\"F1\") + (uint)d + (ulong)i + u + \"\\uD83D\\uDE00\"; } }")]
    [DataRow("class C { object M() { return new object[] { 1, true, 'c', \"s\", 2L, new System.TimeSpan(0), new System.DateTime(0) }; } }")]
    [DataRow("class C { object M() { return new System.Random().Next(); } object N() { return typeof(int[]); } }")]
    [DataRow("using nanoFramework.TestFramework; [TestClass] public class C { static int s_a; [TestMethod] [DataRow(1, \"a\", (byte)3, true, 2.5)] public void M(int a, string b, byte c, bool d, double e) { s_a = a; } }")]
    public void Check_CSharpOfTheBoard_Passes(string snippet)
    {
        AssertRefused(CheckSnippet(snippet), "");
    }

    [TestMethod]
    [DataRow("class C { System.Collections.Generic.List<int> _list; }")]
    [DataRow("class C { System.Collections.Generic.Dictionary<int, int> _map; }")]
    [DataRow("class C { int? _maybe; }")]
    [DataRow("class C { int? M(string s) { return s?.Length; } }")]
    [DataRow("class C { System.Span<byte> M() { return default; } }")]
    [DataRow("class C { object M() { return \"a\"u8; } }")]
    [DataRow("class C { async void M() { } }")]
    [DataRow("class C { (int, int) M() { return (1, 2); } }")]
    [DataRow("record R(int A);")]
    [DataRow("class C { System.Collections.IEnumerable M() { yield return 1; } }")]
    [DataRow("class C { byte[] M(byte[] a) { return a[1..2]; } }")]
    [DataRow("class C { byte M(byte[] a) { return a[^1]; } }")]
    [DataRow("class C { bool M(byte[] a) { return a is [1, ..]; } }")]
    [DataRow("class C { decimal M(decimal a) { return a; } }")]
    [DataRow("class C { object M(dynamic a) { return a.B; } }")]
    [DataRow("class C { object M(int[] a) { return System.Linq.Enumerable.First(a); } }")]
    [DataRow("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct S { [System.Runtime.InteropServices.FieldOffset(0)] int _a; }")]
    [DataRow("class C { [System.ThreadStatic] static int s_a; }")]
    [DataRow("class B { public virtual object M() { return null; } } class C : B { public override string M() { return null; } }")]
    [DataRow("interface I { static abstract void M(); }")]
    [DataRow("class C { void M() { try { } catch (System.DivideByZeroException) { } } }")]
    [DataRow("class C { void M() { try { } catch (System.OverflowException) { } } }")]
    [DataRow("class C { void M() { try { } catch (System.IO.FileNotFoundException) { } } }")]
    [DataRow("class C { string M() { return string.Join(\",\", new string[2]); } }")]
    [DataRow("class C { string M(string s) { return s.Replace(\"a\", \"b\"); } }")]
    [DataRow("class C { string M(string s) { return s.Insert(0, \"b\"); } }")]
    [DataRow("class C { string M(string s) { return s.Remove(0); } }")]
    [DataRow("class C { object M(string s) { return s.Split(\"ab\"); } }")]
    [DataRow("class C { bool M(string s) { return s.StartsWith(\"a\", System.StringComparison.Ordinal); } }")]
    [DataRow("class C { object M(string s) { return System.Text.Encoding.ASCII.GetBytes(s); } }")]
    [DataRow("class C { int M(string s) { return System.Text.Encoding.UTF8.GetByteCount(s); } }")]
    [DataRow("class C { string M(byte[] b) { return System.Text.Encoding.UTF8.GetString(b); } }")]
    [DataRow("class C { bool M(char c) { return char.IsDigit(c); } }")]
    [DataRow("class C { bool M(char c) { return char.IsLetter(c) || char.IsWhiteSpace(c); } }")]
    [DataRow("class C { char M(char c) { return char.ToUpper(c); } }")]
    [DataRow("class C { void M(int[] a) { System.Array.Sort(a); } }")]
    [DataRow("class C { void M(int[] a) { System.Array.Reverse(a); } }")]
    [DataRow("class C { void M(int[] a) { System.Array.Resize(ref a, 2); } }")]
    [DataRow("class C { object M() { return System.Array.Empty<int>(); } }")]
    [DataRow("class C { void M(int[] a) { System.Array.Fill(a, 2); } }")]
    [DataRow("class C { void M(byte[] a) { System.Buffer.BlockCopy(a, 0, a, 1, 1); } }")]
    [DataRow("class C { string M(int a) { return System.Convert.ToString(a); } }")]
    [DataRow("class C { object M() { return new System.Diagnostics.Stopwatch(); } }")]
    [DataRow("class C { bool M(object o) { return System.Threading.Monitor.TryEnter(o); } }")]
    [DataRow("class C { void M(object o) { System.Threading.Monitor.Wait(o); } }")]
    [DataRow("class C { void M(object o) { System.Threading.Monitor.Pulse(o); } }")]
    [DataRow("class C { void M(System.Threading.Thread t) { t.IsBackground = true; } }")]
    [DataRow("class C { void M(System.Threading.Thread t) { t.Start(1); } }")]
    [DataRow("class C { void M(System.ReadOnlySpan<byte> bytes) { } }")]
    [DataRow("using nanoFramework.TestFramework; class C { void M(byte b) { Assert.AreEqual(1, b); } }")]
    [DataRow("using nanoFramework.TestFramework; class C { void M() { Assert.Fail(\"x\"); } }")]
    [DataRow("using nanoFramework.TestFramework; class C { [TestInitialize] public void M() { } }")]
    [DataRow("class C { [System.Runtime.InteropServices.DllImport(\"c\")] static extern void M(); }")]
    public void Compile_WhatTheBoardLacks_IsACompilerErrorWithTheLine(string snippet)
    {
        EmitResult result = Snippet.Compile(s_lead + snippet, out _, out _);

        Assert.IsFalse(result.Success);
        Assert.Contains(
            error => error.Location.GetMappedLineSpan().StartLinePosition.Line == SnippetLine - 1,
            result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>The rule is among the findings, and each of them tells the line; an empty rule stands for no finding.</summary>
    private static void AssertRefused(IReadOnlyList<Finding> findings, string rule)
    {
        Assert.AreEqual(rule.Length > 0, findings.Any(finding => finding.Rule.Contains(rule, StringComparison.Ordinal)), string.Join('\n', findings));
        foreach (Finding finding in findings)
        {
            Assert.EndsWith($"Snippet.cs:{SnippetLine}", finding.Where, finding.ToString());
        }
    }

    private static IReadOnlyList<Finding> CheckSnippet(string snippet)
    {
        EmitResult result = Snippet.Compile(s_lead + snippet, out byte[] image, out byte[] symbols);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        return Check(image, symbols);
    }

    private static IReadOnlyList<Finding> Check(byte[] image, byte[] symbols)
    {
        string folder = Directory.CreateTempSubdirectory("hapnano-snippet-").FullName;
        try
        {
            string path = Path.Combine(folder, "Snippet.dll");
            File.WriteAllBytes(path, image);
            if (symbols.Length > 0)
            {
                File.WriteAllBytes(Path.ChangeExtension(path, "pdb"), symbols);
            }

            return DeviceRules.Check(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(ILGenerator body, string instruction, MethodInfo method)
    {
        OpCode code = typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().Single(code => code.Name == instruction);
        switch (code.OperandType)
        {
            case OperandType.InlineMethod or OperandType.InlineTok:
                body.Emit(code, method);
                break;
            case OperandType.ShortInlineI:
                body.Emit(code, (byte)1);
                break;
            default:
                body.Emit(code);
                break;
        }

        body.Emit(OpCodes.Ret);
    }
}
