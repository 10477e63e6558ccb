// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>Which IPv6 address of an interface to publish.</summary>
/// <remarks>
/// One that reaches beyond the link, as controllers can use it without knowing the interface, otherwise the link-local one. Systems make temporary
/// addresses beside the lasting one (RFC 8981), good for a day and for connections that they open themselves: such a one is taken only where there
/// is no other. Windows and Linux tell which those are; macOS does not tell .NET, so there the first one stands.
/// </remarks>
internal static class LinkIPv6
{
    // Linux, linux/if_addr.h: temporary 0x01, detected as a duplicate 0x08, deprecated 0x20, not yet known to be nobody else's 0x40.
    private const int PassingFlags = 0x01 | 0x08 | 0x20 | 0x40;

    private const string LinuxTable = "/proc/net/if_inet6";

    /// <summary>Finds the address of the interface that has an IPv4 address.</summary>
    /// <param name="ipv4">4 bytes.</param>
    /// <param name="index">Number of the interface; 0 when there is no address.</param>
    /// <returns>Null when there is none.</returns>
    public static IPAddress Find(byte[] ipv4, out int index)
    {
        index = 0;
        IPAddress own = new IPAddress(ipv4);
        foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces())
        {
            IPInterfaceProperties properties = candidate.GetIPProperties();
            bool isLink = false;
            foreach (UnicastIPAddressInformation each in properties.UnicastAddresses)
            {
                isLink |= each.Address.Equals(own);
            }

            IPAddress best = isLink ? FindBest(properties.UnicastAddresses) : null;
            if (best != null)
            {
                index = properties.GetIPv6Properties().Index;
                return best;
            }
        }

        return null;
    }

    /// <summary>Tells from Linux's list of addresses whether one will be gone soon, or is not yet sure to be ours.</summary>
    /// <param name="table">A line an address: 32 hexadecimal digits, then index, length of the prefix, scope, flags, all hexadecimal, and the interface.</param>
    /// <param name="address">Looked for.</param>
    public static bool IsPassing(string table, IPAddress address)
    {
        string digits = Convert.ToHexString(address.GetAddressBytes());
        foreach (string line in table.Split('\n'))
        {
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 4 && columns[0].Equals(digits, StringComparison.OrdinalIgnoreCase))
            {
                return (int.Parse(columns[4], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & PassingFlags) != 0;
            }
        }

        return false;
    }

    private static IPAddress FindBest(UnicastIPAddressInformationCollection addresses)
    {
        IPAddress best = null;
        int bestRank = 0;
        string table = OperatingSystem.IsLinux() && File.Exists(LinuxTable) ? File.ReadAllText(LinuxTable) : "";
        foreach (UnicastIPAddressInformation each in addresses)
        {
            int rank = Rank(each, table);
            if (rank > bestRank)
            {
                bestRank = rank;
                best = each.Address;
            }
        }

        return best;
    }

    // 0 for none that can be published.
    private static int Rank(UnicastIPAddressInformation information, string table)
    {
        IPAddress address = information.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return 0;
        }

        bool isPassing = OperatingSystem.IsWindows() ? information.SuffixOrigin == SuffixOrigin.Random : IsPassing(table, address);
        return address.IsIPv6LinkLocal ? 1 : isPassing ? 2 : 3;
    }
}
