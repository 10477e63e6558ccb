// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Boards;
using HapNano.Gpio;
using HapNano.Model;
using HapNano.Native;
using HapNano.Server;

namespace HapNano.Firmware;

/// <summary>A lamp of red, green and blue that a button switches too.</summary>
public static class Program
{
    /// <summary>Runs the lamp.</summary>
    public static void Main()
    {
        var leds = new RgbLamp(Board.RedPin, Board.GreenPin, Board.BluePin, Board.LampActiveHigh);
        var light = new StatusLed(Board.StatusLedPin, Board.StatusLedActiveHigh);
        var button = new PushButton(Board.ButtonPin, Board.ButtonActiveHigh, light);

        var lamp = new Lightbulb();
        lamp.On.Bind(leds.On);
        lamp.AddBrightness().Bind(leds.Brightness);
        lamp.AddColorTemperature().Bind(leds.ColorTemperature);
        lamp.AddHue().Bind(leds.Hue);
        lamp.AddSaturation().Bind(leds.Saturation);

        var accessory = new Accessory("HapNano Lamp", maker: "HapNano", model: "Lightbulb", serial: DeviceId.Serial);
        accessory.Add(lamp);

        var server = new HapServer(accessory, new FlashStore(), new NativeCrypto());
        server.Indicator = light;
        button.Pressed += leds.Toggle;
        button.Pressed += server.ShowStatusPage;
        button.HeldForWifiSetup += server.SetUpWifi;
        button.HeldForReset += server.FactoryReset;
        Wifi.Join();
        server.Run();
    }
}
