// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>The same controller finds the lamp by multicast DNS, across two network namespaces joined by a cable of their own.</summary>
[TestClass]
public sealed class DiscoveryTests
{
    private const string Code = "514-27-396";

    [TestMethod]
    public async Task Discovery_LampOnTheNextHost_IsFoundPairedAndSaysGoodbye()
    {
        await using NetworkLan network = await NetworkLan.CreateAsync();
        using var folder = new LampFolder();
        await using HapController controller = await HapController.StartAsync(network.ControllerNamespace);
        await controller.CallAsync("discover");
        await using Lamp lamp = await Lamp.StartOnAsync(
            network.LampNamespace, NetworkLan.LampAddress, folder.Path, "--name", "Found Lamp", "--setup-code", Code);

        JsonNode found = await controller.WaitForServiceAsync(
            change => IsAbout(change, "serviceUp"), "the lamp, by multicast DNS");
        Assert.IsTrue(found["availableToPair"]!.GetValue<bool>());
        Assert.AreEqual(NetworkLan.LampAddress, found["address"]!.GetValue<string>());
        Assert.AreEqual(lamp.Port, found["port"]!.GetValue<int>());
        Assert.AreEqual(5, found["ci"]!.GetValue<int>(), "category: lightbulb");
        Assert.AreEqual("1.1", found["pv"]!.GetValue<string>());

        await controller.ConnectAsync(found["address"]!.GetValue<string>(), found["port"]!.GetValue<int>());
        Assert.IsNotNull(await controller.CallAsync("pairSetup", Code));
        await controller.WaitForServiceAsync(
            change => IsAbout(change, "serviceChanged") && !change["availableToPair"]!.GetValue<bool>(), "sf=0 after pairing");

        string own = (await controller.CallAsync("listPairings"))!.AsArray().Single()!.GetValue<string>();
        await controller.CallAsync("removePairing", own);
        await controller.WaitForServiceAsync(
            change => IsAbout(change, "serviceChanged") && change["availableToPair"]!.GetValue<bool>(), "sf=1 after unpairing");

        Assert.AreEqual(0, await lamp.TerminateAsync());
        await controller.WaitForServiceAsync(change => IsAbout(change, "serviceDown"), "the lamp's goodbye");
    }

    private static bool IsAbout(JsonNode change, string kind) =>
        change["change"]!.GetValue<string>() == kind && change["name"]!.GetValue<string>().StartsWith("Found Lamp", StringComparison.Ordinal);
}
