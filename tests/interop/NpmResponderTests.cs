// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>The lamp and the responders of other accessories on one link: bonjour-service, which also browses, and ciao, which does not.</summary>
[TestClass]
public sealed class NpmResponderTests
{
    private const int OtherPort = 4711;

    [TestMethod]
    public async Task BonjourService_LampStartsPairsAndStops_IsFoundFollowedAndForgotten()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess peer = await lan.StartPeerAsync();
        await peer.CallAsync("browse");
        await using Lamp lamp = await lan.StartLampAsync();

        JsonNode found = await peer.NextAsync("browsed", "the lamp");
        Assert.AreEqual("up", found["change"]!.GetValue<string>());
        Assert.AreEqual(lan.Names.Instance, found["name"]!.GetValue<string>());
        Assert.AreEqual(lan.Names.Host + ".local", found["host"]!.GetValue<string>());
        Assert.AreEqual(lamp.Port, found["port"]!.GetValue<int>());
        CollectionAssert.Contains(found["addresses"]!.AsArray().Select(address => address!.GetValue<string>()).ToList(), NetworkLan.LampAddress);
        Assert.AreEqual("1", found["txt"]!["sf"]!.GetValue<string>());
        Assert.AreEqual("1.1", found["txt"]!["pv"]!.GetValue<string>());

        await using HapController controller = await lan.StartControllerAsync();
        await controller.ConnectAsync(NetworkLan.LampAddress, lamp.Port);
        await controller.CallAsync("pairSetup", NamedLamp.SetupCode);
        JsonNode changed = await peer.NextAsync("browsed", "sf=0 after pairing");
        Assert.AreEqual("txt", changed["change"]!.GetValue<string>());
        Assert.AreEqual("0", changed["txt"]!["sf"]!.GetValue<string>());

        Assert.AreEqual(0, await lamp.TerminateAsync());
        JsonNode gone = await peer.NextAsync("browsed", "the lamp's goodbye");
        Assert.AreEqual("down", gone["change"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task BonjourService_HasTheName_LampTakesTheNext()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess peer = await lan.StartPeerAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await peer.CallAsync("publishBonjour", lan.Names.Instance, OtherPort);
        await peer.NextAsync("published", "bonjour-service's own service");

        await using Lamp lamp = await lan.StartLampAsync();
        Assert.AreEqual(lan.Names.Instance + " (2)", await AnnouncedNameAsync(ear));
    }

    [TestMethod]
    public async Task BonjourService_WantsTheLampsName_HearsThatItIsTaken()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess peer = await lan.StartPeerAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Lamp lamp = await lan.StartLampAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(lan.Names.Instance, await AnnouncedNameAsync(ear));
        }

        // Its probe proposes nothing (RFC 6762 §8.1 wants it to), so nobody can tell it from a question, and a question about a record that everybody
        // was just told is answered a second later (§6), when this prober has given up waiting.
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        await peer.CallAsync("publishBonjour", lan.Names.Instance, OtherPort);
        JsonNode refused = await peer.NextAsync("published", "the refusal");
        Assert.AreEqual("refused", refused["change"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Ciao_HasBothNames_LampTakesTheNextOnes()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess peer = await lan.StartPeerAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await peer.CallAsync("publish", lan.Names.Instance, lan.Names.Host, OtherPort);
        Assert.AreEqual("up", (await peer.NextAsync("published", "ciao's own service"))["change"]!.GetValue<string>());

        await using Lamp lamp = await lan.StartLampAsync();
        Assert.AreEqual(lan.Names.Instance + " (2)", await AnnouncedNameAsync(ear));
        JsonNode address = await AddressAsync(ear, lan.Names.Host + "-2.local");
        Assert.AreEqual(NetworkLan.LampAddress, address.GetValue<string>());
    }

    [TestMethod]
    public async Task Ciao_WantsNamesThatTheLampHas_TakesOthers()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess peer = await lan.StartPeerAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Lamp lamp = await lan.StartLampAsync();
        Assert.AreEqual(lan.Names.Instance, await AnnouncedNameAsync(ear));

        await peer.CallAsync("publish", lan.Names.Instance, lan.Names.Host, OtherPort);
        List<JsonNode> told = [];
        await peer.WaitForAsync(
            "published",
            line =>
            {
                told.Add(line);
                return line["change"]!.GetValue<string>() == "up";
            },
            "ciao's own service");
        Assert.IsTrue(told.Any(line => Is(line, "name", lan.Names.Instance + " (2)")), peer.Transcript);
        Assert.IsTrue(told.Any(line => Is(line, "hostname", lan.Names.Host + "-(2)")), peer.Transcript);
    }

    [TestMethod]
    public async Task MulticastDns_ListsTheLampAsKnown_GetsNoAnswer()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Lamp lamp = await lan.StartLampAsync();
        string instance = lan.Names.Instance + "._hap._tcp.local";
        for (int i = 0; i < 3; i++)
        {
            await AnnouncedNameAsync(ear);
        }

        // The lamp answers the list of types behind everything that it was asked before; had it answered the first question, that would be seen by then.
        var known = new JsonObject { ["name"] = "_hap._tcp.local", ["type"] = "PTR", ["ttl"] = 4500, ["data"] = instance };
        await ear.CallAsync("ask", Question("_hap._tcp.local", "PTR"), new JsonArray(known));
        JsonNode first = await AnswerAfterAsync(ear, "_services._dns-sd._udp.local");
        Assert.IsFalse(HasPointer(first, "_hap._tcp.local", instance));

        known = new JsonObject { ["name"] = "_hap._tcp.local", ["type"] = "PTR", ["ttl"] = 2000, ["data"] = instance };
        await ear.CallAsync("ask", Question("_hap._tcp.local", "PTR"), new JsonArray(known));
        await ear.WaitForAsync("heard", packet => HasPointer(packet, "_hap._tcp.local", instance), "the record that is known for less than half of its time");
    }

    private static JsonArray Question(string name, string type) => [new JsonObject { ["name"] = name, ["type"] = type }];

    // The instance that the lamp's next announcement lan.Names.
    private static async Task<string> AnnouncedNameAsync(JsonProcess ear)
    {
        JsonNode packet = await ear.WaitForAsync(
            "heard", heard => IsFromLamp(heard) && heard["answers"]!.AsArray().Any(IsServicePointer), "an announcement of the lamp");
        string instance = packet["answers"]!.AsArray().First(IsServicePointer)!["data"]!.GetValue<string>();
        return instance[..^"._hap._tcp.local".Length];
    }

    private static async Task<JsonNode> AddressAsync(JsonProcess ear, string host)
    {
        bool IsAddress(JsonNode? record) => record!["type"]!.GetValue<string>() == "A" && record["name"]!.GetValue<string>() == host;

        await ear.CallAsync("ask", Question(host, "A"));
        JsonNode packet = await ear.WaitForAsync(
            "heard", heard => IsFromLamp(heard) && heard["answers"]!.AsArray().Any(IsAddress), $"the address of {host}");
        return packet["answers"]!.AsArray().First(IsAddress)!["data"]!;
    }

    private static async Task<JsonNode> AnswerAfterAsync(JsonProcess ear, string name)
    {
        await ear.CallAsync("ask", Question(name, "PTR"));
        return await ear.WaitForAsync("heard", packet => HasPointer(packet, name, "_hap._tcp.local"), $"the answer for {name}");
    }

    private static bool HasPointer(JsonNode packet, string name, string target) =>
        IsFromLamp(packet) && packet["answers"]!.AsArray().Any(record =>
            record!["type"]!.GetValue<string>() == "PTR" && record["name"]!.GetValue<string>() == name && record["data"]!.GetValue<string>() == target);

    private static bool IsServicePointer(JsonNode? record) =>
        record!["type"]!.GetValue<string>() == "PTR" && record["name"]!.GetValue<string>() == "_hap._tcp.local";

    private static bool IsFromLamp(JsonNode packet) =>
        packet["type"]!.GetValue<string>() == "response" && packet["from"]!.GetValue<string>() == NetworkLan.LampAddress;

    private static bool Is(JsonNode line, string change, string name) =>
        line["change"]!.GetValue<string>() == change && line["name"]!.GetValue<string>() == name;
}
