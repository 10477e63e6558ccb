// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The vector that no array of the board can hold, a million letters: for .NET only.</summary>
[TestClass]
public class ReferenceSha512LongTests
{
    [TestMethod]
    public void Hash_MessageLongerThanAnArrayOfTheBoard_GivesItsDigest()
    {
        CaseReader cases = new CaseReader(Sha512Cases.Lines());
        int found = 0;
        while (cases.Next())
        {
            byte[] part = cases.Bytes("message");
            int count = ReferenceSha512Tests.Count(cases);
            if (part.Length * count > ReferenceSha512Tests.LongestArray)
            {
                Assert.AreEqual(cases.Text("digest"), Hex.Text(ReferenceSha512.Hash(ReferenceSha512Tests.Repeat(part, count))));
                found++;
            }
        }

        Assert.AreEqual(1, found);
    }
}
