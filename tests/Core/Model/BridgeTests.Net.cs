// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using System.Text.Json;
using HapNano.Model;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Model;

/// <summary>A bridge with 149 lamps behind it, as a controller meets it. More than a board without external memory holds, so for .NET only.</summary>
[TestClass]
public class BridgeTests
{
    // Each has numbers drawn in order: service 10, On 11, Brightness 12.
    private const int Lamps = 149;

    [TestMethod]
    public void Accessories_Of150_ArriveWholeInOrder()
    {
        HostPeer peer = HostBench.Paired(NewBridge(out _)).ConnectAdmin();

        JsonElement[] accessories = Json(peer.Ask(HostPeer.Request("GET", "/accessories"))).GetProperty("accessories").EnumerateArray().ToArray();

        CollectionAssert.AreEqual(Enumerable.Range(1, 150).ToArray(), accessories.Select(accessory => accessory.GetProperty("aid").GetInt32()).ToArray());
        foreach (JsonElement accessory in accessories)
        {
            int[] ids = accessory.GetProperty("services").EnumerateArray()
                .SelectMany(service => service.GetProperty("characteristics").EnumerateArray().Prepend(service))
                .Select(item => item.GetProperty("iid").GetInt32()).ToArray();
            CollectionAssert.AreEqual(ids.Distinct().ToArray(), ids);
        }

        // The protocol information is the bridge's alone; the lamp behind it is primary.
        Assert.AreEqual(2, accessories[0].GetProperty("services").GetArrayLength());
        Assert.IsTrue(accessories[149].GetProperty("services")[1].GetProperty("primary").GetBoolean());
    }

    [TestMethod]
    public void Accessories_Of150_AllocateNothing()
    {
        HostBench bench = HostBench.Paired(NewBridge(out _));
        HostPeer peer = bench.ConnectAdmin();
        byte[] request = HostPeer.Request("GET", "/accessories");
        byte[] frame = new byte[1024];
        long total = Stream(bench, peer, request, frame);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long again = Stream(bench, peer, request, frame);

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(total, again);
        Assert.IsTrue(total > 100000, total.ToString());
    }

    [TestMethod]
    public void Read_AcrossAccessories_AnswersInTheOrderAsked()
    {
        HostPeer peer = HostBench.Paired(NewBridge(out Lightbulb[] lamps)).ConnectAdmin();
        lamps[148].On.Value = true;
        lamps[75].Brightness.Value = 30;

        string answer = peer.Read("id=150.11,2.11,77.12,1.5,3.11");

        StringAssert.StartsWith(answer, "HTTP/1.1 200 OK\r\n");
        StringAssert.EndsWith(
            answer,
            "{\"characteristics\":[{\"aid\":150,\"iid\":11,\"value\":true},{\"aid\":2,\"iid\":11,\"value\":false},{\"aid\":77,\"iid\":12,\"value\":30},"
            + "{\"aid\":1,\"iid\":5,\"value\":\"Bridge\"},{\"aid\":3,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Write_AcrossAccessories_MovesThoseAndNoOther()
    {
        HostPeer peer = HostBench.Paired(NewBridge(out Lightbulb[] lamps)).ConnectAdmin();

        string answer = peer.Write(
            "{\"characteristics\":[{\"aid\":150,\"iid\":11,\"value\":true},{\"aid\":2,\"iid\":12,\"value\":7},{\"aid\":151,\"iid\":11,\"value\":true}]}");

        StringAssert.Contains(answer, "{\"aid\":150,\"iid\":11,\"status\":0},{\"aid\":2,\"iid\":12,\"status\":0},{\"aid\":151,\"iid\":11,\"status\":-70409}");
        CollectionAssert.AreEqual(new[] { lamps[148] }, lamps.Where(lamp => lamp.On.Value).ToArray());
        CollectionAssert.AreEqual(new[] { lamps[0] }, lamps.Where(lamp => lamp.Brightness.Value == 7).ToArray());
    }

    [TestMethod]
    public void Events_OfEveryLampAtOnce_ComeInOneMessageWithItsLatestValue()
    {
        HostBench bench = HostBench.Paired(NewBridge(out Lightbulb[] lamps));
        HostPeer peer = bench.ConnectAdmin();
        for (int aid = 2; aid <= 150; aid++)
        {
            peer.Write("{\"characteristics\":[{\"aid\":" + aid + ",\"iid\":12,\"ev\":true}]}");
        }

        for (int i = 0; i < Lamps; i++)
        {
            lamps[i].Brightness.Value = 99;
            lamps[i].Brightness.Value = i % 100;
        }

        bench.Settle();
        bench.Pass(1000);
        string[] messages = peer.Take().Split("EVENT/1.0 200 OK").Skip(1).ToArray();

        // The first change goes at once, all others together.
        JsonElement[] entries = messages.SelectMany(message => Json(message).GetProperty("characteristics").EnumerateArray()).ToArray();
        Assert.IsTrue(messages.Length <= 2, messages.Length.ToString());
        foreach (IGrouping<int, JsonElement> changes in entries.GroupBy(entry => entry.GetProperty("aid").GetInt32()))
        {
            Assert.AreEqual((changes.Key - 2) % 100, changes.Last().GetProperty("value").GetInt32());
        }

        Assert.AreEqual(Lamps, entries.Select(entry => entry.GetProperty("aid").GetInt32()).Distinct().Count());
    }

    [TestMethod]
    public void Identify_OfABridgedAccessory_AsksThatOne()
    {
        AccessoryDatabase database = NewBridge(out _);
        int identified = 0;
        database.AccessoryAt(76).Identified += accessory => identified += (int)accessory.AccessoryId;
        HostPeer peer = HostBench.Paired(database).ConnectAdmin();

        StringAssert.StartsWith(peer.Write("{\"characteristics\":[{\"aid\":77,\"iid\":2,\"value\":true}]}"), "HTTP/1.1 204 ");

        Assert.AreEqual(77, identified);
    }

    [TestMethod]
    public void Read_AcrossAccessoriesOneUnreachable_SaysSoForThatOne()
    {
        AccessoryDatabase database = NewBridge(out _);
        HostPeer peer = HostBench.Paired(database).ConnectAdmin();
        database.AccessoryAt(2).IsReachable = false;

        string answer = peer.Read("id=2.11,3.11,4.11");

        StringAssert.StartsWith(answer, "HTTP/1.1 207 Multi-Status\r\n");
        StringAssert.EndsWith(
            answer,
            "[{\"aid\":2,\"iid\":11,\"status\":0,\"value\":false},{\"aid\":3,\"iid\":11,\"status\":-70402},{\"aid\":4,\"iid\":11,\"status\":0,\"value\":false}]}");
    }

    [TestMethod]
    public void Write_ToUnreachableAccessory_ChangesNothingAndSaysSo()
    {
        AccessoryDatabase database = NewBridge(out Lightbulb[] lamps);
        HostPeer peer = HostBench.Paired(database).ConnectAdmin();
        database.AccessoryAt(2).IsReachable = false;

        string answer = peer.Write("{\"characteristics\":[{\"aid\":3,\"iid\":11,\"value\":true,\"ev\":true},{\"aid\":4,\"iid\":11,\"value\":true}]}");

        StringAssert.EndsWith(answer, "[{\"aid\":3,\"iid\":11,\"status\":-70402},{\"aid\":4,\"iid\":11,\"status\":0}]}");
        Assert.IsFalse(lamps[1].On.Value);
        Assert.IsTrue(lamps[2].On.Value);
    }

    [TestMethod]
    public void Accessories_OneUnreachable_StillHoldItsLastValues()
    {
        AccessoryDatabase database = NewBridge(out Lightbulb[] lamps);
        lamps[1].Brightness.Value = 42;
        HostPeer peer = HostBench.Paired(database).ConnectAdmin();
        string before = peer.Ask(HostPeer.Request("GET", "/accessories"));

        database.AccessoryAt(2).IsReachable = false;

        Assert.IsFalse(database.AccessoryAt(2).IsReachable);
        Assert.AreEqual(before, peer.Ask(HostPeer.Request("GET", "/accessories")));
    }

    [TestMethod]
    public void Read_AccessoryThatCameBack_AnswersAgain()
    {
        AccessoryDatabase database = NewBridge(out _);
        HostPeer peer = HostBench.Paired(database).ConnectAdmin();
        database.AccessoryAt(2).IsReachable = false;
        database.AccessoryAt(2).IsReachable = true;

        Assert.IsTrue(database.AccessoryAt(2).IsReachable);
        StringAssert.StartsWith(peer.Read("id=3.11"), "HTTP/1.1 200 OK\r\n");
        StringAssert.StartsWith(peer.Write("{\"characteristics\":[{\"aid\":3,\"iid\":11,\"value\":true}]}"), "HTTP/1.1 204 ");
    }

    private static AccessoryDatabase NewBridge(out Lightbulb[] lamps)
    {
        lamps = Enumerable.Range(0, Lamps).Select(_ => new Lightbulb()).ToArray();
        var bridge = new Accessory("Bridge", "Maker", "Model2", "SN0001");
        return new AccessoryDatabase(lamps.Select((lamp, index) =>
        {
            lamp.AddBrightness();
            var accessory = new Accessory("Lamp " + index, "Maker", "Model1", "SN" + (1000 + index)) { AccessoryId = (ulong)index + 2 };
            accessory.Add(lamp);
            return accessory;
        }).Prepend(bridge).ToArray());
    }

    private static JsonElement Json(string message)
    {
        return JsonDocument.Parse(message[message.IndexOf('{')..]).RootElement;
    }

    private static long Stream(HostBench bench, HostPeer peer, byte[] request, byte[] frame)
    {
        int count = peer.FrameInto(request, frame);
        peer.Connection.Receive(frame, 0, count, bench.NowMs);
        long total = 0;
        while (peer.Connection.OutputCount > 0)
        {
            int sent = peer.Connection.OutputCount;
            total += sent;
            peer.Connection.Sent(sent, bench.NowMs);
        }

        return total;
    }
}
