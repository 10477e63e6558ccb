// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class CharacteristicDefinitionTests
{
    [TestMethod]
    public void Definitions_AskedTwice_AreShared()
    {
        CharacteristicDefinition first = CharacteristicDefinitions.On;
        CharacteristicDefinition second = CharacteristicDefinitions.On;

        Assert.AreSame(first, second);
        Assert.AreNotEqual(CharacteristicDefinitions.On.Type, CharacteristicDefinitions.Hue.Type);
    }

    [TestMethod]
    [DataRow("00000025-0000-1000-8000-0026BB765291", 0x25)]
    [DataRow("00000025-0000-1000-8000-0026bb765291", 0x25)]
    [DataRow("0000021b-0000-1000-8000-0026bb765291", 0x21B)]
    [DataRow("5fcd7a41-9c3b-4d0f-8a1e-111213141516", 0)]
    [DataRow("00000000-0000-1000-8000-0026BB765291", 0)]
    public void Constructor_Uuid_IsApplesNumberOrWhole(string uuid, int type)
    {
        var definition = new CharacteristicDefinition(uuid, CharacteristicFormat.Bool);

        Assert.AreEqual(type, definition.Type);
        Assert.AreEqual(type == 0, definition.VendorType != null);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("25")]
    [DataRow("5fcd7a419c3b4d0f8a1e111213141516")]
    [DataRow("5fcd7a41-9c3b-4d0f-8a1e-11121314151")]
    [DataRow("5fcd7a41-9c3b-4d0f-8a1e-1112131415166")]
    [DataRow("5fcd7a41-9c3b-4d0f-8a1e+111213141516")]
    [DataRow("5fcd7a41-9c3b-4d0f-8a1e-11121314151g")]
    [DataRow("5fcd7a419-c3b-4d0f-8a1e-111213141516")]
    public void Constructor_NoUuid_BreaksType(string uuid)
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new CharacteristicDefinition(uuid, CharacteristicFormat.Bool));
        ModelTools.Breaks(DatabaseRule.Type, () => new Service(uuid));
    }

    [TestMethod]
    public void Constructor_NumberZeroOrNoUuid_BreaksType()
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new CharacteristicDefinition(null, CharacteristicFormat.Bool));
        ModelTools.Breaks(DatabaseRule.Type, () => new Service(null));
        ModelTools.Breaks(DatabaseRule.Type, () => new CharacteristicDefinition(0, CharacteristicFormat.Bool));
        ModelTools.Breaks(DatabaseRule.Type, () => new Service(0));
    }

    [TestMethod]
    public void Constructor_NothingAllowed_BreaksPermissions()
    {
        ModelTools.Breaks(DatabaseRule.Permissions, () => new CharacteristicDefinition(
            1, CharacteristicFormat.Bool, CharacteristicPermissions.None));
        ModelTools.Breaks(DatabaseRule.Permissions, () => new CharacteristicDefinition(
            1, CharacteristicFormat.Bool, CharacteristicPermissions.Write | CharacteristicPermissions.Notify));
    }

    [TestMethod]
    [DataRow((int)CharacteristicFormat.UInt8, 0d, 256d, 1d)]
    [DataRow((int)CharacteristicFormat.UInt8, -1d, 10d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, 0d, 2147483648d, 1d)]
    [DataRow((int)CharacteristicFormat.UInt64, 0d, 9007199254740994d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, 10d, 0d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, 0d, 10d, 3d)]
    [DataRow((int)CharacteristicFormat.Int, 0d, 10d, -1d)]
    [DataRow((int)CharacteristicFormat.Int, 0d, 10d, 0.5d)]
    [DataRow((int)CharacteristicFormat.Int, 0.5d, 10.5d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, 0d, double.NaN, 1d)]
    [DataRow((int)CharacteristicFormat.Int, double.NaN, 10d, 1d)]
    [DataRow((int)CharacteristicFormat.Float, 0d, double.PositiveInfinity, 1d)]
    [DataRow((int)CharacteristicFormat.Float, 0d, 10d, double.NaN)]
    [DataRow((int)CharacteristicFormat.Float, 0d, 1d, 0.3d)]
    [DataRow((int)CharacteristicFormat.Bool, 0d, 1d, 1d)]
    [DataRow((int)CharacteristicFormat.String, 0d, 1d, 1d)]
    [DataRow((int)CharacteristicFormat.Data, 0d, 1d, 0d)]
    public void Constructor_BadRange_BreaksRange(int format, double minimum, double maximum, double step)
    {
        ModelTools.Breaks(DatabaseRule.Range, () => new CharacteristicDefinition(
            1, (CharacteristicFormat)format, minimum: minimum, maximum: maximum, step: step));
    }

    [TestMethod]
    [DataRow((int)CharacteristicFormat.UInt8, 0d, 255d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, -2147483648d, 2147483647d, 1d)]
    [DataRow((int)CharacteristicFormat.Int, -10d, 20d, 15d)]
    [DataRow((int)CharacteristicFormat.UInt64, 0d, 9007199254740992d, 1d)]
    [DataRow((int)CharacteristicFormat.Float, 10d, 38d, 0.1d)]
    [DataRow((int)CharacteristicFormat.Float, -273.1d, 1000d, 0.1d)]
    [DataRow((int)CharacteristicFormat.Float, 0.0001d, 100000d, 0.0001d)]
    [DataRow((int)CharacteristicFormat.Float, 0d, 100000d, 0d)]
    public void Constructor_GoodRange_IsTaken(int format, double minimum, double maximum, double step)
    {
        var definition = new CharacteristicDefinition(1, (CharacteristicFormat)format, minimum: minimum, maximum: maximum, step: step);

        Assert.IsTrue(definition.HasRange);
        Assert.IsTrue(definition.Maximum == maximum);
    }

    [TestMethod]
    public void Constructor_BadLength_BreaksLength()
    {
        ModelTools.Breaks(DatabaseRule.Length, () => new CharacteristicDefinition(1, CharacteristicFormat.String, maxLength: 257));
        ModelTools.Breaks(DatabaseRule.Length, () => new CharacteristicDefinition(1, CharacteristicFormat.Data, maxLength: 2097153));
        ModelTools.Breaks(DatabaseRule.Length, () => new CharacteristicDefinition(1, CharacteristicFormat.Tlv8, maxLength: -1));
    }

    [TestMethod]
    public void Constructor_LengthsLeftOut_AreTheUsualOnes()
    {
        Assert.AreEqual(64, new CharacteristicDefinition(1, CharacteristicFormat.String).MaxLength);
        Assert.AreEqual(2097152, new CharacteristicDefinition(1, CharacteristicFormat.Data).MaxLength);
        Assert.AreEqual(0, new CharacteristicDefinition(1, CharacteristicFormat.Bool).MaxLength);
    }

    [TestMethod]
    public void Constructor_BadValidValues_BreaksValidValues()
    {
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewEnumeration(CharacteristicFormat.UInt8, 0, 3));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewEnumeration(CharacteristicFormat.UInt8, 1, 0));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewEnumeration(CharacteristicFormat.UInt8));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => NewEnumeration(CharacteristicFormat.Float, 0, 1));
    }

    [TestMethod]
    public void SetValidValues_VendorType_BreaksValidValues()
    {
        var mode = new IntCharacteristic(new CharacteristicDefinition(
            "5fcd7a41-9c3b-4d0f-8a1e-111213141516", CharacteristicFormat.UInt8, minimum: 0, maximum: 3, step: 1));

        ModelTools.Breaks(DatabaseRule.ValidValues, () => mode.SetValidValues(0, 1));
    }

    // HAP GET /accessories and /characteristics: members and words of every format and unit.
    [TestMethod]
    [DataRow((int)CharacteristicFormat.Bool, (int)CharacteristicUnit.None, ",\"format\":\"bool\"")]
    [DataRow((int)CharacteristicFormat.UInt8, (int)CharacteristicUnit.Celsius, ",\"format\":\"uint8\",\"unit\":\"celsius\"")]
    [DataRow((int)CharacteristicFormat.UInt16, (int)CharacteristicUnit.Percentage, ",\"format\":\"uint16\",\"unit\":\"percentage\"")]
    [DataRow((int)CharacteristicFormat.UInt32, (int)CharacteristicUnit.ArcDegrees, ",\"format\":\"uint32\",\"unit\":\"arcdegrees\"")]
    [DataRow((int)CharacteristicFormat.UInt64, (int)CharacteristicUnit.Lux, ",\"format\":\"uint64\",\"unit\":\"lux\"")]
    [DataRow((int)CharacteristicFormat.Int, (int)CharacteristicUnit.Seconds, ",\"format\":\"int\",\"unit\":\"seconds\"")]
    [DataRow((int)CharacteristicFormat.Float, (int)CharacteristicUnit.None, ",\"format\":\"float\"")]
    [DataRow((int)CharacteristicFormat.String, (int)CharacteristicUnit.None, ",\"format\":\"string\"")]
    [DataRow((int)CharacteristicFormat.Tlv8, (int)CharacteristicUnit.None, ",\"format\":\"tlv8\"")]
    [DataRow((int)CharacteristicFormat.Data, (int)CharacteristicUnit.None, ",\"format\":\"data\"")]
    public void WriteMetadata_EveryFormatAndUnit_HasItsWord(int format, int unit, string expected)
    {
        var definition = new CharacteristicDefinition(
            1, (CharacteristicFormat)format, CharacteristicPermissions.Read, (CharacteristicUnit)unit);

        Assert.AreEqual(expected, ModelTools.Metadata(NewCharacteristic(definition)));
    }

    // HomeKitADK Tests/HAPUUIDTest.
    [TestMethod]
    [DataRow("0000003E-0000-1000-8000-0026BB765291", "3E")]
    [DataRow("00000F25-0000-1000-8000-0026BB765291", "F25")]
    [DataRow("0000BBAB-0000-1000-8000-0026BB765291", "BBAB")]
    [DataRow("00112233-0000-1000-8000-0026BB765291", "112233")]
    [DataRow("010004FF-0000-1000-8000-0026BB765291", "10004FF")]
    [DataRow("FF000000-0000-1000-8000-0026BB765291", "FF000000")]
    [DataRow("34AB8811-AC7F-4340-BAC3-FD6A85F9943B", "34AB8811-AC7F-4340-BAC3-FD6A85F9943B")]
    public void WriteType_PublishedUuids_AreShortened(string uuid, string expected)
    {
        var on = new BoolCharacteristic(new CharacteristicDefinition(uuid, CharacteristicFormat.Bool));
        byte[] buffer = new byte[100];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);

        on.WriteType(new JsonWriter(sink));

        Assert.AreEqual(",\"type\":\"" + expected + "\"", Encoding.UTF8.GetString(buffer, 0, sink.Written));
        Assert.AreSame(on, ModelTools.NewDatabase(on).Find(1, 11));
    }

    [TestMethod]
    public void WritePermissions_All_AreInHapsOrderAndAdminIsNotTold()
    {
        var on = new BoolCharacteristic(new CharacteristicDefinition(1, CharacteristicFormat.Bool, (CharacteristicPermissions)0x77F));
        byte[] buffer = new byte[100];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);

        on.WritePermissions(new JsonWriter(sink));

        Assert.AreEqual(
            ",\"perms\":[\"pr\",\"pw\",\"ev\",\"aa\",\"tw\",\"wr\",\"hd\"]", Encoding.UTF8.GetString(buffer, 0, sink.Written));
    }

    private static CharacteristicDefinition NewEnumeration(CharacteristicFormat format, params int[] values)
    {
        return new CharacteristicDefinition(1, format, minimum: 0, maximum: 2, step: 1, validValues: values);
    }

    private static Characteristic NewCharacteristic(CharacteristicDefinition definition)
    {
        return definition.Format switch
        {
            CharacteristicFormat.Bool => new BoolCharacteristic(definition),
            CharacteristicFormat.Float => new FloatCharacteristic(definition),
            CharacteristicFormat.String => new StringCharacteristic(definition),
            CharacteristicFormat.Tlv8 => new DataCharacteristic(definition),
            CharacteristicFormat.Data => new DataCharacteristic(definition),
            _ => new IntCharacteristic(definition),
        };
    }
}
