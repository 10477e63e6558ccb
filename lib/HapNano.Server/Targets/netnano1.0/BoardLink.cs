// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;

namespace HapNano.Server;

/// <summary>The radio of the chip, with the network name and password that are stored on it.</summary>
internal sealed class BoardLink : NetworkLink
{
    /// <inheritdoc/>
    public override bool Join(int timeoutMs)
    {
        using (CancellationTokenSource timeout = new CancellationTokenSource(timeoutMs))
        {
            return WifiNetworkHelper.Reconnect(false, 0, timeout.Token);
        }
    }

    /// <inheritdoc/>
    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < interfaces.Length; i++)
        {
            if (interfaces[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211
                && TryParse(interfaces[i].IPv4Address, address)
                && TryParse(interfaces[i].IPv4SubnetMask, mask)
                && (address[0] | address[1] | address[2] | address[3]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryParse(string text, byte[] address)
    {
        if (text == null || text.Length == 0)
        {
            return false;
        }

        IPAddress.Parse(text).GetAddressBytes().CopyTo(address, 0);
        return true;
    }
}
