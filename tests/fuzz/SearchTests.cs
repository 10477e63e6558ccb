// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Tests.Fakes;

namespace HapNano.Fuzz;

/// <summary>That the search can find something: bugs planted in the copy that it runs, and properties that are broken on purpose.</summary>
[TestClass]
public class SearchTests
{
    // A search is the same with the same seed and the same product; what a seed finds first changes with every line of the product.
    private const int Seeds = 10;

    [TestMethod]
    [DataRow("frame-length", "frames", "nothing is held back")]
    [DataRow("item-type", "tlv8", "IndexOutOfRangeException")]
    [DataRow("write-results", "connection", "IndexOutOfRangeException")]
    public void Run_BugPlanted_FindsIt(string plant, string target, string expected)
    {
        string result = "";
        for (int seed = 1; seed <= Seeds && !result.StartsWith("failed after"); seed++)
        {
            result = FuzzContext.Run(["--target", target, "--plant", plant, "--from", "seeds", "--executions", "2000", "--seed", $"{seed}"]);
        }

        StringAssert.StartsWith(result, "failed after");
        StringAssert.Contains(result, expected);
    }

    [TestMethod]
    public void Run_NothingPlanted_LearnsNewWaysAndFindsNothing()
    {
        string few = FuzzContext.Run(["--target", "tlv8", "--from", "seeds", "--executions", "3", "--seed", "1"]);
        string many = FuzzContext.Run(["--target", "tlv8", "--from", "seeds", "--executions", "3000", "--seed", "1"]);

        StringAssert.StartsWith(few, "tlv8: 3 executions");
        StringAssert.StartsWith(many, "tlv8: 3000 executions");
        Assert.AreNotEqual(Learned(few), Learned(many));
    }

    [TestMethod]
    public void Run_SameSeed_IsTheSameSearch()
    {
        string[] arguments = ["--target", "http", "--from", "seeds", "--executions", "2000", "--seed", "5"];

        string first = FuzzContext.Run(arguments);
        StringAssert.StartsWith(first, "http: 2000 executions");
        Assert.AreEqual(Learned(first), Learned(FuzzContext.Run(arguments)));
    }

    [TestMethod]
    public void Secrets_InAnySpelling_AreSeen()
    {
        HostBench bench = HostBench.Paired();
        var secrets = new Secrets(bench);
        byte[] seed = bench.Store.Get(Storage.StoreRecord.Identity)![7..39];
        secrets.Check("nothing to see"u8.ToArray());
        foreach (byte[] text in new byte[][]
        {
            [1, 2, .. seed], Encoding.ASCII.GetBytes(" " + Convert.ToHexString(seed)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(seed)),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(seed)), Encoding.ASCII.GetBytes("code " + HostBench.Code), Encoding.ASCII.GetBytes(HostBench.Code.Replace("-", "")),
        })
        {
            Assert.ThrowsExactly<PropertyException>(() => secrets.Check(text));
        }
    }

    [TestMethod]
    public void Run_AccessoryTellsItsCode_IsSeen()
    {
        // The product's own text is the code, so every reader is told.
        byte[] write = Encoding.ASCII.GetBytes($"{{\"characteristics\":[{{\"aid\":1,\"iid\":36,\"value\":\"{HostBench.Code}\"}}]}}");
        Script script = new Script { Flags = Script.PairedFlag }.Add(OperationCode.Verify).Add(OperationCode.Request, 0, 0, write).Add(OperationCode.Request, 0, 9);

        PropertyException exception = Assert.ThrowsExactly<PropertyException>(() => ScriptRunner.Run(script));
        StringAssert.Contains(exception.Message, "secret");
    }

    // What stands behind the time it took: classes of edges, and inputs.
    private static string Learned(string summary) => summary[(summary.IndexOf(" s, ", StringComparison.Ordinal) + 4)..];
}
