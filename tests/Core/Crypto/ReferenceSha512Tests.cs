// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The oracle's own vectors.</summary>
[TestClass]
public class ReferenceSha512Tests
{
    /// <summary>An array of nanoFramework holds no more; ReferenceSha512LongTests has the messages beyond.</summary>
    internal const int LongestArray = 700000;

    [TestMethod]
    public void Hash_PublishedMessages_GiveTheirDigests()
    {
        CaseReader cases = new CaseReader(Sha512Cases.Lines());
        while (cases.Next())
        {
            int count = Count(cases);
            if (cases.Bytes("message").Length * count > LongestArray)
            {
                continue;
            }

            byte[] message = Repeat(cases.Bytes("message"), count);
            Assert.AreEqual(cases.Text("digest"), Hex.Text(ReferenceSha512.Hash(message)));
        }

        Assert.AreEqual(24, cases.Count);
    }

    [TestMethod]
    public void Hmac_PublishedMessages_GiveTheirCodes()
    {
        CaseReader cases = new CaseReader(HmacSha512Cases.Lines());
        while (cases.Next())
        {
            byte[] mac = ReferenceSha512.Hmac(cases.Bytes("key"), cases.Bytes("data"));
            Assert.AreEqual(cases.Text("mac"), Hex.Text(mac, 0, cases.Bytes("mac").Length));
        }

        Assert.AreEqual(11, cases.Count);
    }

    [TestMethod]
    public void Hkdf_PublishedKeys_GiveTheirOutput()
    {
        CaseReader cases = new CaseReader(HkdfSha512Cases.Lines());
        while (cases.Next())
        {
            byte[] output = ReferenceSha512.Hkdf(
                cases.Bytes("secret"), cases.Bytes("salt"), cases.Bytes("info"), cases.Bytes("output").Length);
            Assert.AreEqual(cases.Text("output"), Hex.Text(output));
        }

        Assert.AreEqual(16, cases.Count);
    }

    /// <summary>Times that a case repeats its message.</summary>
    internal static int Count(CaseReader cases)
    {
        return cases.Has("count") ? Number(cases.Bytes("count")) : 1;
    }

    /// <summary>A message some times over.</summary>
    internal static byte[] Repeat(byte[] part, int count)
    {
        byte[] message = new byte[part.Length * count];
        for (int i = 0; i < count; i++)
        {
            System.Array.Copy(part, 0, message, i * part.Length, part.Length);
        }

        return message;
    }

    private static int Number(byte[] bigEndian)
    {
        int number = 0;
        for (int i = 0; i < bigEndian.Length; i++)
        {
            number = (number << 8) | bigEndian[i];
        }

        return number;
    }
}
