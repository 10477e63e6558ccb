// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;

namespace HapNano.Fuzz;

/// <summary>Every input of the corpus, which is what earlier searches found worth keeping, with all properties checked.</summary>
[TestClass]
public class CorpusTests
{
    [TestMethod]
    [DataRow("tlv8")]
    [DataRow("json")]
    [DataRow("http")]
    [DataRow("frames")]
    [DataRow("dns")]
    [DataRow("records")]
    [DataRow("pairing")]
    [DataRow("connection")]
    public void Run_EveryInputOfTheCorpus_KeepsTheProperties(string name)
    {
        FuzzTarget target = FuzzTarget.All.Single(candidate => candidate.Name == name);
        byte[][] inputs = [.. target.Seeds(), .. Corpus.Read(target)];
        Assert.IsGreaterThan(target.Seeds().Count(), inputs.Length, "the corpus is there");
        foreach (byte[] input in inputs)
        {
            try
            {
                target.Run(input);
            }
            catch (Exception exception)
            {
                // Whatever it is, whoever reads it wants the input.
                Assert.Fail($"{name} --input {Convert.ToBase64String(input)}\n{exception}");
            }
        }
    }
}
