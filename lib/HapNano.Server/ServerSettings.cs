// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Server;

/// <summary>What a board decides about its server, so that the program does not have to.</summary>
public sealed class ServerSettings
{
    /// <summary>The port of a device that has the address to itself.</summary>
    public const int DefaultPort = 51826;

    /// <summary>The settings of <c>new HapServer(accessory, store, crypto)</c>. A board changes them before Main.</summary>
    public static ServerSettings Board { get; set; } = new ServerSettings();

    /// <summary>The accessory's name; null for the one that the program gave.</summary>
    public string Name { get; set; }

    /// <summary>TCP port; 0 for any that is free.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>TCP port of the pages: of the access point, and of the status page; 0 for any.</summary>
    public int PagePort { get; set; } = 80;

    /// <summary>UDP port of the access point's name server; 0 for any.</summary>
    public int NamePort { get; set; } = 53;

    /// <summary>How long the status page stays after it was asked for, in milliseconds.</summary>
    public int StatusPageMs { get; set; } = 10 * 60 * 1000;

    /// <summary>The IPv4 address to listen on, 4 bytes; null for all, where the system has IPv6 those too.</summary>
    public byte[] BindAddress { get; set; }

    /// <summary>
    /// Milliseconds between announcements of everything that discovery publishes, 10,000 or more; 0 for none. Access points lose multicast, and controllers forget
    /// the host's records 120 s after they heard them last.
    /// </summary>
    public int ReannounceMs { get; set; } = 75000;

    /// <summary>Wishes about the setup record; null for none.</summary>
    public SetupOptions Setup { get; set; }

    /// <summary>Factory reset before the start.</summary>
    public bool IsResetWanted { get; set; }

    /// <summary>Where the owner looks.</summary>
    public ServerPanel Panel { get; set; } = new ConsolePanel();
}
