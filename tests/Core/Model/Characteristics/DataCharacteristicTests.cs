// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class DataCharacteristicTests
{
    [TestMethod]
    [DataRow("\"\"", "")]
    [DataRow("\"AA==\"", "00")]
    [DataRow("\"AQID\"", "010203")]
    [DataRow("\"\\/\\/79\"", "fffefd")]
    public void Write_Base64_IsTaken(string json, string expected)
    {
        DataCharacteristic data = NewData();

        Assert.AreEqual(0, ModelTools.Write(data, json));
        Expect.Bytes(expected, data.Value, 0, data.Value.Length);
    }

    [TestMethod]
    [DataRow("\"AQI\"")]
    [DataRow("\"A===\"")]
    [DataRow("\"AQ*D\"")]
    [DataRow("\"AQ ID\"")]
    [DataRow("\"AQID=\"")]
    [DataRow("1")]
    [DataRow("true")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    public void Write_AnythingElse_IsRefused(string json)
    {
        DataCharacteristic data = NewData();

        Assert.AreEqual(-70410, ModelTools.Write(data, json));
        Assert.AreEqual("\"Bw==\"", ModelTools.Text(data));
    }

    [TestMethod]
    public void Write_TooLong_IsRefused()
    {
        DataCharacteristic data = NewData();

        Assert.AreEqual(0, ModelTools.Write(data, "\"AQIDBA==\""));
        Assert.AreEqual(-70410, ModelTools.Write(data, "\"AQIDBAU=\""));
        Assert.AreEqual(4, data.Value.Length);
        Assert.AreEqual(",\"format\":\"data\",\"maxDataLen\":4", ModelTools.Metadata(data));
    }

    [TestMethod]
    public void Value_SetByTheProgram_IsCopiedAndTold()
    {
        DataCharacteristic data = NewData();
        var listener = new RecordingListener();
        ModelTools.NewDatabase(data).Listener = listener;
        byte[] told = null;
        data.Changed += value => told = value;
        byte[] mine = new byte[] { 1, 2, 3 };

        data.Value = mine;
        mine[0] = 99;

        Expect.Bytes("010203", told, 0, told.Length);
        Assert.AreEqual("\"AQID\"", ModelTools.Text(data));
        Assert.AreEqual(1, listener.ChangeCount);
        data.Value = new byte[] { 1, 2, 3 };
        Assert.AreEqual(1, listener.ChangeCount);
    }

    [TestMethod]
    public void Value_NoneOrTooLong_Throws()
    {
        DataCharacteristic data = NewData();

        Expect.Throws(typeof(System.ArgumentNullException), () => data.Value = null);
        Expect.Throws(typeof(System.ArgumentOutOfRangeException), () => data.Value = new byte[5]);
        ModelTools.Breaks(DatabaseRule.Length, () => new DataCharacteristic(data.Definition, new byte[5]));
        ModelTools.Breaks(DatabaseRule.Type, () => new DataCharacteristic(CharacteristicDefinitions.Name));
    }

    private static DataCharacteristic NewData()
    {
        return new DataCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.Data, maxLength: 4), new byte[] { 7 });
    }
}
