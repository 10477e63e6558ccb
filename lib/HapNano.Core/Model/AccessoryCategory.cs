// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>What kind of thing an accessory is: the icon while it is added, TXT <c>ci</c> and the setup payload.</summary>
public enum AccessoryCategory
{
    /// <summary>Follows from the accessory: a bridge, else its primary service.</summary>
    Automatic = -1,

    /// <summary>Behind a bridge; never advertised.</summary>
    BridgedAccessory = 0,

    /// <summary>Anything without a category of its own.</summary>
    Other = 1,

    /// <summary>Bridge.</summary>
    Bridge = 2,

    /// <summary>Fan.</summary>
    Fan = 3,

    /// <summary>Garage door opener.</summary>
    GarageDoorOpener = 4,

    /// <summary>Lightbulb.</summary>
    Lightbulb = 5,

    /// <summary>Door lock.</summary>
    DoorLock = 6,

    /// <summary>Outlet.</summary>
    Outlet = 7,

    /// <summary>Switch.</summary>
    Switch = 8,

    /// <summary>Thermostat.</summary>
    Thermostat = 9,

    /// <summary>Sensor.</summary>
    Sensor = 10,

    /// <summary>Security system.</summary>
    SecuritySystem = 11,

    /// <summary>Door.</summary>
    Door = 12,

    /// <summary>Window.</summary>
    Window = 13,

    /// <summary>Window covering.</summary>
    WindowCovering = 14,

    /// <summary>Programmable switch.</summary>
    ProgrammableSwitch = 15,

    /// <summary>Range extender.</summary>
    RangeExtender = 16,

    /// <summary>IP camera.</summary>
    IpCamera = 17,

    /// <summary>Video doorbell.</summary>
    VideoDoorbell = 18,

    /// <summary>Air purifier.</summary>
    AirPurifier = 19,

    /// <summary>Heater.</summary>
    Heater = 20,

    /// <summary>Air conditioner.</summary>
    AirConditioner = 21,

    /// <summary>Humidifier.</summary>
    Humidifier = 22,

    /// <summary>Dehumidifier.</summary>
    Dehumidifier = 23,

    /// <summary>Apple TV.</summary>
    AppleTv = 24,

    /// <summary>HomePod.</summary>
    HomePod = 25,

    /// <summary>Speaker.</summary>
    Speaker = 26,

    /// <summary>AirPort.</summary>
    Airport = 27,

    /// <summary>Sprinkler.</summary>
    Sprinkler = 28,

    /// <summary>Faucet.</summary>
    Faucet = 29,

    /// <summary>Shower head.</summary>
    ShowerHead = 30,

    /// <summary>Television; never behind a bridge.</summary>
    Television = 31,

    /// <summary>Target controller: a remote control.</summary>
    TargetController = 32,

    /// <summary>Router.</summary>
    Router = 33,

    /// <summary>Audio receiver.</summary>
    AudioReceiver = 34,

    /// <summary>TV set-top box.</summary>
    TvSetTopBox = 35,

    /// <summary>TV streaming stick.</summary>
    TvStreamingStick = 36,
}
