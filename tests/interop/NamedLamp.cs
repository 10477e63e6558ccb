// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>
/// A lamp whose names on the network are known before it starts, because it has run once: what it keeps is copied for each test. Names hold a part
/// of its device id, which it draws at its first start.
/// </summary>
internal sealed record NamedLamp(string Instance, string Host)
{
    public const string SetupCode = "514-27-396";

    private static readonly string[] s_options = ["--name", "Known Lamp", "--setup-code", SetupCode];
    private static readonly SemaphoreSlim s_once = new(1, 1);
    private static readonly LampFolder s_kept = new();
    private static NamedLamp? s_lamp;

    /// <summary>Fills an empty folder with the state of the lamp.</summary>
    public static async Task<NamedLamp> CopyToAsync(LampFolder folder)
    {
        await s_once.WaitAsync();
        try
        {
            s_lamp ??= await LearnAsync();
        }
        finally
        {
            s_once.Release();
        }

        foreach (string file in Directory.EnumerateFiles(s_kept.Path))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        return s_lamp;
    }

    /// <summary>Removes what was kept of the first run.</summary>
    public static void Forget() => s_kept.Dispose();

    /// <summary>Starts it on the lamp's host of a network.</summary>
    public static Task<Lamp> StartAsync(NetworkLan lan, LampFolder folder) =>
        Lamp.StartOnAsync(lan.LampNamespace, NetworkLan.LampAddress, folder.Path, s_options);

    /// <summary>Starts it there on all addresses.</summary>
    public static Task<Lamp> StartOnAllAsync(NetworkLan lan, LampFolder folder) =>
        Lamp.StartOnAllAsync(lan.LampNamespace, NetworkLan.LampAddress, folder.Path, s_options);

    private static async Task<NamedLamp> LearnAsync()
    {
        await using NetworkLan lan = await NetworkLan.CreateAsync();
        await using JsonProcess peer = await NamedLan.StartPeerAsync(lan);
        await peer.CallAsync("browse");
        await using Lamp lamp = await StartAsync(lan, s_kept);
        JsonNode found = await peer.NextAsync("browsed", "the lamp");
        Assert.AreEqual(0, await lamp.TerminateAsync());
        return new NamedLamp(found["name"]!.GetValue<string>(), found["host"]!.GetValue<string>().Split('.')[0]);
    }
}
