// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>The network of a PC: the system looks after it, the question is only which address to publish.</summary>
internal sealed class BoardLink : NetworkLink
{
    /// <inheritdoc/>
    /// <remarks>Without a wish: an interface that is up, has a gateway if one has, and is no loopback.</remarks>
    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        bool isFound = false;
        foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces())
        {
            IPInterfaceProperties properties = candidate.GetIPProperties();
            bool isLoopback = candidate.NetworkInterfaceType == NetworkInterfaceType.Loopback;
            bool isUsable = wanted != null || (candidate.OperationalStatus == OperationalStatus.Up && !isLoopback);
            if (!isUsable || (isFound && properties.GatewayAddresses.Count == 0))
            {
                continue;
            }

            foreach (UnicastIPAddressInformation own in properties.UnicastAddresses)
            {
                if (own.Address.AddressFamily == AddressFamily.InterNetwork && IsWanted(own.Address.GetAddressBytes(), wanted))
                {
                    own.Address.GetAddressBytes().CopyTo(address, 0);
                    own.IPv4Mask.GetAddressBytes().CopyTo(mask, 0);
                    if (wanted != null || properties.GatewayAddresses.Count > 0)
                    {
                        return true;
                    }

                    isFound = true;
                    break;
                }
            }
        }

        return isFound;
    }

    private static bool IsWanted(byte[] address, byte[] wanted)
    {
        return wanted == null || address.AsSpan().SequenceEqual(wanted);
    }
}
