// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;

namespace HapNano.Interop.Tests;

/// <summary>Two network namespaces joined by a veth pair: two hosts on one cable, made for one test and removed after it.</summary>
internal sealed class NetworkPair : IAsyncDisposable
{
    public const string LampAddress = "10.213.7.2";
    private const string ControllerAddress = "10.213.7.3";

    private NetworkPair(string name)
    {
        LampNamespace = $"{name}-lamp";
        ControllerNamespace = $"{name}-ctrl";
    }

    public string LampNamespace { get; }

    public string ControllerNamespace { get; }

    /// <summary>Makes the pair, or ends the test as inconclusive with the reason where this machine does not allow it.</summary>
    public static async Task<NetworkPair> CreateAsync()
    {
        var pair = new NetworkPair($"hap{Environment.ProcessId}");
        try
        {
            await RunAsync($"netns add {pair.LampNamespace}");
            await RunAsync($"netns add {pair.ControllerNamespace}");
            await RunAsync($"-n {pair.LampNamespace} link add eth0 type veth peer name eth0 netns {pair.ControllerNamespace}");
            await pair.BringUpAsync(pair.LampNamespace, LampAddress);
            await pair.BringUpAsync(pair.ControllerNamespace, ControllerAddress);
            return pair;
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await pair.DisposeAsync();
            Assert.Inconclusive($"network namespaces may not be made here: {refusal.Message}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string name in new[] { LampNamespace, ControllerNamespace })
        {
            try
            {
                await RunAsync($"netns delete {name}");
            }
            catch (Exception missing) when (missing is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // Never made, or no ip command: there is nothing to remove.
                Trace.WriteLine(missing.Message);
            }
        }
    }

    private static async Task RunAsync(string arguments)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string errors = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {arguments}: {errors.Trim()}");
        }
    }

    private async Task BringUpAsync(string name, string address)
    {
        await RunAsync($"-n {name} address add {address}/24 dev eth0");
        await RunAsync($"-n {name} link set lo up");
        await RunAsync($"-n {name} link set eth0 up");
        await RunAsync($"-n {name} route add default dev eth0");
    }
}
