// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using HapNano.Native;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Tests;

/// <summary>Each array, offset and count of each method, one wrong at a time: the exception comes before any byte is touched.</summary>
[TestClass]
public sealed class ArgumentTests
{
    private static readonly NativeCrypto s_crypto = new();

    // One byte in front and one behind, so that an offset can be wrong by one.
    private const int Spare = 1;

    // What each method takes. A slot is an array with the bytes that the method needs there; "counted" ones come with a count.
    private static readonly Dictionary<string, (Slot[] Slots, Action<Slot[]> Call)> s_methods = new()
    {
        ["Random"] = ([Counted(8)], s => s_crypto.Random(s[0].Array!, s[0].Offset, s[0].Count)),
        ["Sha512"] = ([Counted(8), Fixed(64)], s => s_crypto.Sha512(s[0].Array!, s[0].Offset, s[0].Count, s[1].Array!, s[1].Offset)),
        ["HkdfSha512"] = ([Counted(8), Counted(8), Whole(), Whole()], s => s_crypto.HkdfSha512(
            s[0].Array!, s[0].Offset, s[0].Count, s[1].Array!, s[1].Offset, s[1].Count, s[2].Array!, s[3].Array!)),
        ["Seal text"] = ([Counted(8, 16), Fixed(32)], s => s_crypto.Seal(s[0].Array!, s[0].Offset, s[0].Count, 0, 0, s[1].Array!, s[1].Offset, 0)),
        ["Seal data"] = ([Counted(40)], s => s_crypto.Seal(s[0].Array!, 0, 0, s[0].Offset, s[0].Count, new byte[32], 0, 0)),
        ["Open text"] = ([Counted(8, 16), Fixed(32)], s => s_crypto.Open(s[0].Array!, s[0].Offset, s[0].Count, 0, 0, s[1].Array!, s[1].Offset, 0)),
        ["Open data"] = ([Counted(40)], s => s_crypto.Open(s[0].Array!, 0, 0, s[0].Offset, s[0].Count, new byte[32], 0, 0)),
        ["X25519PublicKey"] = ([Fixed(32), Fixed(32)], s => s_crypto.X25519PublicKey(s[0].Array!, s[0].Offset, s[1].Array!, s[1].Offset)),
        ["X25519"] = ([Fixed(32), Fixed(32), Fixed(32)], s => s_crypto.X25519(
            s[0].Array!, s[0].Offset, s[1].Array!, s[1].Offset, s[2].Array!, s[2].Offset)),
        ["Ed25519PublicKey"] = ([Fixed(32), Fixed(32)], s => s_crypto.Ed25519PublicKey(s[0].Array!, s[0].Offset, s[1].Array!, s[1].Offset)),
        ["Ed25519Sign"] = ([Fixed(64), Counted(8), Fixed(32), Fixed(32)], s => s_crypto.Ed25519Sign(
            s[0].Array!, s[0].Offset, s[1].Array!, s[1].Offset, s[1].Count, s[2].Array!, s[2].Offset, s[3].Array!, s[3].Offset)),
        ["Ed25519Verify"] = ([Fixed(64), Counted(8), Fixed(32)], s => s_crypto.Ed25519Verify(
            s[0].Array!, s[0].Offset, s[1].Array!, s[1].Offset, s[1].Count, s[2].Array!, s[2].Offset)),
        ["SrpStartVerifier"] = ([Work(), Fixed(16), Fixed(10)], s => s_crypto.SrpStartVerifier(
            s[0].Array!, s[1].Array!, s[1].Offset, s[2].Array!, s[2].Offset)),
        ["SrpFinishVerifier"] = ([Work(), Fixed(384)], s => s_crypto.SrpFinishVerifier(s[0].Array!, s[1].Array!, s[1].Offset)),
        ["SrpStartSet"] = ([Work(), Fixed(384), Fixed(32)], s => s_crypto.SrpStartSet(
            s[0].Array!, s[1].Array!, s[1].Offset, s[2].Array!, s[2].Offset)),
        ["SrpPublicKey"] = ([Work(), Fixed(384)], s => s_crypto.SrpPublicKey(s[0].Array!, s[1].Array!, s[1].Offset)),
        ["SrpStartSession"] = ([Work(), Counted(8)], s => s_crypto.SrpStartSession(s[0].Array!, s[1].Array!, s[1].Offset, s[1].Count)),
        ["SrpFinishSession"] = ([Work(), Fixed(16), Fixed(64), Fixed(64), Fixed(64)], s => s_crypto.SrpFinishSession(
            s[0].Array!, s[1].Array!, s[1].Offset, s[2].Array!, s[2].Offset, s[3].Array!, s[3].Offset, s[4].Array!, s[4].Offset)),
        ["SrpStep"] = ([Work()], s => s_crypto.SrpStep(s[0].Array!)),
        ["FixedTimeEquals left"] = ([Counted(8)], s => s_crypto.FixedTimeEquals(s[0].Array!, s[0].Offset, new byte[16], 0, s[0].Count)),
        ["FixedTimeEquals right"] = ([Counted(8)], s => s_crypto.FixedTimeEquals(new byte[16], 0, s[0].Array!, s[0].Offset, s[0].Count)),
    };

    private enum Kind
    {
        Fixed,
        Counted,
        Whole,
        Work,
    }

    public static IEnumerable<object[]> Methods => s_methods.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Call_NullArray_ThrowsArgumentNull(string method)
    {
        EachSlot(method, slot => [slot with { Array = null }], typeof(ArgumentNullException));
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Call_OffsetOutOfRange_ThrowsArgumentOutOfRange(string method)
    {
        EachSlot(method, slot => slot.Kind is Kind.Whole or Kind.Work ? [] :
        [
            slot with { Offset = -1 },
            slot with { Offset = (2 * Spare) + 1 },
            slot with { Offset = int.MaxValue },
            slot with { Offset = int.MinValue },
        ], typeof(ArgumentOutOfRangeException));
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Call_CountOutOfRange_ThrowsArgumentOutOfRange(string method)
    {
        EachSlot(method, slot => slot.Kind != Kind.Counted ? [] :
        [
            slot with { Count = -1 },
            slot with { Count = slot.Count + Spare + 1 },
            slot with { Count = int.MaxValue },
            slot with { Count = int.MaxValue - 15 },
            slot with { Count = int.MinValue },
        ], typeof(ArgumentOutOfRangeException));
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Call_ArrayTooShort_ThrowsArgumentOutOfRange(string method)
    {
        EachSlot(method, slot => slot.Kind == Kind.Whole ? [] : [slot with { Array = slot.Array![..^(1 + (slot.Kind == Kind.Work ? 0 : Spare))] }],
            typeof(ArgumentOutOfRangeException));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow((255 * 64) + 1)]
    public void HkdfSha512_OutputCountOutOfRange_Throws(int count)
    {
        byte[] output = Filled(20_000);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_crypto.HkdfSha512(output, 0, count, output, 0, 1, [], []));

        AssertUntouched(output);
    }

    [TestMethod]
    public void HkdfSha512_LongestOutputEmptySaltAndInfo_Works()
    {
        byte[] output = new byte[255 * 64];

        s_crypto.HkdfSha512(output, 0, output.Length, [], 0, 0, [], []);

        Assert.IsTrue(output.AsSpan(254 * 64).ContainsAnyExcept((byte)0));
    }

    private static Slot Fixed(int count) => new(Kind.Fixed, Filled(count + (2 * Spare)), Spare, count);

    // behind: bytes that the method needs after those it counts.
    private static Slot Counted(int count, int behind = 0) => new(Kind.Counted, Filled(count + behind + (2 * Spare)), Spare, count);

    private static Slot Whole() => new(Kind.Whole, Filled(4), 0, 0);

    private static Slot Work() => new(Kind.Work, Filled(s_crypto.SrpWorkBytes), 0, 0);

    private static byte[] Filled(int count) => [.. Enumerable.Repeat((byte)0xA5, count)];

    private static void EachSlot(string method, Func<Slot, Slot[]> spoil, Type expected)
    {
        (Slot[] slots, Action<Slot[]> call) = s_methods[method];
        for (int i = 0; i < slots.Length; i++)
        {
            foreach (Slot wrong in spoil(slots[i]))
            {
                var arguments = (Slot[])slots.Clone();
                arguments[i] = wrong;
                Exception? thrown = null;
                try
                {
                    call(arguments);
                }
                catch (Exception e)
                {
                    // Whatever it is: its type is what is compared.
                    thrown = e;
                }

                Assert.AreEqual(expected, thrown?.GetType(), $"{method}, argument {i}: {wrong}");
                foreach (Slot slot in arguments)
                {
                    AssertUntouched(slot.Array ?? []);
                }
            }
        }
    }

    private static void AssertUntouched(byte[] array) => Assert.IsFalse(array.AsSpan().ContainsAnyExcept((byte)0xA5));

    private sealed record Slot(Kind Kind, byte[]? Array, int Offset, int Count);
}
