// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Model;
using HapNano.Tests.Session;

namespace HapNano.Tests.Model;

/// <summary>What twenty lamps of five characteristics take of the heap, in one accessory and behind a bridge, and what streaming their database adds.</summary>
internal sealed class LampsMemory
{
    private const int Lamps = 20;
    private const int CharacteristicsOfLamp = 5;
    private const int OutputBytes = 1024;

    private readonly SessionMeter _meter;
    private Accessory _first;
    private Lightbulb[] _lamps;
    private Accessory[] _accessories;
    private AccessoryDatabase _database;

    /// <summary>Prepares the measurement.</summary>
    /// <param name="meter">Where it runs.</param>
    internal LampsMemory(SessionMeter meter)
    {
        _meter = meter;
    }

    /// <summary>Bytes of GET /accessories of the bridge.</summary>
    internal int StreamedBytes { get; private set; }

    /// <summary>Bytes of heap that streaming them took and did not give back.</summary>
    internal long GrownBytes { get; private set; }

    /// <summary>Measures and prints.</summary>
    internal void Run()
    {
        // Definitions are shared: the first lamp makes them.
        long free = _meter.FreeBytes();
        _first = NewAccessory(Lamps + 1);
        _first.Add(NewLamp());
        long before = _meter.FreeBytes();
        _meter.Print("one accessory with one lamp, and the definitions of both: " + (free - before).ToString() + " bytes");

        MakeLamps();
        long after = _meter.FreeBytes();
        _meter.Print(
            Lamps.ToString() + " lamps of " + CharacteristicsOfLamp.ToString() + " characteristics: " + (before - after).ToString() + " bytes");

        _lamps = null;
        before = _meter.FreeBytes();
        MakeBridge();
        after = _meter.FreeBytes();
        _meter.Print(
            "bridge with " + Lamps.ToString() + " lamps, " + _database.CharacteristicCount.ToString() + " characteristics in all: "
            + (before - after).ToString() + " bytes");
        Stream();
    }

    private static Accessory NewAccessory(int number)
    {
        return new Accessory("Lamp", "Maker", "Model1", "SN" + (1000 + number).ToString());
    }

    private static Lightbulb NewLamp()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        lamp.AddHue();
        lamp.AddSaturation();
        lamp.AddColorTemperature();
        return lamp;
    }

    private void MakeLamps()
    {
        _lamps = new Lightbulb[Lamps];
        for (int i = 0; i < Lamps; i++)
        {
            _lamps[i] = NewLamp();
        }
    }

    private void MakeBridge()
    {
        _accessories = new Accessory[Lamps + 1];
        for (int i = 0; i <= Lamps; i++)
        {
            _accessories[i] = NewAccessory(i);
            if (i > 0)
            {
                _accessories[i].AccessoryId = (ulong)i + 1;
                _accessories[i].Add(NewLamp());
            }
        }

        _database = new AccessoryDatabase(_accessories);
        _database.RestoreInstanceIds(null, 0, 0);
        _database.SaveInstanceIds();
    }

    private void Stream()
    {
        var sink = new ByteSink();
        var writer = new JsonWriter(sink);
        var snapshot = new ValueSnapshot();
        byte[] output = new byte[OutputBytes];
        StreamOnce(sink, writer, snapshot, output);
        long free = _meter.FreeBytes();
        StreamOnce(sink, writer, snapshot, output);
        GrownBytes = free - _meter.FreeBytes();
        _meter.Print("streaming its " + StreamedBytes.ToString() + " bytes of /accessories: " + GrownBytes.ToString() + " bytes of heap");
    }

    private void StreamOnce(ByteSink sink, JsonWriter writer, ValueSnapshot snapshot, byte[] output)
    {
        StreamedBytes = 0;
        int unit = 0;
        sink.Reset(output, 0, OutputBytes, 0);
        while (_database.WriteUnit(unit, writer, snapshot))
        {
            StreamedBytes += sink.Written;
            unit++;
            sink.Reset(output, 0, OutputBytes, 0);
        }
    }
}
