// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class AccessoryDatabaseTests
{
    // The example of a lamp in public descriptions of HAP, member by member, with our limits of Brightness (int, 0..100, step 1).
    private const string LampBody =
        "{\"accessories\":[{\"aid\":1,\"services\":["
        + "{\"iid\":1,\"type\":\"3E\",\"characteristics\":["
        + "{\"iid\":2,\"type\":\"14\",\"format\":\"bool\",\"perms\":[\"pw\"]},"
        + "{\"iid\":3,\"type\":\"20\",\"format\":\"string\",\"value\":\"Maker\",\"perms\":[\"pr\"]},"
        + "{\"iid\":4,\"type\":\"21\",\"format\":\"string\",\"value\":\"Model1\",\"perms\":[\"pr\"]},"
        + "{\"iid\":5,\"type\":\"23\",\"format\":\"string\",\"value\":\"Lamp\",\"perms\":[\"pr\"]},"
        + "{\"iid\":6,\"type\":\"30\",\"format\":\"string\",\"value\":\"SN0001\",\"perms\":[\"pr\"]},"
        + "{\"iid\":7,\"type\":\"52\",\"format\":\"string\",\"value\":\"1.0.0\",\"perms\":[\"pr\"]}]},"
        + "{\"iid\":8,\"type\":\"A2\",\"characteristics\":["
        + "{\"iid\":9,\"type\":\"37\",\"format\":\"string\",\"value\":\"1.1.0\",\"perms\":[\"pr\"]}]},"
        + "{\"iid\":10,\"type\":\"43\",\"primary\":true,\"characteristics\":["
        + "{\"iid\":11,\"type\":\"25\",\"format\":\"bool\",\"value\":false,\"perms\":[\"pr\",\"pw\",\"ev\"]},"
        + "{\"iid\":12,\"type\":\"8\",\"format\":\"int\",\"value\":50,\"unit\":\"percentage\","
        + "\"minValue\":0,\"maxValue\":100,\"minStep\":1,\"perms\":[\"pr\",\"pw\",\"ev\"]}]}]}]}";

    [TestMethod]
    public void WriteUnit_Lamp_IsTheKnownBody()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness(50);

        Assert.AreEqual(LampBody, ModelTools.Text(ModelTools.NewDatabase(lamp)));
    }

    [TestMethod]
    public void WriteUnit_Bridge_SeparatesAccessoriesAndHasProtocolInformationOnce()
    {
        Accessory bridge = new Accessory("Bridge", "Maker", "BR", "SN0001");
        Accessory bridged = new Accessory("Left", "Maker", "SW", "SN0002") { AccessoryId = 9007199254740991 };
        bridged.Add(new HapNano.Model.Switch());
        var database = new AccessoryDatabase(bridge, bridged);

        Assert.AreEqual(
            "{\"accessories\":[{\"aid\":1,\"services\":["
            + "{\"iid\":1,\"type\":\"3E\",\"characteristics\":["
            + "{\"iid\":2,\"type\":\"14\",\"format\":\"bool\",\"perms\":[\"pw\"]},"
            + "{\"iid\":3,\"type\":\"20\",\"format\":\"string\",\"value\":\"Maker\",\"perms\":[\"pr\"]},"
            + "{\"iid\":4,\"type\":\"21\",\"format\":\"string\",\"value\":\"BR\",\"perms\":[\"pr\"]},"
            + "{\"iid\":5,\"type\":\"23\",\"format\":\"string\",\"value\":\"Bridge\",\"perms\":[\"pr\"]},"
            + "{\"iid\":6,\"type\":\"30\",\"format\":\"string\",\"value\":\"SN0001\",\"perms\":[\"pr\"]},"
            + "{\"iid\":7,\"type\":\"52\",\"format\":\"string\",\"value\":\"1.0.0\",\"perms\":[\"pr\"]}]},"
            + "{\"iid\":8,\"type\":\"A2\",\"characteristics\":["
            + "{\"iid\":9,\"type\":\"37\",\"format\":\"string\",\"value\":\"1.1.0\",\"perms\":[\"pr\"]}]}]},"
            + "{\"aid\":9007199254740991,\"services\":["
            + "{\"iid\":1,\"type\":\"3E\",\"characteristics\":["
            + "{\"iid\":2,\"type\":\"14\",\"format\":\"bool\",\"perms\":[\"pw\"]},"
            + "{\"iid\":3,\"type\":\"20\",\"format\":\"string\",\"value\":\"Maker\",\"perms\":[\"pr\"]},"
            + "{\"iid\":4,\"type\":\"21\",\"format\":\"string\",\"value\":\"SW\",\"perms\":[\"pr\"]},"
            + "{\"iid\":5,\"type\":\"23\",\"format\":\"string\",\"value\":\"Left\",\"perms\":[\"pr\"]},"
            + "{\"iid\":6,\"type\":\"30\",\"format\":\"string\",\"value\":\"SN0002\",\"perms\":[\"pr\"]},"
            + "{\"iid\":7,\"type\":\"52\",\"format\":\"string\",\"value\":\"1.0.0\",\"perms\":[\"pr\"]}]},"
            + "{\"iid\":10,\"type\":\"49\",\"primary\":true,\"characteristics\":["
            + "{\"iid\":11,\"type\":\"25\",\"format\":\"bool\",\"value\":false,\"perms\":[\"pr\",\"pw\",\"ev\"]}]}]}]}",
            ModelTools.Text(database));
        Assert.AreEqual((int)AccessoryCategory.Bridge, (int)database.Category);
    }

    [TestMethod]
    public void WriteUnit_VendorTypes_AreWholeUuids()
    {
        var service = new Service("5fcd7a40-9c3b-4d0f-8a1e-111213141516");
        service.Add(new FloatCharacteristic(new CharacteristicDefinition("5FCD7A41-9C3B-4D0F-8A1E-111213141516", CharacteristicFormat.Float)));
        string body = ModelTools.Text(ModelTools.NewDatabase(service));

        Assert.IsTrue(body.IndexOf(
            "{\"iid\":10,\"type\":\"5FCD7A40-9C3B-4D0F-8A1E-111213141516\",\"primary\":true,\"characteristics\":["
            + "{\"iid\":11,\"type\":\"5FCD7A41-9C3B-4D0F-8A1E-111213141516\",\"format\":\"float\",\"value\":0,"
            + "\"perms\":[\"pr\",\"pw\",\"ev\"]}]}") > 0, body);
    }

    [TestMethod]
    public void WriteUnit_HiddenAndLinkedServices_SaySo()
    {
        var label = new ServiceLabel();
        var button = new StatelessProgrammableSwitch();
        button.AddServiceLabelIndex(1);
        label.Link(button);
        var hidden = new Service(0xFFFF) { IsHidden = true };
        hidden.Add(new BoolCharacteristic(new CharacteristicDefinition(
            0xFFFE, CharacteristicFormat.Bool, CharacteristicPermissions.Read | CharacteristicPermissions.Hidden)));
        label.Link(hidden);
        string body = ModelTools.Text(ModelTools.NewDatabase(button, label, hidden));

        Assert.IsTrue(body.IndexOf("{\"iid\":13,\"type\":\"CC\",\"linked\":[10,15],\"characteristics\":[") > 0, body);
        Assert.IsTrue(body.IndexOf("{\"iid\":15,\"type\":\"FFFF\",\"hidden\":true,\"characteristics\":[") > 0, body);
        Assert.IsTrue(body.IndexOf("\"perms\":[\"pr\",\"hd\"]") > 0, body);
    }

    [TestMethod]
    public void WriteUnit_CutAtEveryByte_ContinuesWithTheSameBytes()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness(50);
        lamp.AddHue(359);
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        byte[] whole = ModelTools.Body(database);
        byte[] buffer = new byte[whole.Length];
        for (int room = 1; room <= 40; room++)
        {
            Stream(database, buffer, room, null);
            CollectionAssert.AreEqual(whole, buffer);
        }
    }

    [TestMethod]
    public void WriteUnit_ValueChangesInTheMiddle_ContinuesWithTheOldOne()
    {
        var lamp = new Lightbulb();
        IntCharacteristic brightness = lamp.AddBrightness(50);
        StringCharacteristic name = lamp.AddConfiguredName("Desk");
        FloatCharacteristic hue = lamp.AddHue(120);
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        byte[] whole = ModelTools.Body(database);
        byte[] buffer = new byte[whole.Length];

        // Every byte of the text is once the last one written before the values change.
        for (int room = 1; room < 400; room++)
        {
            brightness.Value = 50;
            name.Value = "Desk";
            hue.Value = 120;
            int unit = database.CharacteristicCount - 3;
            var snapshot = new ValueSnapshot();
            var sink = new ByteSink();
            var writer = new JsonWriter(sink);
            for (; unit < database.CharacteristicCount; unit++)
            {
                snapshot.Release();
                sink.Reset(buffer, 0, room, 0);
                database.WriteUnit(unit, writer, snapshot);
                int first = sink.Written;
                byte[] expected = UnitNow(database, unit);
                Assert.AreEqual(room < expected.Length ? room : expected.Length, first);
                brightness.Value = 7;
                name.Value = "Quite another name";
                hue.Value = 1;
                sink.Reset(buffer, first, buffer.Length - first, first);
                database.WriteUnit(unit, writer, snapshot);
                brightness.Value = 50;
                name.Value = "Desk";
                hue.Value = 120;
                CollectionAssert.AreEqual(UnitNow(database, unit), Hex.Slice(buffer, 0, first + sink.Written));
            }
        }
    }

    [TestMethod]
    public void MeasureText_WhateverTheValues_IsTheLengthOfTheBody()
    {
        var lamp = new Lightbulb();
        IntCharacteristic brightness = lamp.AddBrightness(5);
        StringCharacteristic name = lamp.AddConfiguredName("Desk");
        FloatCharacteristic hue = lamp.AddHue(120);
        AccessoryDatabase database = ModelTools.NewDatabase(lamp, new StatelessProgrammableSwitch());
        Assert.AreEqual(ModelTools.Body(database).Length, database.MeasureText());
        brightness.Value = 100;
        name.Value = "A \"quoted\" name\u0007";
        hue.Value = 359.5f;
        lamp.On.Value = true;
        Assert.AreEqual(ModelTools.Body(database).Length, database.MeasureText());
    }

    [TestMethod]
    public void MeasureText_NumberedAnew_IsTheLengthOfTheBody()
    {
        var lamp = new Lightbulb();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        lamp.On.AssignInstanceId(10000);
        int before = database.MeasureText();
        database.RestoreInstanceIds(null, 0, 0);
        Assert.AreEqual(ModelTools.Body(database).Length, database.MeasureText());
        Assert.AreNotEqual(before, database.MeasureText());
    }

    [TestMethod]
    public void WriteUnit_BehindTheLastUnit_WritesNothing()
    {
        AccessoryDatabase database = ModelTools.NewDatabase(new Lightbulb());
        var sink = new ByteSink();
        sink.Reset(null, 0, 0, 0);

        Assert.IsFalse(database.WriteUnit(database.CharacteristicCount, new JsonWriter(sink), null));
        Assert.AreEqual(0, sink.Total);
    }

    [TestMethod]
    public void WriteUnit_ControlPoint_IsEmptyWhateverItHolds()
    {
        var point = new DataCharacteristic(
            new CharacteristicDefinition(
                0x204,
                CharacteristicFormat.Tlv8,
                CharacteristicPermissions.Read | CharacteristicPermissions.Write | CharacteristicPermissions.WriteResponse),
            new byte[] { 1, 1, 7 });
        string body = ModelTools.Text(ModelTools.NewDatabase(point));

        Assert.IsTrue(body.IndexOf("\"format\":\"tlv8\",\"value\":\"\",\"perms\":[\"pr\",\"pw\",\"wr\"]") > 0, body);
        Assert.AreEqual("\"AQEH\"", ModelTools.Text(point));
    }

    [TestMethod]
    public void Find_EveryCharacteristicInEveryOrder_IsFound()
    {
        AccessoryDatabase database = NewBridge(3);
        for (int i = 0; i < database.CharacteristicCount; i++)
        {
            for (int j = 0; j < database.CharacteristicCount; j++)
            {
                AssertFound(database, i);
                AssertFound(database, j);
            }
        }
    }

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(1, 1)]
    [DataRow(1, 8)]
    [DataRow(1, 10)]
    [DataRow(0, 2)]
    [DataRow(2, 12)]
    [DataRow(9, 2)]
    public void Find_NoSuchCharacteristic_IsNull(int accessoryId, int instanceId)
    {
        AccessoryDatabase database = NewBridge(3);

        Assert.IsNull(database.Find((ulong)accessoryId, (ulong)instanceId));
        Assert.IsNull(database.Find((ulong)accessoryId, (ulong)instanceId + 0x100000000));
        Assert.IsNotNull(database.Find(1, 2));
    }

    [TestMethod]
    public void EndWrites_SeveralWritesOfOneService_TellOnceAtTheEnd()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        lamp.AddHue();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp, new Outlet());
        int told = 0;
        lamp.Written += _ => told++;

        database.BeginWrites();
        ModelTools.Write(lamp.On, "true");
        ModelTools.Write(lamp.Brightness, "30");
        ModelTools.Write(lamp.Hue, "200");
        Assert.AreEqual(0, told);
        database.EndWrites();
        Assert.AreEqual(1, told);

        database.BeginWrites();
        database.EndWrites();
        Assert.AreEqual(1, told);
        lamp.On.Value = false;
        Assert.AreEqual(2, told);
    }

    [TestMethod]
    public void EndWrites_RefusedWrite_TellsNobody()
    {
        var lamp = new Lightbulb();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        int told = 0;
        lamp.Written += _ => told++;

        database.BeginWrites();
        Assert.AreEqual(-70410, ModelTools.Write(lamp.On, "\"on\""));
        database.EndWrites();

        Assert.AreEqual(0, told);
    }

    [TestMethod]
    public void EndWrites_DeviceRefuses_TellsNobody()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        lamp.AddHue();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        lamp.On.Bind(new FakeBoolDevice { Answer = HapStatus.ResourceBusy });
        lamp.Brightness.Bind(new FakeIntDevice { Answer = HapStatus.ResourceBusy });
        lamp.Hue.Bind(new FakeFloatDevice { Answer = HapStatus.ResourceBusy });
        int told = 0;
        lamp.Written += _ => told++;

        database.BeginWrites();
        Assert.AreEqual(-70403, ModelTools.Write(lamp.On, "true"));
        Assert.AreEqual(-70403, ModelTools.Write(lamp.Brightness, "1"));
        Assert.AreEqual(-70403, ModelTools.Write(lamp.Hue, "1"));
        database.EndWrites();

        Assert.AreEqual(0, told);
    }

    [TestMethod]
    public void EndWrites_TwoServices_TellsBoth()
    {
        var left = new HapNano.Model.Switch();
        var right = new HapNano.Model.Switch();
        AccessoryDatabase database = ModelTools.NewDatabase(left, right);
        int told = 0;
        left.Written += _ => told += 1;
        right.Written += _ => told += 10;

        database.BeginWrites();
        ModelTools.Write(left.On, "true");
        ModelTools.Write(right.On, "true");
        ModelTools.Write(left.On, "false");
        database.EndWrites();

        Assert.AreEqual(11, told);
    }

    [TestMethod]
    public void Identify_WriteTrue_TellsAccessoryAndHost()
    {
        Accessory accessory = ModelTools.NewAccessory(new Lightbulb());
        var database = new AccessoryDatabase(accessory);
        var listener = new RecordingListener();
        database.Listener = listener;
        int asked = 0;
        accessory.Identified += _ => asked++;

        Assert.AreEqual(0, ModelTools.Write(accessory.Information.Identify, "true"));
        Assert.AreEqual(0, ModelTools.Write(accessory.Information.Identify, "1"));
        Assert.AreEqual(2, asked);
        Assert.AreEqual(0, ModelTools.Write(accessory.Information.Identify, "false"));
        Assert.AreEqual(2, asked);
        Assert.AreSame(accessory, listener.Identified);
        Assert.AreEqual(0, listener.ChangeCount);
    }

    [TestMethod]
    public void Category_PrimaryServiceMarked_FollowsIt()
    {
        var outlet = new Outlet { IsPrimary = true };
        AccessoryDatabase database = ModelTools.NewDatabase(new Lightbulb(), outlet);

        Assert.AreEqual((int)AccessoryCategory.Outlet, (int)database.Category);
    }

    [TestMethod]
    public void Category_NothingMarked_FollowsTheFirstService()
    {
        AccessoryDatabase database = ModelTools.NewDatabase(new StatelessProgrammableSwitch(), new Lightbulb());

        Assert.AreEqual((int)AccessoryCategory.ProgrammableSwitch, (int)database.Category);
    }

    [TestMethod]
    public void Category_FirstServiceHidden_FollowsTheFirstOneShown()
    {
        var hidden = new Service(0xFFFF, AccessoryCategory.Sensor) { IsHidden = true };
        hidden.Add(new BoolCharacteristic(new CharacteristicDefinition(
            0xFFFE, CharacteristicFormat.Bool, CharacteristicPermissions.Read | CharacteristicPermissions.Hidden)));
        var lamp = new Lightbulb();

        Assert.AreEqual((int)AccessoryCategory.Lightbulb, (int)ModelTools.NewDatabase(hidden, lamp).Category);
        Assert.IsTrue(lamp.IsPrimary);
        Assert.IsFalse(hidden.IsPrimary);
    }

    [TestMethod]
    public void Category_GivenByTheProgram_Stays()
    {
        Accessory accessory = ModelTools.NewAccessory(new HapNano.Model.Switch());
        accessory.Category = AccessoryCategory.Sprinkler;

        Assert.AreEqual((int)AccessoryCategory.Sprinkler, (int)new AccessoryDatabase(accessory).Category);
    }

    private static AccessoryDatabase NewBridge(int count)
    {
        var accessories = new Accessory[count];
        for (int i = 0; i < count; i++)
        {
            accessories[i] = new Accessory("Thing", "Maker", "Model1", "SN000" + (char)('0' + i));
            if (i > 0)
            {
                accessories[i].AccessoryId = (ulong)(i + 1);
                accessories[i].Add(new HapNano.Model.Switch());
            }
        }

        return new AccessoryDatabase(accessories);
    }

    private static void AssertFound(AccessoryDatabase database, int index)
    {
        Characteristic expected = database.CharacteristicAt(index);
        Assert.AreSame(expected, database.Find(expected.Service.Accessory.AccessoryId, (ulong)expected.InstanceId));
    }

    private static byte[] UnitNow(AccessoryDatabase database, int unit)
    {
        byte[] buffer = new byte[1000];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);
        database.WriteUnit(unit, new JsonWriter(sink), null);
        return Hex.Slice(buffer, 0, sink.Written);
    }

    // Writes the body in windows of the given room, as a connection does whose output has no more room at a time.
    private static void Stream(AccessoryDatabase database, byte[] body, int room, ValueSnapshot snapshot)
    {
        var sink = new ByteSink();
        var writer = new JsonWriter(sink);
        int position = 0;
        int unit = 0;
        int skip = 0;
        while (unit < database.CharacteristicCount)
        {
            int space = body.Length - position < room ? body.Length - position : room;
            sink.Reset(body, position, space, skip);
            Assert.IsTrue(database.WriteUnit(unit, writer, snapshot));
            position += sink.Written;
            skip += sink.Written;
            if (!sink.IsOverflowing)
            {
                unit++;
                skip = 0;
            }
        }

        Assert.AreEqual(body.Length, position);
    }
}
