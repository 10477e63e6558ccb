// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Device.Wifi;

namespace HapNano.Server.Tests;

/// <summary>
/// An image with its network interfaces and its air, as far as the board's own sources see them through nanoFramework's class library. What is saved counts after
/// <see cref="Restart"/>; until then whoever asks again gets what was read at the start.
/// </summary>
internal static class FakeChip
{
    /// <summary>The interfaces of the image.</summary>
    public static NetworkInterface[] Interfaces { get; set; } = [];

    /// <summary>False: the image leaves System.Device.Wifi out.</summary>
    public static bool HasWifiLibrary { get; set; }

    /// <summary>What the image read at its start.</summary>
    public static Wireless80211Configuration Station { get; set; } = new();

    /// <summary>What the image read at its start.</summary>
    public static WirelessAPConfiguration Point { get; set; } = new();

    /// <summary>What was saved since.</summary>
    public static Wireless80211Configuration? SavedStation { get; set; }

    /// <summary>What was saved since.</summary>
    public static WirelessAPConfiguration? SavedPoint { get; set; }

    /// <summary>True: nothing can be saved.</summary>
    public static bool IsDriveFull { get; set; }

    /// <summary>What a scan finds.</summary>
    public static List<WifiAvailableNetwork> Air { get; } = [];

    /// <summary>True: a scan cannot begin.</summary>
    public static bool IsRadioBusy { get; set; }

    /// <summary>What a connect ends with, and does before.</summary>
    public static Func<string, string, WifiConnectionStatus> Connect { get; set; } = (_, _) => WifiConnectionStatus.UnspecifiedFailure;

    /// <summary>How often it restarted.</summary>
    public static int Restarts { get; private set; }

    /// <summary>An ESP32 as it comes, with a station that is enabled and knows no network.</summary>
    public static void Reset()
    {
        Interfaces = [new(NetworkInterfaceType.Wireless80211), new(NetworkInterfaceType.WirelessAP)];
        HasWifiLibrary = true;
        Station = new() { Options = Wireless80211Configuration.ConfigurationOptions.SmartConfig };
        Point = new() { Ssid = "nano_123456" };
        SavedStation = null;
        SavedPoint = null;
        IsDriveFull = false;
        Air.Clear();
        IsRadioBusy = false;
        Connect = (_, _) => WifiConnectionStatus.UnspecifiedFailure;
        Restarts = 0;
        NetworkChange.Forget();
    }

    /// <summary>Reads anew what was saved, and forgets who listened.</summary>
    public static void Restart()
    {
        Restarts++;
        Station = SavedStation ?? Station;
        Point = SavedPoint ?? Point;
        NetworkChange.Forget();
    }
}
