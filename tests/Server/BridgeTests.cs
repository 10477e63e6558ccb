// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Linq;
using System.Text.Json;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>A bridge with 149 accessories, over sockets and flash.</summary>
[TestClass]
public class BridgeTests
{
    [TestMethod]
    public void Run_150Accessories_ServesThemAllAndKeepsTheirValues()
    {
        var medium = PairedState.Medium();
        Lightbulb[] lamps = NewLamps();
        using (TestLamp bridge = TestLamp.StartBridge(medium, Accessories(lamps)))
        using (RawController session = bridge.Connect().Verify(PairedState.Owner()))
        {
            JsonElement accessories = JsonDocument.Parse(session.Ask("GET /accessories").Body).RootElement.GetProperty("accessories");
            CollectionAssert.AreEqual(Enumerable.Range(1, 150).ToArray(), accessories.EnumerateArray().Select(item => item.GetProperty("aid").GetInt32()).ToArray());

            int on = lamps[148].On.InstanceId;
            Assert.AreEqual((204, ""), session.Ask("PUT /characteristics", $$"""{"characteristics":[{"aid":150,"iid":{{on}},"value":true,"ev":true}]}"""));
            Assert.IsTrue(lamps[148].On.Value);
            Assert.AreEqual(1, lamps.Count(lamp => lamp.On.Value));

            lamps[148].On.Value = false;
            StringAssert.Contains(session.ReadEvent(), $$"""{"aid":150,"iid":{{on}},"value":false}""");
            lamps[7].On.Value = true;
        }

        // One lamp is gone: the numbers and values of the others stay.
        int[] numbers = [.. lamps.Select(lamp => lamp.On.InstanceId)];
        Lightbulb[] again = NewLamps();
        using TestLamp restarted = TestLamp.StartBridge(medium, [.. Accessories(again).Skip(1)]);
        CollectionAssert.AreEqual(numbers.Skip(1).ToArray(), again.Skip(1).Select(lamp => lamp.On.InstanceId).ToArray());
        CollectionAssert.AreEqual(new[] { again[7] }, again.Where(lamp => lamp.On.Value).ToArray());
    }

    private static Lightbulb[] NewLamps() => [.. Enumerable.Range(0, 149).Select(_ => new Lightbulb())];

    private static Accessory[] Accessories(Lightbulb[] lamps) =>
    [
        .. lamps.Select((lamp, index) =>
        {
            var accessory = new Accessory($"Lamp {index}", "HapNano", "Test", $"B{index:0000}") { AccessoryId = (ulong)index + 2 };
            accessory.Add(lamp);
            return accessory;
        }),
    ];
}
