// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;

namespace HapNano.Interop.Tests;

/// <summary>Three hosts on one switch, each a network namespace: made for one test and removed after it.</summary>
/// <remarks>Host n of a network has the addresses 10.213.7.n and fd00:213:7::n, and a link-local one.</remarks>
internal sealed class NetworkLan : IAsyncDisposable
{
    public const string LampAddress = "10.213.7.2";
    public const string ControllerAddress = "10.213.7.3";
    public const string PeerAddress = "10.213.7.4";
    public const string LampAddressIPv6 = "fd00:213:7::2";

    private const string HasNoIPv6 = "1";

    private static int s_count;

    private readonly string _name = $"hap{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";

    private NetworkLan()
    {
    }

    /// <summary>Where the lamp runs.</summary>
    public string LampNamespace => $"{_name}-lamp";

    /// <summary>Where the test's own controller or listener runs.</summary>
    public string ControllerNamespace => $"{_name}-ctrl";

    /// <summary>Where somebody else's responder runs.</summary>
    public string PeerNamespace => $"{_name}-peer";

    private string SwitchNamespace => $"{_name}-sw";

    /// <summary>Makes the network, or ends the test as inconclusive with the reason where this machine does not allow it.</summary>
    public static async Task<NetworkLan> CreateAsync(bool hasIPv6 = true)
    {
        var lan = new NetworkLan();
        try
        {
            await RunAsync($"netns add {lan.SwitchNamespace}");
            await RunAsync($"-n {lan.SwitchNamespace} link add br0 type bridge mcast_snooping 0 forward_delay 0");
            await RunAsync($"-n {lan.SwitchNamespace} link set br0 up");
            await lan.AddHostAsync(lan.LampNamespace, 2, hasIPv6);
            await lan.AddHostAsync(lan.ControllerNamespace, 3, hasIPv6);
            await lan.AddHostAsync(lan.PeerNamespace, 4, hasIPv6);
            return lan;
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await lan.DisposeAsync();
            Assert.Inconclusive($"network namespaces may not be made here: {refusal.Message}");
            throw;
        }
    }

    /// <summary>Turns IPv6 of a host's only interface off, or on with the address it had.</summary>
    public static async Task SwitchIPv6Async(string networkNamespace, string address, bool isOn)
    {
        await RunAsync($"netns exec {networkNamespace} sh -c \"echo {(isOn ? 0 : 1)} > /proc/sys/net/ipv6/conf/eth0/disable_ipv6\"");
        if (isOn)
        {
            await RunAsync($"-n {networkNamespace} address add {address}/64 dev eth0");
        }
    }

    /// <summary>Makes a host's system draw temporary addresses beside its lasting one (RFC 8981).</summary>
    /// <returns>The first of them.</returns>
    public static async Task<string> AddTemporaryAddressAsync(string networkNamespace, string lasting)
    {
        await RunAsync($"-n {networkNamespace} address delete {lasting}/64 dev eth0");
        await RunAsync($"netns exec {networkNamespace} sh -c \"echo 2 > /proc/sys/net/ipv6/conf/eth0/use_tempaddr\"");
        await RunAsync($"-n {networkNamespace} address add {lasting}/64 dev eth0 mngtmpaddr");
        string[] found = (await RunAsync($"-n {networkNamespace} -6 -o address show dev eth0 temporary")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.IsGreaterThan(3, found.Length, "a temporary address");
        return found[3].Split('/')[0];
    }

    /// <summary>The link-local address of a host's only interface, without its zone.</summary>
    public static async Task<string> LinkLocalAsync(string networkNamespace)
    {
        string addresses = await RunAsync($"-n {networkNamespace} -6 -o address show dev eth0 scope link");
        return addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string name in new[] { LampNamespace, ControllerNamespace, PeerNamespace, SwitchNamespace })
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

    private static async Task<string> RunAsync(string arguments)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = ip.StandardOutput.ReadToEndAsync();
        string errors = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        return ip.ExitCode == 0 ? await output : throw new InvalidOperationException($"ip {arguments}: {errors.Trim()}");
    }

    private async Task AddHostAsync(string name, int number, bool hasIPv6)
    {
        await RunAsync($"netns add {name}");

        // Addresses are used at once: nobody else can have them here.
        await RunAsync($"netns exec {name} sh -c \"echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad\"");
        if (!hasIPv6)
        {
            await RunAsync($"netns exec {name} sh -c \"echo {HasNoIPv6} > /proc/sys/net/ipv6/conf/default/disable_ipv6\"");
        }

        await RunAsync($"-n {name} link add eth0 type veth peer name port{number} netns {SwitchNamespace}");
        await RunAsync($"-n {SwitchNamespace} link set port{number} master br0 up");
        await RunAsync($"-n {name} address add 10.213.7.{number}/24 dev eth0");
        if (hasIPv6)
        {
            await RunAsync($"-n {name} address add fd00:213:7::{number}/64 dev eth0");
        }

        await RunAsync($"-n {name} link set lo up");
        await RunAsync($"-n {name} link set eth0 up");
        await RunAsync($"-n {name} route add default dev eth0");
    }
}
