// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>Short words for what every test of the model does.</summary>
internal static class ModelTools
{
    /// <summary>An accessory without services of its own.</summary>
    internal static Accessory NewAccessory(string serial = "SN0001")
    {
        return new Accessory("Lamp", "Maker", "Model1", serial);
    }

    /// <summary>An accessory with these services.</summary>
    internal static Accessory NewAccessory(params Service[] services)
    {
        Accessory accessory = NewAccessory("SN0001");
        for (int i = 0; i < services.Length; i++)
        {
            accessory.Add(services[i]);
        }

        return accessory;
    }

    /// <summary>A database of one accessory with these services.</summary>
    internal static AccessoryDatabase NewDatabase(params Service[] services)
    {
        return new AccessoryDatabase(NewAccessory(services));
    }

    /// <summary>A database that holds one characteristic of the test's own.</summary>
    internal static AccessoryDatabase NewDatabase(Characteristic characteristic)
    {
        var service = new Service(0x43);
        service.Add(characteristic);
        return NewDatabase(service);
    }

    /// <summary>A reader positioned on a JSON value.</summary>
    internal static JsonReader Reader(string json)
    {
        byte[] text = Hex.Utf8(json);
        var reader = new JsonReader();
        reader.Reset(text, 0, text.Length);
        Assert.AreEqual((int)ParseStatus.Done, (int)reader.Next());
        return reader;
    }

    /// <summary>Writes as a controller does; the status as its number on the wire. The question in advance must foretell it.</summary>
    internal static int Write(Characteristic characteristic, string json)
    {
        bool isValid = characteristic.IsValid(Reader(json));
        int status = (int)characteristic.Write(Reader(json), out _);
        Assert.AreEqual(status != (int)HapStatus.InvalidValue && status != (int)HapStatus.ReadOnly, isValid, json);
        return status;
    }

    /// <summary>Writes as a controller does, expects success, and tells whether the device corrected the value.</summary>
    internal static bool IsCorrected(Characteristic characteristic, string json)
    {
        Assert.AreEqual(0, (int)characteristic.Write(Reader(json), out bool isCorrected));
        return isCorrected;
    }

    /// <summary>The value as JSON.</summary>
    internal static string Text(Characteristic characteristic)
    {
        byte[] buffer = new byte[600];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);
        characteristic.WriteValue(new JsonWriter(sink), null);
        return Encoding.UTF8.GetString(buffer, 0, sink.Written);
    }

    /// <summary>The members that describe a characteristic, as JSON.</summary>
    internal static string Metadata(Characteristic characteristic)
    {
        byte[] buffer = new byte[600];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);
        characteristic.WriteMetadata(new JsonWriter(sink));
        return Encoding.UTF8.GetString(buffer, 0, sink.Written);
    }

    /// <summary>The whole body of GET /accessories.</summary>
    internal static string Text(AccessoryDatabase database)
    {
        byte[] body = Body(database);
        return Encoding.UTF8.GetString(body, 0, body.Length);
    }

    /// <summary>The whole body of GET /accessories, as bytes.</summary>
    internal static byte[] Body(AccessoryDatabase database)
    {
        byte[] buffer = new byte[8000];
        var sink = new ByteSink();
        var writer = new JsonWriter(sink);
        sink.Reset(buffer, 0, buffer.Length, 0);
        int unit = 0;
        while (database.WriteUnit(unit, writer, null))
        {
            unit++;
        }

        Assert.IsFalse(sink.IsOverflowing);
        return Hex.Slice(buffer, 0, sink.Written);
    }

    /// <summary>Fails unless <paramref name="body"/> breaks exactly this rule.</summary>
    internal static void Breaks(DatabaseRule rule, Expect.Body body)
    {
        int broken = -1;
        try
        {
            body();
        }
        catch (DatabaseException e)
        {
            // The rule is what is compared; the message only has to be there.
            broken = (int)e.Rule;
            Assert.IsTrue(e.Message.Length > 0);
        }

        Assert.AreEqual((int)rule, broken);
    }
}
