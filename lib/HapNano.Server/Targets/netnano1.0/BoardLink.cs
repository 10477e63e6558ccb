// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.NetworkInformation;

namespace HapNano.Server;

/// <summary>The link that the chip's radio makes.</summary>
internal sealed class BoardLink : NetworkLink
{
    private readonly BoardRadio _radio = new BoardRadio();

    /// <inheritdoc/>
    public override WifiRadio Radio => _radio;

    /// <inheritdoc/>
    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        if (!_radio.IsUp)
        {
            // The stack keeps an address for a while after the link is gone.
            return false;
        }

        NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < interfaces.Length; i++)
        {
            if (interfaces[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211)
            {
                IPAddress.Parse(interfaces[i].IPv4Address).GetAddressBytes().CopyTo(address, 0);
                IPAddress.Parse(interfaces[i].IPv4SubnetMask).GetAddressBytes().CopyTo(mask, 0);
                return true;
            }
        }

        return false;
    }
}
