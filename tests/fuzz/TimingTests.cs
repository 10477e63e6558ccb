// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using HapNano.Tests.Fakes;

namespace HapNano.Fuzz;

/// <summary>
/// What is wrong in a proof or a tag changes nothing in what the C# executes: every block runs equally often and in the same order of pairs, wherever
/// the wrong bytes are. So there is no time to learn from. The comparison itself is C, and checked by the native suite.
/// </summary>
[TestClass]
public class TimingTests
{
    private const int ProofBytes = 64;
    private const int TagBytes = 16;

    // Two bytes of length, so many of text, and the tag: 32 in all, of which variant n of Damaged damages byte n.
    private const string FrameText = "GET / HTTP/1.1";

    [TestMethod]
    public void PairSetupM3_ProofWrongAnywhere_TakesOneWay()
    {
        byte[] right = RightM3();
        int proof = right.Length - ProofBytes;
        byte[] allWrong = [.. right[..proof], .. right[proof..].Select(value => (byte)~value)];
        byte[][] wrong = [.. Enumerable.Range(proof, ProofBytes).Select(at => Flipped(right, at)), allWrong];

        CheckOneWay([.. wrong.Select(SetupScript)], SetupScript(right));
    }

    [TestMethod]
    public void PairSetupM5_TagWrongAnywhere_TakesOneWay()
    {
        // State 3; head of the sealed items 2; identifier 38, key 34, signature 66.
        const int tag = 3 + 2 + 38 + 34 + 66;

        CheckOneWay([.. Enumerable.Range(tag, TagBytes).Select(at => SetupScript(at))], SetupScript(-1));
    }

    [TestMethod]
    public void PairVerifyM3_TagWrongAnywhere_TakesOneWay()
    {
        // State 3; head of the sealed items 2; identifier 38, signature 66.
        const int tag = 3 + 2 + 38 + 66;

        CheckOneWay([.. Enumerable.Range(tag, TagBytes).Select(at => VerifyScript(at))], VerifyScript(-1));
    }

    [TestMethod]
    public void Frame_TagWrongAnywhere_TakesOneWay()
    {
        const int tag = 2 + 14;

        CheckOneWay([.. Enumerable.Range(tag, TagBytes).Select(FrameScript)], Paired().Add(OperationCode.Verify).Add(OperationCode.Text, 0, 0, FrameText));
    }

    private static void CheckOneWay(Script[] wrong, Script right)
    {
        const string passed = "passed; ways ";
        string result = FuzzContext.Run(["--target", "connection", "--input", string.Join(',', wrong.Append(right).Select(script => Convert.ToBase64String(script.ToBytes())))]);
        StringAssert.StartsWith(result, passed);
        string[] ways = result[passed.Length..].Split(' ');
        Assert.HasCount(wrong.Length + 1, ways);
        Assert.AreNotEqual(ways[0], ways[^1], "what is right goes on");
        for (int i = 1; i < wrong.Length; i++)
        {
            Assert.AreEqual(ways[0], ways[i], $"wrong in place {i}");
        }
    }

    private static byte[] Flipped(byte[] message, int at)
    {
        byte[] changed = [.. message];
        changed[at] ^= 1;
        return changed;
    }

    // The accessory of every script draws the same numbers: what proves the code to this one proves it to all.
    private static byte[] RightM3()
    {
        var bench = new HostBench(new FakeStore(), null);
        var peer = new FuzzPeer(bench, bench.Host.Accept(1, bench.NowMs), isBytewise: false);
        peer.Ask(FuzzPeer.Request("POST /pair-setup", "application/pairing+tlv8", TestController.SetupM1()));
        return new QuickController("anybody").SetupM3(peer.LastTlv, HostBench.Code);
    }

    private static Script Paired() => new() { Flags = Script.PairedFlag };

    // Request 4 is POST /pair-setup.
    private static Script SetupScript(byte[] m3) => new Script().Add(OperationCode.Setup).Add(OperationCode.Request, 0, 4, m3);

    private static Script SetupScript(int wrongAt) => new Script().Add(OperationCode.Setup).Add(OperationCode.Setup, 0, 1).Add(OperationCode.Setup, 0, 3, Change(wrongAt));

    private static Script VerifyScript(int wrongAt) => Paired().Add(OperationCode.Verify, 0, 0, Change(wrongAt));

    private static Script FrameScript(int wrongAt) => Paired().Add(OperationCode.Verify).Add(OperationCode.Damaged, 0, wrongAt, FrameText);

    private static byte[] Change(int at) => at < 0 ? [] : [(byte)at, 0x10];
}
