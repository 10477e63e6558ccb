// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>The lamp on a link with IPv6, and on one without: an AAAA record is there exactly while the server accepts what it leads to.</summary>
[TestClass]
public sealed class IPv6Tests
{
    private const string OtherHost = "somebody-else";

    [TestMethod]
    public async Task IPv6_AvahiKnowsNothingElse_FindsFollowsAndForgetsTheLamp()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(OtherHost, hasIPv4: false);
        await using LineProcess browser = avahi.Browse();
        await using Lamp lamp = await lan.StartLampOnAllAsync();

        string line = await browser.WaitForLineAsync(text => text.StartsWith("=;eth0;IPv6;", StringComparison.Ordinal), "the lamp, over IPv6");
        string[] found = line.Split(';');
        Assert.AreEqual(lan.Names.Host + ".local", found[6]);
        Assert.AreEqual(lamp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), found[8]);
        Assert.AreEqual(NetworkLan.LampAddressIPv6, await avahi.ResolveAsync("-6", lan.Names.Host + ".local"));

        // Over the address that was published, and over the one that is always there.
        await using HapController controller = await lan.StartControllerAsync();
        await controller.ConnectAsync(NetworkLan.LampAddressIPv6, lamp.Port);
        JsonNode pairing = (await controller.CallAsync("pairSetup", NamedLamp.SetupCode))!;
        await avahi.WaitForTextAsync(text => text.Contains("\"sf=0\"", StringComparison.Ordinal), "sf=0 after pairing");
        await controller.ConnectAsync(await NetworkLan.LinkLocalAsync(lan.Network.LampNamespace) + "%eth0", lamp.Port, pairing);
        Assert.HasCount(1, (await controller.CallAsync("listPairings"))!.AsArray());

        Assert.AreEqual(0, await lamp.TerminateAsync());
        await browser.WaitForLineAsync(text => text.StartsWith("-;eth0;IPv6;", StringComparison.Ordinal), "the lamp's goodbye, over IPv6");
    }

    [TestMethod]
    public async Task IPv6_AvahiHasTheName_LampTakesTheNext()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(OtherHost, hasIPv4: false);
        await using LineProcess publisher = avahi.Publish(lan.Names.Instance, 4711);
        await publisher.WaitForLineAsync(line => line.Contains("Established", StringComparison.Ordinal), "avahi's own service");
        await using LineProcess browser = avahi.Browse();

        await using Lamp lamp = await lan.StartLampOnAllAsync();
        await browser.WaitForLineAsync(
            line => line.StartsWith('=') && line.Contains("\\032\\0402\\041", StringComparison.Ordinal), "the lamp under \"name (2)\"");
    }

    [TestMethod]
    [DataRow(true, DisplayName = "listening on an IPv4 address")]
    [DataRow(false, DisplayName = "on a link without IPv6")]
    public async Task IPv6_NotServed_IsNotPublished(bool hasIPv6)
    {
        await using NamedLan lan = await NamedLan.CreateAsync(hasIPv6);
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Lamp lamp = hasIPv6 ? await lan.StartLampAsync() : await lan.StartLampOnAllAsync();

        JsonNode packet = await ear.WaitForAsync(
            "heard",
            heard => heard["from"]!.GetValue<string>() == NetworkLan.LampAddress && heard["answers"]!.AsArray().Any(record => Is(record, "A")),
            "the lamp's address");
        JsonNode?[] records = [.. packet["answers"]!.AsArray(), .. packet["additionals"]!.AsArray()];
        Assert.IsFalse(records.Any(record => Is(record, "AAAA")));
        JsonNode denial = records.Single(record => Is(record, "NSEC") && record!["name"]!.GetValue<string>() == lan.Names.Host + ".local")!;
        CollectionAssert.AreEqual(new[] { "A" }, denial["data"]!["rrtypes"]!.AsArray().Select(type => type!.GetValue<string>()).ToArray());

        await using HapController controller = await lan.StartControllerAsync();
        await controller.ConnectAsync(NetworkLan.LampAddress, lamp.Port);
        Assert.IsNotNull(await controller.CallAsync("pairSetup", NamedLamp.SetupCode));
    }

    [TestMethod]
    public async Task IPv6_SystemMakesTemporaryAddresses_LastingOneIsPublished()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        string temporary = await NetworkLan.AddTemporaryAddressAsync(lan.Network.LampNamespace, NetworkLan.LampAddressIPv6);
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Lamp lamp = await lan.StartLampOnAllAsync();

        JsonNode packet = await ear.WaitForAsync(
            "heard",
            heard => heard["from"]!.GetValue<string>() == NetworkLan.LampAddress && heard["answers"]!.AsArray().Any(record => Is(record, "AAAA")),
            "the lamp's IPv6 address");
        Assert.AreEqual(
            NetworkLan.LampAddressIPv6, packet["answers"]!.AsArray().First(record => Is(record, "AAAA"))!["data"]!.GetValue<string>(), $"and not {temporary}");
    }

    [TestMethod]
    public async Task IPv6_ComesAndGoesWhileTheLampRuns_IsPublishedAndWithdrawn()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await NetworkLan.SwitchIPv6Async(lan.Network.LampNamespace, NetworkLan.LampAddressIPv6, isOn: false);
        await using Lamp lamp = await lan.StartLampOnAllAsync();
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "A", 120), "the lamp's address");

        await NetworkLan.SwitchIPv6Async(lan.Network.LampNamespace, NetworkLan.LampAddressIPv6, isOn: true);
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "AAAA", 120), "an IPv6 address that came");
        await NetworkLan.SwitchIPv6Async(lan.Network.LampNamespace, NetworkLan.LampAddressIPv6, isOn: false);
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "AAAA", 0), "the goodbye of the one that went");

        bool HasAddress(JsonNode packet, string type, int ttl) => packet["from"]!.GetValue<string>() == NetworkLan.LampAddress
            && packet["type"]!.GetValue<string>() == "response"
            && packet["answers"]!.AsArray().Any(record =>
                Is(record, type) && record!["ttl"]!.GetValue<int>() == ttl && record["name"]!.GetValue<string>() == lan.Names.Host + ".local");
    }

    private static bool Is(JsonNode? record, string type) => record!["type"]!.GetValue<string>() == type;
}
