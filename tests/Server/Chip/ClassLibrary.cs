// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// What of nanoFramework's System.Net, System.Device.Wifi and nanoFramework.Runtime.Native the board's own sources use, over FakeChip, so that these sources run here too.
// Names that .NET has as well stand in the namespace of those sources, where they come before what a using directive brings.

using System;
using System.Collections.Generic;
using HapNano.Server.Tests;

namespace HapNano.Server
{
    internal enum NetworkInterfaceType
    {
        Unknown = 1,
        Ethernet = 6,
        Wireless80211 = 71,
        WirelessAP = 72,
    }

    internal enum AuthenticationType : byte
    {
        WPA2 = 8,
    }

    internal enum EncryptionType : byte
    {
        WPA2 = 3,
    }

    internal sealed class NetworkInterface(NetworkInterfaceType type)
    {
        public NetworkInterfaceType NetworkInterfaceType { get; } = type;

        public uint SpecificConfigId { get; set; }

        public string? IPv4Address { get; set; } = "0.0.0.0";

        public string IPv4SubnetMask { get; set; } = "255.255.255.0";

        public static NetworkInterface[] GetAllNetworkInterfaces() => FakeChip.Interfaces;

        public void EnableStaticIPv4(string address, string mask, string gateway) => (IPv4Address, IPv4SubnetMask) = (address, mask);
    }

    internal sealed class NetworkAvailabilityEventArgs(bool isAvailable) : EventArgs
    {
        public bool IsAvailable { get; } = isAvailable;
    }

    internal static class NetworkChange
    {
        public static event Action<object?, NetworkAvailabilityEventArgs>? NetworkAvailabilityChanged;

        public static event Action<object?, EventArgs>? NetworkAddressChanged;

        public static void Raise(bool isAvailable) => NetworkAvailabilityChanged?.Invoke(null, new NetworkAvailabilityEventArgs(isAvailable));

        public static void RaiseAddress() => NetworkAddressChanged?.Invoke(null, EventArgs.Empty);

        public static void Forget()
        {
            NetworkAvailabilityChanged = null;
            NetworkAddressChanged = null;
        }
    }

    internal sealed class Wireless80211Configuration
    {
        [Flags]
        internal enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoConnect = 6,
            SmartConfig = 10,
        }

        public string Ssid { get; set; } = "";

        public string Password { get; set; } = "";

        public ConfigurationOptions Options { get; set; }

        public static Wireless80211Configuration[] GetAllWireless80211Configurations() => [FakeChip.Station.Copy()];

        public void SaveConfiguration() => FakeChip.SavedStation = FakeChip.IsDriveFull ? throw new InvalidOperationException() : Copy();

        private Wireless80211Configuration Copy() => (Wireless80211Configuration)MemberwiseClone();
    }

    internal sealed class WirelessAPConfiguration
    {
        [Flags]
        internal enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoStart = 6,
        }

        public string Ssid { get; set; } = "";

        public string Password { get; set; } = "";

        public AuthenticationType Authentication { get; set; }

        public EncryptionType Encryption { get; set; }

        public byte MaxConnections { get; set; }

        public ConfigurationOptions Options { get; set; }

        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => [FakeChip.Point.Copy()];

        public void SaveConfiguration() => FakeChip.SavedPoint = Copy();

        private WirelessAPConfiguration Copy() => (WirelessAPConfiguration)MemberwiseClone();
    }
}

namespace System.Device.Wifi
{
    internal enum WifiConnectionStatus
    {
        AccessRevoked,
        InvalidCredential,
        NetworkNotAvailable,
        Success,
        Timeout,
        UnspecifiedFailure,
        UnsupportedAuthenticationProtocol,
    }

    internal enum WifiReconnectionKind
    {
        Automatic,
        Manual,
    }

    internal sealed record WifiConnectionResult(WifiConnectionStatus ConnectionStatus);

    internal sealed record WifiAvailableNetwork(string Ssid, double NetworkRssiInDecibelMilliwatts);

    internal sealed record WifiNetworkReport(WifiAvailableNetwork[] AvailableNetworks);

    internal sealed class WifiAdapter
    {
        public event Action<WifiAdapter, object>? AvailableNetworksChanged;

        public WifiNetworkReport NetworkReport => new([.. FakeChip.Air]);

        public static WifiAdapter[] FindAllAdapters() => FakeChip.HasWifiLibrary ? [new WifiAdapter()] : throw new NotSupportedException();

        public WifiConnectionResult Connect(string name, WifiReconnectionKind kind, string password) =>
            kind == WifiReconnectionKind.Automatic ? new(FakeChip.Connect(name, password)) : throw new ArgumentException("It would be stored.");

        public void ScanAsync()
        {
            if (FakeChip.IsRadioBusy)
            {
                throw new InvalidOperationException();
            }

            AvailableNetworksChanged?.Invoke(this, this);
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    internal static class Power
    {
        /// <exception cref="RestartException">In place of the rest of the program.</exception>
        public static void RebootDevice()
        {
            FakeChip.Restart();
            throw new RestartException();
        }
    }
}
