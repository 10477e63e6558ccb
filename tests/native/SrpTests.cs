// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using System.Security.Cryptography;
using HapNano.Native;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Tests;

/// <summary>The accessory's end of SRP through <see cref="NativeCrypto"/>: vectors, the order of calls, and what is left behind.</summary>
[TestClass]
public sealed class SrpTests
{
    // Bounds the loop over slices; the longest job has fewer than 60.
    private const int MaxSteps = 200;

    private static readonly NativeCrypto s_crypto = new();

    [TestMethod]
    [DataRow("HapPlain")]
    [DataRow("HapZeroSalt")]
    public void FinishVerifier_Vector_GivesV(string name)
    {
        byte[] work = NewWork();
        byte[] v = new byte[2 + 384];

        s_crypto.SrpStartVerifier(work, Shifted(Of(name, "salt"), 3), 3, Shifted(Of(name, "code"), 5), 5);
        RunSteps(work);
        s_crypto.SrpFinishVerifier(work, v, 2);

        CollectionAssert.AreEqual(Of(name, "v"), v[2..]);
        AssertZero(work);
    }

    [TestMethod]
    [DataRow("AdkAlice")]
    [DataRow("HapPythonShortA")]
    [DataRow("HapPlain")]
    [DataRow("HapBLeadingZero")]
    public void PublicKey_Vector_IsB(string name)
    {
        byte[] B = new byte[1 + 384];
        s_crypto.SrpPublicKey(PreparedSet(name), B, 1);

        CollectionAssert.AreEqual(Of(name, "B"), B[1..]);
    }

    [TestMethod]
    [DataRow("AdkAlice", "M1PairSetup", "K")]
    [DataRow("HapPythonShortA", "M1", "K")]
    [DataRow("HapPlain", "M1", "K")]
    [DataRow("HapALeadingZero", "M1", "K")]
    [DataRow("HapALeadingZero", "M1PaddedA", "K")]
    [DataRow("HapBLeadingZero", "M1", "K")]
    [DataRow("HapSLeadingZero", "M1", "K")]
    [DataRow("HapSLeadingZero", "M1PaddedS", "KPaddedS")]
    [DataRow("HapKLeadingZero", "M1", "K")]
    public void FinishSession_FormOfM1_GivesItsKAndM2(string name, string proofName, string keyName)
    {
        byte[] proof = Of(name, proofName);
        byte[] K = new byte[64];
        byte[] M2 = new byte[64];

        Assert.IsTrue(RunSession(name, Of(name, "A"), proof, K, M2));

        CollectionAssert.AreEqual(Of(name, keyName), K);
        CollectionAssert.AreEqual(SHA512.HashData([.. Of(name, "A"), .. proof, .. K]), M2);
    }

    [TestMethod]
    [DataRow("HapPlain")]
    [DataRow("HapPythonShortA")]
    public void FinishSession_PublishedM2_IsGiven(string name)
    {
        byte[] M2 = new byte[64];
        Assert.IsTrue(RunSession(name, Of(name, "A"), Of(name, "M1"), new byte[64], M2));

        CollectionAssert.AreEqual(Of(name, "M2"), M2);
    }

    [TestMethod]
    public void StartSession_AWithoutLeadingZeros_IsTheSameNumber()
    {
        byte[] A = [.. Of("HapPythonShortA", "A").SkipWhile(b => b == 0)];

        Assert.HasCount(24, A);
        Assert.IsTrue(RunSession("HapPythonShortA", A, Of("HapPythonShortA", "M1"), new byte[64], new byte[64]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(31)]
    [DataRow(63)]
    public void FinishSession_OneBitOfProofWrong_IsRefusedWithZeroes(int at)
    {
        byte[] proof = Of("HapPlain", "M1");
        proof[at] ^= 1;
        byte[] K = Filled(64);
        byte[] M2 = Filled(64);

        Assert.IsFalse(RunSession("HapPlain", Of("HapPlain", "A"), proof, K, M2));

        AssertZero(K);
        AssertZero(M2);
    }

    [TestMethod]
    public void StartSession_ANamesZero_IsRefusedAndTheSetStays()
    {
        byte[] work = PreparedSet("HapPlain");

        Assert.IsFalse(s_crypto.SrpStartSession(work, new byte[384], 0, 384));
        Assert.IsFalse(s_crypto.SrpStartSession(work, new byte[1], 0, 1));
        Assert.IsFalse(s_crypto.SrpStartSession(work, Of("Group", "N"), 0, 384));

        Assert.IsTrue(EndSession(work, "HapPlain", Of("HapPlain", "A"), Of("HapPlain", "M1"), new byte[64], new byte[64]));
    }

    [TestMethod]
    public void StartSession_SizeOutOfRange_ThrowsAndTheSetStays()
    {
        byte[] work = PreparedSet("HapPlain");

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_crypto.SrpStartSession(work, new byte[400], 0, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_crypto.SrpStartSession(work, new byte[400], 0, 385));

        Assert.IsTrue(EndSession(work, "HapPlain", Of("HapPlain", "A"), Of("HapPlain", "M1"), new byte[64], new byte[64]));
    }

    [TestMethod]
    public void Step_WorkAreaMovedBetweenSlices_GivesTheSameResult()
    {
        byte[] B = new byte[384];
        byte[] work = NewWork();
        s_crypto.SrpStartSet(work, Of("HapPlain", "v"), 0, Of("HapPlain", "b"), 0);
        while (s_crypto.SrpStep(work))
        {
            byte[] moved = (byte[])work.Clone();
            Array.Fill(work, (byte)0xFF);
            work = moved;
        }

        s_crypto.SrpPublicKey(work, B, 0);

        CollectionAssert.AreEqual(Of("HapPlain", "B"), B);
    }

    [TestMethod]
    public void EveryCall_OnAnEmptyWorkArea_IsOutOfOrder()
    {
        AssertRefused(NewWork(), "finish verifier", "public key", "start session", "finish session", "step");
    }

    [TestMethod]
    public void EveryCall_OnAWorkAreaOfGarbage_IsOutOfOrder()
    {
        AssertRefused(Filled(s_crypto.SrpWorkBytes), "finish verifier", "public key", "start session", "finish session", "step");
    }

    [TestMethod]
    public void EveryCall_WhileVerifierRuns_IsOutOfOrder()
    {
        byte[] work = NewWork();
        s_crypto.SrpStartVerifier(work, new byte[16], 0, new byte[10], 0);
        AssertRefused(work, "finish verifier", "public key", "start session", "finish session");

        RunSteps(work);
        AssertRefused(work, "public key", "start session", "finish session");
    }

    [TestMethod]
    public void EveryCall_WhileSetAndSessionRun_IsOutOfOrder()
    {
        byte[] work = NewWork();
        byte[] A = Of("HapPlain", "A");
        s_crypto.SrpStartSet(work, Of("HapPlain", "v"), 0, Of("HapPlain", "b"), 0);
        AssertRefused(work, "finish verifier", "public key", "start session", "finish session");

        RunSteps(work);
        AssertRefused(work, "finish verifier", "finish session");

        Assert.IsTrue(s_crypto.SrpStartSession(work, A, 0, A.Length));
        AssertRefused(work, "finish verifier", "public key", "start session", "finish session");

        RunSteps(work);
        AssertRefused(work, "finish verifier", "public key", "start session");
        Assert.IsTrue(s_crypto.SrpFinishSession(
            work, Of("HapPlain", "salt"), 0, Of("HapPlain", "M1"), 0, new byte[64], 0, new byte[64], 0));
        AssertRefused(work, "finish verifier", "public key", "start session", "finish session", "step");
    }

    [TestMethod]
    public void FinishSession_OutOfOrder_LeavesOutputsZero()
    {
        byte[] K = Filled(64);
        byte[] M2 = Filled(64);

        Assert.ThrowsExactly<InvalidOperationException>(
            () => s_crypto.SrpFinishSession(NewWork(), new byte[16], 0, new byte[64], 0, K, 0, M2, 0));

        AssertZero(K);
        AssertZero(M2);
    }

    [TestMethod]
    public void Step_WhenSessionIsReady_NeitherPrivateValueNorTablesAreLeft()
    {
        byte[] work = PreparedSet("HapPlain");
        byte[] A = Of("HapPlain", "A");
        byte[] b = Of("HapPlain", "b");
        Assert.AreNotEqual(-1, work.AsSpan().IndexOf(b));

        Assert.IsTrue(s_crypto.SrpStartSession(work, A, 0, A.Length));
        RunSteps(work);

        Assert.AreEqual(-1, work.AsSpan().IndexOf(b));
        int limit = (4 * 384) + 16; // A, B, S, R * R mod N and the state
        Assert.IsLessThanOrEqualTo(limit, work.Count(value => value != 0));
    }

    private static byte[] NewWork() => new byte[s_crypto.SrpWorkBytes];

    private static byte[] Filled(int count) => [.. Enumerable.Repeat((byte)0xA5, count)];

    private static byte[] Of(string name, string value) => Vector.Bytes(typeof(SrpVectors), name + "_" + value);

    private static byte[] Shifted(byte[] bytes, int by) => [.. Filled(by), .. bytes];

    private static void RunSteps(byte[] work)
    {
        int steps = 1;
        while (s_crypto.SrpStep(work))
        {
            Assert.IsLessThan(MaxSteps, ++steps);
        }
    }

    private static byte[] PreparedSet(string name)
    {
        byte[] work = NewWork();
        s_crypto.SrpStartSet(work, Shifted(Of(name, "v"), 1), 1, Shifted(Of(name, "b"), 2), 2);
        RunSteps(work);
        return work;
    }

    private static bool RunSession(string name, byte[] A, byte[] proof, byte[] K, byte[] M2)
    {
        return EndSession(PreparedSet(name), name, A, proof, K, M2);
    }

    private static bool EndSession(byte[] work, string name, byte[] A, byte[] proof, byte[] K, byte[] M2)
    {
        Assert.IsTrue(s_crypto.SrpStartSession(work, Shifted(A, 7), 7, A.Length));
        RunSteps(work);
        bool matched = s_crypto.SrpFinishSession(work, Of(name, "salt"), 0, Shifted(proof, 9), 9, K, 0, M2, 0);
        AssertZero(work);
        return matched;
    }

    private static void AssertZero(byte[] bytes) => Assert.IsFalse(bytes.Any(value => value != 0));

    // Each call throws and leaves the work area as it was.
    private static void AssertRefused(byte[] work, params string[] calls)
    {
        byte[] before = (byte[])work.Clone();
        foreach (string call in calls)
        {
            Assert.ThrowsExactly<InvalidOperationException>(() => Call(work, call), call);
            CollectionAssert.AreEqual(before, work, call);
        }
    }

    private static void Call(byte[] work, string call)
    {
        switch (call)
        {
            case "finish verifier":
                s_crypto.SrpFinishVerifier(work, new byte[384], 0);
                break;
            case "public key":
                s_crypto.SrpPublicKey(work, new byte[384], 0);
                break;
            case "start session":
                s_crypto.SrpStartSession(work, Of("HapPlain", "A"), 0, 384);
                break;
            case "finish session":
                s_crypto.SrpFinishSession(work, new byte[16], 0, new byte[64], 0, new byte[64], 0, new byte[64], 0);
                break;
            case "step":
                s_crypto.SrpStep(work);
                break;
            default:
                throw new ArgumentException(call);
        }
    }
}
