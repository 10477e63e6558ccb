// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using HapNano.Surface.Tests.Interop;
using Microsoft.CodeAnalysis.Emit;

namespace HapNano.Surface.Tests;

/// <summary>The rules by which nanoFramework numbers and sums methods. Each expected value is what its metadata processor made of the same source.</summary>
[TestClass]
public sealed class NativeTableTests
{
    private const string Usings = "using System.Reflection; using System.Runtime.CompilerServices; [assembly: AssemblyVersion(\"1.0.0.0\")] ";
    private const string Native = "[MethodImpl(MethodImplOptions.InternalCall)] ";

    private const string OneOfEach = Usings + """
        namespace Some.Space
        {
            public enum Mode { Off, On }
            public delegate void Changed(int value);
            public interface IShape { int Area(); }
            public readonly struct Point { public readonly int X; public Point(int x) { X = x; } public int Twice() { return 2 * X; } }
            public class Caller { public int Use(Worker worker) { return Worker.Make(1).Area() + Helper.Take(null, Mode.On); } public static void Last() { } }
            public static class Helper { public static int Take(Worker worker, Mode mode) { return 0; } }
            public abstract class Root { public abstract int Half(); }
            public class Worker : Root, IShape
            {
                private int _size;
                static Worker() { }
                public Worker(int size) { _size = size; }
                public static Worker Make(int size) { return new Worker(size); }
                public virtual int Area() { return _size; }
                public override int Half() { return _size / 2; }
                [MethodImpl(MethodImplOptions.InternalCall)] public extern void Run(byte[] data, ref int count, out long end, Mode mode, string text);
                [MethodImpl(MethodImplOptions.InternalCall)] public static extern object[] Mix(bool a, char b, sbyte c, short d, ushort e, uint f, ulong g, float h, double i, object j);
                public class Inner { [MethodImpl(MethodImplOptions.InternalCall)] public extern Point At(string[] names, System.DateTime when, ref byte[] all); }
                public void After() { }
            }
        }
        """;

    [TestMethod]
    [DataRow("class C { " + Native + "static extern int Sum(byte[] d, int n); }", "F2DE555A")]
    [DataRow("class C { static void Before() { } " + Native + "static extern int Sum(byte[] d, int n); }", "F2DE555A")]
    [DataRow("class C { " + Native + "static extern int Sum(byte[] d, int n); static void After() { } }", "C069DF2E")]
    [DataRow("class C { " + Native + "static extern int Sum(byte[] d, int n); " + Native + "static extern void Two(); }", "1F27B4E9")]
    public void Checksum_FewMethods_IsTheMetadataProcessors(string source, string expected)
    {
        Assert.AreEqual(expected, Read(Usings + source).Checksum.ToString("X8", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Checksum_OneOfEachKindOfTypeAndArgument_IsTheMetadataProcessors()
    {
        Assert.AreEqual("10E70377", Read(OneOfEach).Checksum.ToString("X8", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Methods_OneOfEachKindOfType_StandInTheMetadataProcessorsOrder()
    {
        string[] expected =
        [
            "Microsoft_CodeAnalysis_EmbeddedAttribute _ctor",
            "Some_Space_IShape Area",
            "Some_Space_Worker Area",
            "Some_Space_Worker Half",
            "Some_Space_Worker _ctor",
            "Some_Space_Worker Run native",
            "Some_Space_Worker After",
            "Some_Space_Worker _cctor",
            "Some_Space_Worker Make",
            "Some_Space_Worker Mix native",
            "Some_Space_Caller Use",
            "Some_Space_Caller _ctor",
            "Some_Space_Caller Last",
            "Some_Space_Changed Invoke",
            "Some_Space_Changed BeginInvoke",
            "Some_Space_Changed EndInvoke",
            "Some_Space_Changed _ctor",
            "Some_Space_Helper Take",
            "Some_Space_Point _ctor",
            "Some_Space_Point Twice",
            "Some_Space_Root Half",
            "Some_Space_Root _ctor",
            "Some_Space_Worker__Inner At native",
            "Some_Space_Worker__Inner _ctor",
            "System_Runtime_CompilerServices_IsReadOnlyAttribute _ctor",
        ];

        string[] actual = [.. Read(OneOfEach).Methods
            .Select(method => $"{method.ClassName} {method.Name[..method.Name.IndexOf("___", StringComparison.Ordinal)]}{(method.IsNative ? " native" : "")}")];

        CollectionAssert.AreEqual(expected, actual, string.Join('\n', actual));
    }

    [TestMethod]
    public void Read_NamesThatCulturesOrderDifferently_AreRefused()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => Read("class Ab { } class aB { }"));
        Assert.ThrowsExactly<NotSupportedException>(() => Read("class A_ { } class Ab { }"));
    }

    private static NativeTable Read(string source)
    {
        EmitResult result = Snippet.Compile(source, out byte[] image, out _);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        return NativeTable.Read(new MemoryStream(image));
    }
}
