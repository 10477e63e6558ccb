// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Interop.Tests;

/// <summary>A network for one test, with a lamp whose names are known and which is not started yet; and who else is on it.</summary>
internal sealed class NamedLan : IAsyncDisposable
{
    private const string Script = "discovery.cjs";

    private readonly LampFolder _folder = new();

    private NamedLan(NetworkLan network)
    {
        Network = network;
    }

    public NetworkLan Network { get; }

    /// <summary>The names that the lamp will ask for.</summary>
    public NamedLamp Names { get; private set; } = null!;

    /// <summary>Makes it, or ends the test as inconclusive where this machine does not allow it.</summary>
    public static async Task<NamedLan> CreateAsync(bool hasIPv6 = true)
    {
        var lan = new NamedLan(await NetworkLan.CreateAsync(hasIPv6));
        lan.Names = await NamedLamp.CopyToAsync(lan._folder);
        return lan;
    }

    public Task<Lamp> StartLampAsync() => NamedLamp.StartAsync(Network, _folder);

    /// <summary>Starts the lamp on all addresses of its host, those of IPv6 too.</summary>
    public Task<Lamp> StartLampOnAllAsync() => NamedLamp.StartOnAllAsync(Network, _folder);

    /// <summary>Who hears each packet of multicast DNS, and sends questions.</summary>
    public async Task<JsonProcess> StartEarAsync()
    {
        JsonProcess ear = await JsonProcess.StartAsync(Network.ControllerNamespace, Script, NetworkLan.ControllerAddress);
        await ear.CallAsync("listen");
        return ear;
    }

    /// <summary>Somebody else's responder and browser.</summary>
    public Task<JsonProcess> StartPeerAsync() => StartPeerAsync(Network);

    /// <inheritdoc cref="StartPeerAsync()"/>
    public static Task<JsonProcess> StartPeerAsync(NetworkLan network) => JsonProcess.StartAsync(network.PeerNamespace, Script, NetworkLan.PeerAddress);

    public Task<Avahi> StartAvahiAsync(string host, bool hasIPv4 = true) => Avahi.StartAsync(Network.PeerNamespace, host, hasIPv4);

    public Task<HapController> StartControllerAsync() => HapController.StartAsync(Network.ControllerNamespace);

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        _folder.Dispose();
    }
}
