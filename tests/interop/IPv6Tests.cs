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
        await using NetworkLan lan = await NetworkLan.CreateAsync();
        using var folder = new LampFolder();
        NamedLamp names = await NamedLamp.CopyToAsync(folder);
        await using Avahi avahi = await Avahi.StartAsync(lan.PeerNamespace, OtherHost, hasIPv4: false);
        await using LineProcess browser = avahi.Browse();
        await using Lamp lamp = await StartAsync(lan, folder);

        string line = await browser.WaitForLineAsync(text => text.StartsWith("=;eth0;IPv6;", StringComparison.Ordinal), "the lamp, over IPv6");
        string[] found = line.Split(';');
        Assert.AreEqual(names.Host + ".local", found[6]);
        Assert.AreEqual(lamp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), found[8]);
        Assert.AreEqual(NetworkLan.LampAddressIPv6, await avahi.ResolveAsync("-6", names.Host + ".local"));

        // Over the address that was published, and over the one that is always there.
        await using HapController controller = await HapController.StartAsync(lan.ControllerNamespace);
        await controller.ConnectAsync(NetworkLan.LampAddressIPv6, lamp.Port);
        JsonNode pairing = (await controller.CallAsync("pairSetup", NamedLamp.SetupCode))!;
        await avahi.WaitForTextAsync(text => text.Contains("\"sf=0\"", StringComparison.Ordinal), "sf=0 after pairing");
        await controller.ConnectAsync(await NetworkLan.LinkLocalAsync(lan.LampNamespace) + "%eth0", lamp.Port, pairing);
        Assert.HasCount(1, (await controller.CallAsync("listPairings"))!.AsArray());

        Assert.AreEqual(0, await lamp.TerminateAsync());
        await browser.WaitForLineAsync(text => text.StartsWith("-;eth0;IPv6;", StringComparison.Ordinal), "the lamp's goodbye, over IPv6");
    }

    [TestMethod]
    public async Task IPv6_AvahiHasTheName_LampTakesTheNext()
    {
        await using NetworkLan lan = await NetworkLan.CreateAsync();
        using var folder = new LampFolder();
        NamedLamp names = await NamedLamp.CopyToAsync(folder);
        await using Avahi avahi = await Avahi.StartAsync(lan.PeerNamespace, OtherHost, hasIPv4: false);
        await using LineProcess publisher = avahi.Publish(names.Instance, 4711);
        await publisher.WaitForLineAsync(line => line.Contains("Established", StringComparison.Ordinal), "avahi's own service");
        await using LineProcess browser = avahi.Browse();

        await using Lamp lamp = await StartAsync(lan, folder);
        await browser.WaitForLineAsync(
            line => line.StartsWith('=') && line.Contains("\\032\\0402\\041", StringComparison.Ordinal), "the lamp under \"name (2)\"");
    }

    [TestMethod]
    [DataRow(true, DisplayName = "listening on an IPv4 address")]
    [DataRow(false, DisplayName = "on a link without IPv6")]
    public async Task IPv6_NotServed_IsNotPublished(bool hasIPv6)
    {
        await using NetworkLan lan = await NetworkLan.CreateAsync(hasIPv6);
        using var folder = new LampFolder();
        NamedLamp names = await NamedLamp.CopyToAsync(folder);
        await using JsonProcess ear = await JsonProcess.StartAsync(lan.ControllerNamespace, "discovery.cjs", NetworkLan.ControllerAddress);
        await ear.CallAsync("listen");
        await using Lamp lamp = hasIPv6 ? await NamedLamp.StartAsync(lan, folder) : await StartAsync(lan, folder);

        JsonNode packet = await ear.WaitForAsync(
            "heard",
            heard => heard["from"]!.GetValue<string>() == NetworkLan.LampAddress && heard["answers"]!.AsArray().Any(record => Is(record, "A")),
            "the lamp's address");
        JsonNode?[] records = [.. packet["answers"]!.AsArray(), .. packet["additionals"]!.AsArray()];
        Assert.IsFalse(records.Any(record => Is(record, "AAAA")));
        JsonNode denial = records.Single(record => Is(record, "NSEC") && record!["name"]!.GetValue<string>() == names.Host + ".local")!;
        CollectionAssert.AreEqual(new[] { "A" }, denial["data"]!["rrtypes"]!.AsArray().Select(type => type!.GetValue<string>()).ToArray());

        await using HapController controller = await HapController.StartAsync(lan.ControllerNamespace);
        await controller.ConnectAsync(NetworkLan.LampAddress, lamp.Port);
        Assert.IsNotNull(await controller.CallAsync("pairSetup", NamedLamp.SetupCode));
    }

    [TestMethod]
    public async Task IPv6_SystemMakesTemporaryAddresses_LastingOneIsPublished()
    {
        await using NetworkLan lan = await NetworkLan.CreateAsync();
        using var folder = new LampFolder();
        await NamedLamp.CopyToAsync(folder);
        string temporary = await NetworkLan.AddTemporaryAddressAsync(lan.LampNamespace, NetworkLan.LampAddressIPv6);
        await using JsonProcess ear = await JsonProcess.StartAsync(lan.ControllerNamespace, "discovery.cjs", NetworkLan.ControllerAddress);
        await ear.CallAsync("listen");
        await using Lamp lamp = await StartAsync(lan, folder);

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
        await using NetworkLan lan = await NetworkLan.CreateAsync();
        using var folder = new LampFolder();
        NamedLamp names = await NamedLamp.CopyToAsync(folder);
        await using JsonProcess ear = await JsonProcess.StartAsync(lan.ControllerNamespace, "discovery.cjs", NetworkLan.ControllerAddress);
        await ear.CallAsync("listen");
        await NetworkLan.SwitchIPv6Async(lan.LampNamespace, NetworkLan.LampAddressIPv6, isOn: false);
        await using Lamp lamp = await StartAsync(lan, folder);
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "A", 120), "the lamp's address");

        await NetworkLan.SwitchIPv6Async(lan.LampNamespace, NetworkLan.LampAddressIPv6, isOn: true);
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "AAAA", 120), "an IPv6 address that came");
        await NetworkLan.SwitchIPv6Async(lan.LampNamespace, NetworkLan.LampAddressIPv6, isOn: false);
        await ear.WaitForAsync("heard", packet => HasAddress(packet, "AAAA", 0), "the goodbye of the one that went");

        bool HasAddress(JsonNode packet, string type, int ttl) => packet["from"]!.GetValue<string>() == NetworkLan.LampAddress
            && packet["type"]!.GetValue<string>() == "response"
            && packet["answers"]!.AsArray().Any(record =>
                Is(record, type) && record!["ttl"]!.GetValue<int>() == ttl && record["name"]!.GetValue<string>() == names.Host + ".local");
    }

    private static bool Is(JsonNode? record, string type) => record!["type"]!.GetValue<string>() == type;

    private static Task<Lamp> StartAsync(NetworkLan lan, LampFolder folder) =>
        Lamp.StartOnAllAsync(lan.LampNamespace, NetworkLan.LampAddress, folder.Path, "--name", "Known Lamp", "--setup-code", NamedLamp.SetupCode);
}
