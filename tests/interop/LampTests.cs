// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>The npm package hap-controller, unmodified, against the lamp as a process on 127.0.0.1.</summary>
[TestClass]
public sealed class LampTests
{
    private const string Code = "514-27-396";
    private const string OtherCode = "514-27-397";

    /// <summary>A lamp's values are on flash two seconds after the last change.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(3);

    [TestMethod]
    public async Task PairSetup_CodeThatTheLampPrinted_Pairs()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path);
        await using HapController controller = await HapController.StartAsync();
        await controller.ConnectAsync(lamp.Address, lamp.Port);

        JsonNode? pairing = await controller.CallAsync("pairSetup", lamp.PrintedSetupCode());

        Assert.IsNotNull(pairing);
        Assert.HasCount(1, (await controller.CallAsync("listPairings"))!.AsArray());
    }

    [TestMethod]
    public async Task PairSetup_WrongCode_IsRefusedAndTheRightOneAcceptedAfter()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController controller = await HapController.StartAsync();
        await controller.ConnectAsync(lamp.Address, lamp.Port);

        ControllerException refusal = await Assert.ThrowsExactlyAsync<ControllerException>(() => controller.CallAsync("pairSetup", OtherCode));

        Assert.Contains("Error: 2", refusal.Message, "HAP Pair Setup M4 carries Error=2 (Authentication)");
        Assert.IsNotNull(await controller.CallAsync("pairSetup", Code));
    }

    [TestMethod]
    public async Task PairSetup_LampAlreadyPaired_IsRefused()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController owner = await HapController.StartAsync();
        await PairAsync(owner, lamp);
        await using HapController stranger = await HapController.StartAsync();
        await stranger.ConnectAsync(lamp.Address, lamp.Port);

        ControllerException refusal = await Assert.ThrowsExactlyAsync<ControllerException>(() => stranger.CallAsync("pairSetup", Code));

        Assert.Contains("Error: 6", refusal.Message, "HAP Pair Setup M2 carries Error=6 (Unavailable)");
    }

    [TestMethod]
    public async Task Identify_UnpairedLamp_Blinks()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path);
        await using HapController controller = await HapController.StartAsync();
        await controller.ConnectAsync(lamp.Address, lamp.Port);

        await controller.CallAsync("identify");

        await lamp.WaitForLineAsync(line => line.Contains("identify", StringComparison.OrdinalIgnoreCase), "the lamp's word that it identifies itself");
    }

    [TestMethod]
    public async Task Characteristics_OnAndBrightnessWritten_AreReadBack()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController controller = await HapController.StartAsync();
        await PairAsync(controller, lamp);
        LampDatabase database = await ReadDatabaseAsync(controller);

        await controller.CallAsync("set", new JsonObject { [database.On] = true, [database.Brightness] = 37 });

        Assert.IsTrue(IsOn(await controller.GetAsync(database.On)));
        Assert.AreEqual(37, (await controller.GetAsync(database.Brightness))!.GetValue<int>());
        await controller.SetAsync(database.On, false);
        Assert.IsFalse(IsOn(await controller.GetAsync(database.On)));
    }

    [TestMethod]
    public async Task Events_ButtonTogglesTheLamp_ReachTheSubscriber()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController controller = await HapController.StartAsync();
        await PairAsync(controller, lamp);
        LampDatabase database = await ReadDatabaseAsync(controller);
        await controller.SetAsync(database.On, false);
        await controller.CallAsync("subscribe", new JsonArray(database.On));

        await lamp.PressButtonAsync();

        JsonNode change = (await controller.NextEventAsync())["characteristics"]![0]!;
        Assert.AreEqual(database.On, $"{change["aid"]}.{change["iid"]}");
        Assert.IsTrue(IsOn(change["value"]));
        Assert.IsTrue(IsOn(await controller.GetAsync(database.On)));
    }

    [TestMethod]
    public async Task Events_AnotherControllerWrites_ReachTheSubscriberOnly()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController subscriber = await HapController.StartAsync();
        JsonNode pairing = await PairAsync(subscriber, lamp);
        await subscriber.ConnectAsync(lamp.Address, lamp.Port, pairing, keepsConnection: true);
        LampDatabase database = await ReadDatabaseAsync(subscriber);
        await subscriber.CallAsync("subscribe", new JsonArray(database.Brightness));
        await using HapController writer = await HapController.StartAsync();
        await writer.ConnectAsync(lamp.Address, lamp.Port, pairing);

        await subscriber.SetAsync(database.Brightness, 11);
        await writer.SetAsync(database.Brightness, 12);

        JsonNode change = (await subscriber.NextEventAsync())["characteristics"]![0]!;
        Assert.AreEqual(12, change["value"]!.GetValue<int>(), "its own write, 11, must not come back to the writer");
    }

    [TestMethod]
    public async Task Pairings_AddListRemove_AsTheAdministratorSays()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController controller = await HapController.StartAsync();
        await PairAsync(controller, lamp);
        const string guest = "3f2b7a0e-90b1-4C1A-9D33-guest";
        string key = new('7', 64);

        await controller.CallAsync("addPairing", guest, key, false);
        Assert.Contains(guest, await ListAsync(controller), "the identifier comes back byte for byte");
        await controller.CallAsync("removePairing", guest);

        Assert.HasCount(1, await ListAsync(controller));
    }

    [TestMethod]
    public async Task Pairings_OwnOneRemoved_LampPairsAgain()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController controller = await HapController.StartAsync();
        await PairAsync(controller, lamp);
        string own = (await ListAsync(controller)).Single();

        await controller.CallAsync("removePairing", own);

        await using HapController next = await HapController.StartAsync();
        await PairAsync(next, lamp);
        Assert.HasCount(1, await ListAsync(next));
    }

    [TestMethod]
    public async Task Power_CutBetweenAnyTwoSteps_ComesBackAsItWas()
    {
        using var folder = new LampFolder();
        JsonNode? pairing = null;
        string? structure = null;
        bool isOn = false;
        int brightness = 0;

        foreach (Func<HapController, LampDatabase, Lamp, Task> step in Steps())
        {
            await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
            await using HapController controller = await HapController.StartAsync();
            if (pairing is null)
            {
                pairing = await PairAsync(controller, lamp);
            }
            else
            {
                await controller.ConnectAsync(lamp.Address, lamp.Port, pairing);
            }

            LampDatabase database = await ReadDatabaseAsync(controller);
            structure ??= database.Structure();
            Assert.AreEqual(structure, database.Structure());
            if (brightness != 0)
            {
                Assert.AreEqual(isOn, IsOn(await controller.GetAsync(database.On)));
                Assert.AreEqual(brightness, (await controller.GetAsync(database.Brightness))!.GetValue<int>());
            }

            await step(controller, database, lamp);
            isOn = IsOn(await controller.GetAsync(database.On));
            brightness = (await controller.GetAsync(database.Brightness))!.GetValue<int>();
            await Task.Delay(s_settling);
            await lamp.KillAsync();
        }
    }

    [TestMethod]
    public async Task Power_CutWithAPairingRemoved_StaysRemoved()
    {
        using var folder = new LampFolder();
        await using (Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code))
        {
            await using HapController controller = await HapController.StartAsync();
            await PairAsync(controller, lamp);
            await controller.CallAsync("removePairing", (await ListAsync(controller)).Single());
            await lamp.KillAsync();
        }

        await using Lamp restarted = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController next = await HapController.StartAsync();
        await PairAsync(next, restarted);
    }

    [TestMethod]
    public async Task Stop_SigTerm_ExitsWithZeroAndKeepsTheLastState()
    {
        using var folder = new LampFolder();
        JsonNode pairing;
        await using (Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", Code))
        {
            await using HapController controller = await HapController.StartAsync();
            pairing = await PairAsync(controller, lamp);
            LampDatabase database = await ReadDatabaseAsync(controller);
            await controller.CallAsync("set", new JsonObject { [database.On] = true, [database.Brightness] = 83 });

            Assert.AreEqual(0, await lamp.TerminateAsync());
        }

        await using Lamp restarted = await Lamp.StartAsync(folder.Path, "--setup-code", Code);
        await using HapController again = await HapController.StartAsync();
        await again.ConnectAsync(restarted.Address, restarted.Port, pairing);
        LampDatabase after = await ReadDatabaseAsync(again);
        Assert.IsTrue(IsOn(await again.GetAsync(after.On)));
        Assert.AreEqual(83, (await again.GetAsync(after.Brightness))!.GetValue<int>());
    }

    [TestMethod]
    public async Task FactoryReset_ButtonHeld_ForgetsPairingsAndValuesAndKeepsTheCode()
    {
        using var folder = new LampFolder();
        await using (Lamp lamp = await Lamp.StartAsync(folder.Path))
        {
            string code = lamp.PrintedSetupCode();
            await using HapController controller = await HapController.StartAsync();
            await controller.ConnectAsync(lamp.Address, lamp.Port);
            await controller.CallAsync("pairSetup", code);

            await lamp.PressButtonAsync();
            await lamp.WaitForLineAsync(line => line.Contains("lamp on", StringComparison.Ordinal), "the lamp's word that it is on");

            await lamp.HoldButtonAsync();

            // The panel and the lamp speak from two threads.
            bool isShown = false;
            bool isOff = false;
            await lamp.WaitForLineAsync(
                line =>
                {
                    isShown |= line.Contains(code, StringComparison.Ordinal);
                    isOff |= line.Contains("lamp off", StringComparison.Ordinal);
                    return isShown && isOff;
                },
                "the light of a new lamp and the same code, shown again");
        }

        await using Lamp restarted = await Lamp.StartAsync(folder.Path);
        await using HapController next = await HapController.StartAsync();
        await next.ConnectAsync(restarted.Address, restarted.Port);
        Assert.IsNotNull(await next.CallAsync("pairSetup", restarted.PrintedSetupCode()));
    }

    /// <summary>Everything an owner does; the power goes after each.</summary>
    private static IEnumerable<Func<HapController, LampDatabase, Lamp, Task>> Steps()
    {
        const string guest = "guest";
        yield return (controller, database, _) => controller.CallAsync("set", new JsonObject { [database.On] = true, [database.Brightness] = 42 });
        yield return (controller, database, _) => controller.CallAsync("subscribe", new JsonArray(database.On));
        yield return async (_, _, lamp) =>
        {
            await lamp.PressButtonAsync();
            await lamp.WaitForLineAsync(line => line.Contains("off", StringComparison.OrdinalIgnoreCase), "the lamp's word that it is off");
        };
        yield return (controller, _, _) => controller.CallAsync("addPairing", guest, new string('5', 64), false);
        yield return async (controller, _, _) => Assert.Contains(guest, await ListAsync(controller));
        yield return (controller, _, _) => controller.CallAsync("removePairing", guest);
        yield return async (controller, _, _) => Assert.HasCount(1, await ListAsync(controller));
    }

    private static async Task<JsonNode> PairAsync(HapController controller, Lamp lamp)
    {
        await controller.ConnectAsync(lamp.Address, lamp.Port);
        return (await controller.CallAsync("pairSetup", Code))!;
    }

    private static async Task<LampDatabase> ReadDatabaseAsync(HapController controller) =>
        new((await controller.CallAsync("accessories"))!);

    private static async Task<List<string>> ListAsync(HapController controller) =>
        [.. (await controller.CallAsync("listPairings"))!.AsArray().Select(identifier => identifier!.GetValue<string>())];

    /// <summary>A bool goes over the wire as true or 1.</summary>
    private static bool IsOn(JsonNode? value) => value!.ToJsonString() is "true" or "1";
}
