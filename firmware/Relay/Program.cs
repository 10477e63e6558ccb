// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Boards;
using HapNano.Gpio;
using HapNano.Model;
using HapNano.Native;
using HapNano.Server;

namespace HapNano.Firmware;

/// <summary>A relay that a button switches too.</summary>
public static class Program
{
    /// <summary>Runs the relay.</summary>
    public static void Main()
    {
        var relay = new Relay(Board.RelayPin, Board.RelayActiveHigh);
        var light = new StatusLed(Board.StatusLedPin, Board.StatusLedActiveHigh);
        var button = new PushButton(Board.ButtonPin, Board.ButtonActiveHigh, light);

        var relaySwitch = new Switch();
        relaySwitch.On.Bind(relay);

        var accessory = new Accessory("HapNano Relay", maker: "HapNano", model: "Relay", serial: DeviceId.Serial);
        accessory.Add(relaySwitch);

        var server = new HapServer(accessory, new FlashStore(), new NativeCrypto());
        server.Indicator = light;
        button.Pressed += relay.Toggle;
        button.Pressed += server.ShowStatusPage;
        button.HeldForWifiSetup += server.SetUpWifi;
        button.HeldForReset += server.FactoryReset;
        Wifi.Join();
        server.Run();
    }
}
