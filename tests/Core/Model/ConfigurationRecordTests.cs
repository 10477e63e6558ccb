// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class ConfigurationRecordTests
{
    private const string HashText = "000102030405060708090a0b0c0d0e0f";

    [TestMethod]
    public void Number_NoRecord_IsOneAndNew()
    {
        Assert.AreEqual(1, ConfigurationRecord.Number(new byte[0], -1, Hash(0), Hex.Utf8("1.0.0"), out bool isNew));
        Assert.IsTrue(isNew);
    }

    [TestMethod]
    public void Write_Record_IsTheDocumentedLayout()
    {
        byte[] buffer = Hex.Filled(ConfigurationRecord.MaxBytes);

        int count = ConfigurationRecord.Write(0x1234, Hash(0), Hex.Utf8("1.0"), buffer);

        Expect.Bytes("013412" + HashText + "312e30", buffer, 0, count);
        Assert.IsTrue(Hex.IsUntouched(buffer, count, buffer.Length - count));
    }

    [TestMethod]
    public void Number_NothingChanged_StaysAndNeedsNoWrite()
    {
        Assert.AreEqual(7, Next(7, Hash(0), "1.0.0", out bool isNew));
        Assert.IsFalse(isNew);
    }

    [TestMethod]
    public void Number_AnyBitOfTheHashChanged_GoesUp()
    {
        for (int bit = 0; bit < 128; bit++)
        {
            byte[] hash = Hash(0);
            hash[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.AreEqual(8, Next(7, hash, "1.0.0", out bool isNew));
            Assert.IsTrue(isNew);
        }
    }

    [TestMethod]
    [DataRow("1.0.1")]
    [DataRow("1.0")]
    [DataRow("1.0.00")]
    [DataRow("2.0.0")]
    public void Number_FirmwareChanged_GoesUp(string firmware)
    {
        Assert.AreEqual(8, Next(7, Hash(0), firmware, out bool isNew));
        Assert.IsTrue(isNew);
    }

    [TestMethod]
    public void Number_65535Changed_ComesToOne()
    {
        Assert.AreEqual(65535, Next(65535, Hash(0), "1.0.0", out _));
        Assert.AreEqual(65535, Next(65534, Hash(1), "1.0.0", out _));
        Assert.AreEqual(1, Next(65535, Hash(1), "1.0.0", out bool isNew));
        Assert.IsTrue(isNew);
    }

    [TestMethod]
    public void Number_DamagedRecord_IsFarFromWhatWasCounted()
    {
        byte[] record = new byte[ConfigurationRecord.MaxBytes];
        int count = ConfigurationRecord.Write(7, Hash(0), Hex.Utf8("1.0.0"), record);

        Assert.AreEqual(32768, ConfigurationRecord.Number(record, -2, Hash(0), Hex.Utf8("1.0.0"), out bool isNew));
        Assert.IsTrue(isNew);
        Assert.AreEqual(32768, ConfigurationRecord.Number(record, 18, Hash(0), Hex.Utf8("1.0.0"), out _));
        Assert.AreEqual(32768, ConfigurationRecord.Number(record, 0, Hash(0), Hex.Utf8("1.0.0"), out _));
        record[0] = 9;
        Assert.AreEqual(32768, ConfigurationRecord.Number(record, count, Hash(0), Hex.Utf8("1.0.0"), out _));
    }

    private static int Next(int stored, byte[] hash, string firmware, out bool isNew)
    {
        byte[] record = new byte[ConfigurationRecord.MaxBytes];
        int count = ConfigurationRecord.Write(stored, Hash(0), Hex.Utf8("1.0.0"), record);
        return ConfigurationRecord.Number(record, count, hash, Hex.Utf8(firmware), out isNew);
    }

    private static byte[] Hash(int first)
    {
        byte[] hash = Hex.Bytes(HashText);
        hash[0] = (byte)first;
        return hash;
    }
}
