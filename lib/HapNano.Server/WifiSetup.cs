// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using System.Threading;
using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Server;

/// <summary>A life of the server as an access point with a page: HAP is closed meanwhile, its listener is, and none of its threads runs.</summary>
internal sealed class WifiSetup : ISetupOwner
{
    private readonly HapServer _server;
    private readonly AccessoryState _state;
    private readonly ServerNews _news;

    /// <summary>Nothing is open yet.</summary>
    public WifiSetup(HapServer server, AccessoryState state, ServerNews news)
    {
        _server = server;
        _state = state;
        _news = news;
    }

    /// <inheritdoc/>
    bool ISetupOwner.IsPaired => _state.Pairings.IsPaired;

    /// <inheritdoc/>
    byte[] ISetupOwner.SetupCode => _state.Setup.Code;

    /// <inheritdoc/>
    byte[] ISetupOwner.SetupPayload => _news.SetupPayload;

    /// <summary>Opens the access point at a first boot, before there is a device id, which cannot be drawn while the radio is off: its name ends in zeros.</summary>
    public void TurnRadioOn()
    {
        Open(Encoding.UTF8.GetBytes("00:00:00:00:00:00"));
    }

    /// <summary>Opens the access point, and serves its page until a network is joined, nobody comes, or the server has to do something else.</summary>
    public void Run()
    {
        string name = Open(_state.Identity.DeviceId);
        byte[] random = new byte[FormToken.RandomBytes];
        while (!_server.Crypto.Random(random, 0, random.Length))
        {
            if (_server.IsEndWanted)
            {
                return;
            }

            Thread.Sleep(ServerBoot.RandomPauseMs);
        }

        SetupSite site = new SetupSite(this, Encoding.UTF8.GetBytes(_news.Name), random);
        new WifiPortal(_server, _server.Radio, _server.Settings, site).Run(name);
    }

    /// <inheritdoc/>
    /// <remarks>What the settings ask for follows, so that the next life does not put the old code back.</remarks>
    bool ISetupOwner.SetSetupCode(byte[] code)
    {
        SetupOptions options = _server.Settings.Setup ?? new SetupOptions();
        byte[] before = options.Code;
        options.Code = code;
        bool isStored = _state.Load(options) == BootStatus.Ready;
        if (!isStored)
        {
            options.Code = before;
            _state.Load(options);
        }

        _server.Settings.Setup = options;
        return isStored;
    }

    /// <inheritdoc/>
    void ISetupOwner.NetworkNamed()
    {
        _server.Wake();
    }

    // It turns the radio on, and with it the chip's true random numbers.
    private string Open(byte[] deviceId)
    {
        string name = ServiceNames.Instance(_news.Name, deviceId, WifiRadio.MaxNameBytes);
        _news.Show(AccessoryStatus.WifiSetup);
        _server.Radio.OpenAccessPoint(name, Wifi.SetupPassword);
        return name;
    }
}
