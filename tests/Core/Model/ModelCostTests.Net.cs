// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Reflection;
using HapNano.Codec;
using HapNano.Model;
using HapNano.Tests.Session;

namespace HapNano.Tests.Model;

/// <summary>What the model costs. Only .NET can count what one thread allocates.</summary>
[TestClass]
public class ModelCostTests
{
    public TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(typeof(BoolCharacteristic))]
    [DataRow(typeof(IntCharacteristic))]
    [DataRow(typeof(FloatCharacteristic))]
    [DataRow(typeof(StringCharacteristic))]
    [DataRow(typeof(DataCharacteristic))]
    [DataRow(typeof(EventCharacteristic))]
    public void Characteristic_EveryFormat_HasSevenFieldsAtMost(Type type)
    {
        // On the board an object is a header and its fields, 12 bytes each: 96 bytes are a header and seven.
        int fields = CountFields(type);
        Assert.IsTrue(fields <= 7, type.Name + ": " + fields);
    }

    [TestMethod]
    [DataRow(typeof(Service), 11)]
    [DataRow(typeof(AccessoryInformation), 11)]
    [DataRow(typeof(Accessory), 7)]
    [DataRow(typeof(Lightbulb), 18)]
    public void Structure_EveryBridgedLamp_HasNoMoreFieldsThanThese(Type type, int most)
    {
        // 12 bytes each, twenty times over behind a bridge; the lamp has one for each of its characteristics.
        Assert.IsTrue(CountFields(type) <= most, type.Name + ": " + CountFields(type));
    }

    [TestMethod]
    public void LampsMemory_BridgeWithTwentyLamps_StreamsWithoutAllocating()
    {
        var lamps = new LampsMemory(new NetMeter(TestContext));

        lamps.Run();

        Assert.AreEqual(0L, lamps.GrownBytes);
        Assert.IsTrue(lamps.StreamedBytes > 20000, lamps.StreamedBytes.ToString());
    }

    [TestMethod]
    public void WriteAndStream_SteadyState_AllocatesNothing()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        lamp.AddHue();
        lamp.AddConfiguredName("Desk");
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        database.Listener = new RecordingListener();
        lamp.Written += _ => { };
        var sink = new ByteSink();
        var writer = new JsonWriter(sink);
        var snapshot = new ValueSnapshot();
        byte[] buffer = new byte[database.ValuesCapacityBytes];
        JsonReader boolean = ModelTools.Reader("true");
        JsonReader number = ModelTools.Reader("42");
        JsonReader wrong = ModelTools.Reader("\"x\"");

        Round(database, lamp, writer, snapshot, buffer, boolean, number, wrong);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Round(database, lamp, writer, snapshot, buffer, boolean, number, wrong);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int CountFields(Type type)
    {
        int fields = 0;
        for (Type level = type; level != typeof(object); level = level.BaseType)
        {
            fields += level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Length;
        }

        return fields;
    }

    private static void Round(
        AccessoryDatabase database, Lightbulb lamp, JsonWriter writer, ValueSnapshot snapshot, byte[] buffer,
        JsonReader boolean, JsonReader number, JsonReader wrong)
    {
        database.BeginWrites();
        database.Find(1, 11).Write(boolean, out _);
        database.Find(1, 12).Write(number, out _);
        database.Find(1, 13).Write(number, out _);
        database.Find(1, 13).Write(wrong, out _);
        database.Find(1, 99);
        database.EndWrites();
        lamp.On.Value = false;
        lamp.Brightness.Value = 7;
        lamp.Hue.Value = 8;
        lamp.On.SetPending(3, true);
        snapshot.Release();
        writer.Sink.Reset(null, 0, 0, 0);
        for (int unit = 0; database.WriteUnit(unit, writer, snapshot); unit++)
        {
        }

        database.SaveValues(buffer, 0);
    }
}
