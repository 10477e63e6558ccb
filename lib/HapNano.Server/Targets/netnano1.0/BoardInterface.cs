// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.NetworkInformation;

namespace HapNano.Server;

/// <summary>Looks among the network interfaces that the image has.</summary>
internal static class BoardInterface
{
    /// <summary>Finds the first interface of a kind; null when the image has none.</summary>
    public static NetworkInterface Find(NetworkInterfaceType type)
    {
        NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < interfaces.Length; i++)
        {
            if (interfaces[i].NetworkInterfaceType == type)
            {
                return interfaces[i];
            }
        }

        return null;
    }

    /// <summary>Tells whether an interface has an IPv4 address.</summary>
    /// <param name="candidate">May be null: then it has none.</param>
    public static bool HasAddress(NetworkInterface candidate)
    {
        string address = candidate?.IPv4Address;
        return address != null && address.Length > 0 && address != "0.0.0.0";
    }
}
