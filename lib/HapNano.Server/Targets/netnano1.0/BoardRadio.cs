// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Wifi;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace HapNano.Server;

/// <summary>The radio of the chip, through nanoFramework's stored configuration and events.</summary>
/// <remarks>
/// <para>An access point is opened and closed by a restart: the image reads the configuration of its interfaces when it starts (read in the sources of the 1.17 images, never tried).</para>
/// <para>Power save cannot be turned off from here, because the class library has no member for it: <see cref="WifiRadio.PowerSave"/> does it.</para>
/// </remarks>
internal sealed class BoardRadio : WifiRadio
{
    private const int AddressMs = 8000;
    private const int LookMs = 100;
    private const string ApAddress = "192.168.4.1";
    private const int ApStations = 2;

    private readonly WifiAdapter _adapter;
    private readonly BoardScan _scan;

    // The one that is changed and saved: an image may give what it read at its start to whoever asks again.
    private readonly Wireless80211Configuration _station;
    private bool _isAvailable;
    private bool _hasAddress;
    private int _upCount;

    /// <summary>Begins to listen to the radio's events.</summary>
    public BoardRadio()
    {
        _adapter = WifiAdapter.FindAllAdapters()[0];
        _station = Wireless80211Configuration.GetAllWireless80211Configurations()[BoardInterface.Find(NetworkInterfaceType.Wireless80211).SpecificConfigId];
        _scan = new BoardScan(_adapter);
        NetworkChange.NetworkAvailabilityChanged += OnAvailability;
        NetworkChange.NetworkAddressChanged += OnAddress;

        // The image joins by itself when it starts: that may have happened before anybody listened.
        _hasAddress = BoardInterface.HasAddress(BoardInterface.Find(NetworkInterfaceType.Wireless80211));
        _isAvailable = _hasAddress;
    }

    /// <inheritdoc/>
    /// <remarks>A station that is disabled, as in images that have Ethernet too, leaves the radio off and cannot join.</remarks>
    public override bool HasCredentials =>
        _station.Ssid.Length > 0 && (_station.Options & Wireless80211Configuration.ConfigurationOptions.Enable) != 0;

    /// <inheritdoc/>
    public override bool IsUp => _isAvailable && _hasAddress;

    /// <inheritdoc/>
    public override int UpCount => _upCount;

    /// <inheritdoc/>
    public override byte[] AccessPointAddress => IPAddress.Parse(ApAddress).GetAddressBytes();

    /// <inheritdoc/>
    /// <remarks>Images are built without lwIP's DHCP server (CONFIG_LWIP_DHCPS=n).</remarks>
    public override bool IsDhcpOurs => true;

    /// <inheritdoc/>
    public override bool IsAccessPointOpen =>
        (AccessPoint().Options & WirelessAPConfiguration.ConfigurationOptions.Enable) != 0;

    /// <inheritdoc/>
    public override WifiJoinResult Join()
    {
        return Try(_station.Ssid, _station.Password);
    }

    /// <inheritdoc/>
    public override WifiJoinResult Try(string name, string password)
    {
        // Automatic is 0, and the image takes it as a set of bits: nothing is stored.
        switch (_adapter.Connect(name, WifiReconnectionKind.Automatic, password).ConnectionStatus)
        {
            case WifiConnectionStatus.InvalidCredential:
                return WifiJoinResult.Refused;
            case WifiConnectionStatus.NetworkNotAvailable:
                return WifiJoinResult.NotFound;
            default:
                return WaitForAddress();
        }
    }

    /// <inheritdoc/>
    public override bool Store(string name, string password)
    {
        _station.Ssid = name;
        _station.Password = password;
        return TrySave(Wireless80211Configuration.ConfigurationOptions.AutoConnect);
    }

    /// <inheritdoc/>
    public override string[] Scan()
    {
        return _scan.Names();
    }

    /// <inheritdoc/>
    public override int MeasureSignal()
    {
        return _scan.Signal(_station.Ssid);
    }

    /// <inheritdoc/>
    public override void OpenAccessPoint(string name, string password)
    {
        WirelessAPConfiguration point = AccessPoint();
        if (IsAccessPointOpen && point.Ssid == name)
        {
            return;
        }

        BoardInterface.Find(NetworkInterfaceType.WirelessAP).EnableStaticIPv4(ApAddress, "255.255.255.0", ApAddress);
        point.Ssid = name;
        point.Password = password;
        point.Authentication = AuthenticationType.WPA2;
        point.Encryption = EncryptionType.WPA2;
        point.MaxConnections = ApStations;
        point.Options = WirelessAPConfiguration.ConfigurationOptions.AutoStart;
        point.SaveConfiguration();

        // The station stays on, because only a station can scan, and does not join: its channel would be the access point's too.
        TrySave(Wireless80211Configuration.ConfigurationOptions.Enable);
        Restart();
    }

    /// <inheritdoc/>
    public override void CloseAccessPoint()
    {
        WirelessAPConfiguration point = AccessPoint();
        point.Options = WirelessAPConfiguration.ConfigurationOptions.Disable;
        point.SaveConfiguration();
        TrySave(Wireless80211Configuration.ConfigurationOptions.AutoConnect);
        Restart();
    }

    private static void Restart()
    {
        Power.RebootDevice();
        Thread.Sleep(Timeout.Infinite);
    }

    private static WirelessAPConfiguration AccessPoint()
    {
        return WirelessAPConfiguration.GetAllWirelessAPConfigurations()[BoardInterface.Find(NetworkInterfaceType.WirelessAP).SpecificConfigId];
    }

    private bool TrySave(Wireless80211Configuration.ConfigurationOptions options)
    {
        try
        {
            _station.Options = options;
            _station.SaveConfiguration();
            return true;
        }
        catch (Exception exception)
        {
            // No room on the drive, or a text that is too long: the image throws plain exceptions.
            Log.Caught(LogCategory.Network, exception);
            return false;
        }
    }

    private WifiJoinResult WaitForAddress()
    {
        int leftMs = AddressMs;
        while (!IsUp && leftMs > 0)
        {
            Thread.Sleep(LookMs);
            leftMs -= LookMs;
        }

        return IsUp ? WifiJoinResult.Joined : WifiJoinResult.Failed;
    }

    private void OnAvailability(object sender, NetworkAvailabilityEventArgs e)
    {
        _isAvailable = e.IsAvailable;
        _upCount += e.IsAvailable ? 1 : 0;
    }

    private void OnAddress(object sender, EventArgs e)
    {
        // The stack keeps an address for a while after the link is gone; only a link gets one.
        bool hadAddress = _hasAddress;
        _hasAddress = BoardInterface.HasAddress(BoardInterface.Find(NetworkInterfaceType.Wireless80211));
        _isAvailable |= _hasAddress && !hadAddress;
    }
}
