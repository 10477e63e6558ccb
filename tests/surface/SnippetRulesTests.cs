// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Surface.Tests.Il;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace HapNano.Surface.Tests;

/// <summary>Each rule refuses the construct it names, with the line; what is left of C# passes.</summary>
[TestClass]
public sealed class SnippetRulesTests
{
    private const int SnippetLine = 5;

    private static readonly string s_lead = new('\n', SnippetLine - 1);

    [TestMethod]
    [DataRow("class Box<T> { }", "generic")]
    [DataRow("class C { T Same<T>(T value) { return value; } }", "generic")]
    [DataRow("class C { System.Action<int> _callback; }", "generic")]
    [DataRow("class C { void M() { System.Func<object> f = null; object o = f(); } }", "generic")]
    [DataRow("class C { int[,] _table; }", "multi-dimensional")]
    [DataRow("class C { object M() { return new int[2, 3]; } }", "multi-dimensional")]
    [DataRow("interface I { int Two() { return 2; } }", "default interface")]
    [DataRow("class C { unsafe void M() { byte* p = stackalloc byte[4]; *p = 1; } }", "stackalloc")]
    [DataRow("class C { unsafe void M(byte[] a) { fixed (byte* p = a) { *p = 1; } } }", "fixed")]
    [DataRow("class C { unsafe byte* P; }", "pointers")]
    [DataRow("class C { int M(int a) { return checked(a + 1); } }", "checked")]
    [DataRow("class C { byte M(int a) { return checked((byte)a); } }", "checked")]
    [DataRow("struct S { public int X; }", "mutable struct")]
    [DataRow("readonly struct S { public readonly int X; object M() { return this; } }", "boxed struct")]
    [DataRow("enum E { A } class C { string M(E e) { return e.ToString(); } }", "enum")]
    [DataRow("enum E { A } class C { string M(E e) { return $\"{e}\"; } }", "enum")]
    [DataRow("class C { object M() { return System.DayOfWeek.Monday; } }", "enum")]
    [DataRow("readonly struct S { public readonly int X; } class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] static extern void M(); }", "embedded")]
    [DataRow("class C { void M(int a) { try { a++; } catch (System.Exception) when (a > 2) { a--; } } }", "filters")]
    public void Check_ConstructThatBreaksOnTheBoard_IsRefusedWithItsPlace(string snippet, string rule)
    {
        IReadOnlyList<Finding> findings = CheckSnippet(snippet);

        Assert.Contains(finding => finding.Rule.Contains(rule, StringComparison.Ordinal), findings, string.Join('\n', findings));
        foreach (Finding finding in findings.Where(finding => finding.Where.Contains(".cs:", StringComparison.Ordinal)))
        {
            Assert.EndsWith($"Snippet.cs:{SnippetLine}", finding.Where);
        }
    }

    [TestMethod]
    [DataRow("class C { int[][] _jagged; int M(int a) { return unchecked(a + 1); } }")]
    [DataRow("readonly struct S { public readonly int X; public S(int x) { X = x; } int M() { S b = this; return b.X; } }")]
    [DataRow("delegate void Changed(int value); class C { event Changed Moved; void M() { Moved?.Invoke(1); } }")]
    [DataRow("class C { static readonly byte[] s_table = { 1, 2, 3, 4, 5 }; int M(string s) { switch (s) { case \"a\": return s_table[0]; default: return 0; } } }")]
    [DataRow("enum E { A } class C { int M(E e) { return (int)e; } }")]
    [DataRow("class C { void M(object o) { lock (o) { try { M(null); } catch (System.Exception) { } finally { o = null; } } foreach (int i in new int[3]) { } } }")]
    public void Check_CSharpOfTheBoard_Passes(string snippet)
    {
        Assert.IsEmpty(CheckSnippet(snippet));
    }

    [TestMethod]
    [DataRow("class C { System.Collections.Generic.List<int> _list; }")]
    [DataRow("class C { string M() { return string.Join(\",\", new string[2]); } }")]
    [DataRow("class C { int? _maybe; }")]
    [DataRow("class C { System.Span<byte> M() { return default; } }")]
    [DataRow("class C { async void M() { } }")]
    [DataRow("class C { (int, int) M() { return (1, 2); } }")]
    [DataRow("class C { bool M(char c) { return char.IsDigit(c); } }")]
    public void Compile_WhatTheBoardLacks_IsACompilerErrorWithTheLine(string snippet)
    {
        EmitResult result = Snippet.Compile(s_lead + snippet, out _, out _);

        Assert.IsFalse(result.Success);
        Assert.Contains(
            error => error.Location.GetMappedLineSpan().StartLinePosition.Line == SnippetLine - 1,
            result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static IReadOnlyList<Finding> CheckSnippet(string snippet)
    {
        EmitResult result = Snippet.Compile(s_lead + snippet, out byte[] image, out byte[] symbols);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        string folder = Directory.CreateTempSubdirectory("hapnano-snippet-").FullName;
        try
        {
            string path = Path.Combine(folder, "Snippet.dll");
            File.WriteAllBytes(path, image);
            File.WriteAllBytes(Path.ChangeExtension(path, "pdb"), symbols);
            return DeviceRules.Check(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
