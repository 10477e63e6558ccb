// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>What a PC does differently from the board.</summary>
internal static class Platform
{
    /// <summary>Where state lives when nobody says otherwise.</summary>
    public static string FlashFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "HapNano");

    /// <summary>A PC has no serial number that programs may rely on; the virtual board keeps one of its own.</summary>
    public static string HardwareSerial => "000000000000";

    /// <summary>How far the server's clock is ahead of the machine's, in milliseconds: tests let hours pass.</summary>
    internal static long AheadMs { get; set; }

    /// <summary>Monotonic milliseconds.</summary>
    public static long NowMs => Environment.TickCount64 + AheadMs;

    /// <summary>Tells the peer that nothing more will come; what it sends can still be read.</summary>
    public static void EndSending(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Memory that the process may still take.</summary>
    public static long FreeHeapBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(false);

    /// <summary>Pushes a file through the system's cache: a PC may lose power too.</summary>
    public static void FlushToDisk(FileStream stream)
    {
        stream.Flush(true);
    }

    /// <summary>All addresses, those of IPv6 too where the system has it.</summary>
    public static IPAddress AnyAddress => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    /// <summary>A listener on all addresses takes IPv4 as well. Its port needs nothing: .NET gives it again as soon as the system deems it safe.</summary>
    public static void Prepare(Socket listener)
    {
        if (listener.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.DualMode = true;
        }
    }

    /// <summary>Nothing to do: the launcher shows the exception's own words.</summary>
    public static void ReportFault(ServerFault fault)
    {
    }

    /// <summary>Finds dead peers with TCP keep-alive: 180 s idle, then 4 probes 30 s apart.</summary>
    public static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 180);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
