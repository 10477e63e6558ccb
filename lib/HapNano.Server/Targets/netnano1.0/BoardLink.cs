// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.NetworkInformation;

namespace HapNano.Server;

/// <summary>The link that the chip's radio makes, or where it is not up a cable.</summary>
/// <remarks>What an image has is asked of it: without Wi-Fi, or without the class library's part for it, there is no radio, and whoever configured Ethernet looks after the link.</remarks>
internal sealed class BoardLink : NetworkLink
{
    private readonly BoardRadio _radio;
    private int _upCount;

    /// <summary>Begins to listen to the events of the interfaces.</summary>
    public BoardLink()
    {
        if (BoardInterface.Find(NetworkInterfaceType.Wireless80211) != null)
        {
            try
            {
                _radio = new BoardRadio();
            }
            catch (NotSupportedException exception)
            {
                // The chip has Wi-Fi, and the image leaves System.Device.Wifi out.
                Log.Caught(LogCategory.Network, exception);
            }
        }

        NetworkChange.NetworkAvailabilityChanged += OnAvailability;
    }

    /// <inheritdoc/>
    public override WifiRadio Radio => _radio;

    /// <inheritdoc/>
    /// <remarks>The event does not say which interface came up: one too many costs an announcement.</remarks>
    public override int UpCount => _upCount;

    /// <inheritdoc/>
    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        // The stack keeps the radio's address for a while after its link is gone.
        bool isRadioUp = _radio != null && _radio.IsUp;
        NetworkInterface link = BoardInterface.Find(isRadioUp ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.Ethernet);
        if (!BoardInterface.HasAddress(link))
        {
            return false;
        }

        IPAddress.Parse(link.IPv4Address).GetAddressBytes().CopyTo(address, 0);
        IPAddress.Parse(link.IPv4SubnetMask).GetAddressBytes().CopyTo(mask, 0);
        return true;
    }

    private void OnAvailability(object sender, NetworkAvailabilityEventArgs e)
    {
        _upCount += e.IsAvailable ? 1 : 0;
    }
}
