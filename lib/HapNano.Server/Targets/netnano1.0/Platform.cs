// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace HapNano.Server;

/// <summary>What the board does differently from a PC.</summary>
internal static class Platform
{
    /// <summary>Where state lives: the internal littlefs drive.</summary>
    public static string FlashFolder => "I:\\hapnano";

    /// <summary>The address of the first network interface, 12 hexadecimal digits.</summary>
    public static string HardwareSerial
    {
        get
        {
            byte[] address = NetworkInterface.GetAllNetworkInterfaces()[0].PhysicalAddress;
            string serial = "";
            for (int i = 0; i < address.Length; i++)
            {
                serial += address[i].ToString("X2");
            }

            return serial;
        }
    }

    /// <summary>Monotonic milliseconds.</summary>
    public static long NowMs => Environment.TickCount64;

    /// <summary>Nothing to do: this class library cannot close one direction of a connection.</summary>
    public static void EndSending(Socket socket)
    {
    }

    /// <summary>Free bytes of the managed heap, after a collection.</summary>
    public static long FreeHeapBytes => nanoFramework.Runtime.Native.GC.Run(false);

    /// <summary>Nothing to push: littlefs makes the new content of a file current, whole, when the file is closed.</summary>
    public static void FlushToDisk(FileStream stream)
    {
        stream.Flush();
    }

    /// <summary>All addresses of IPv4. Images have IPv6 off, and this class library tells no IPv6 address of the link.</summary>
    public static IPAddress AnyAddress => IPAddress.Any;

    /// <summary>Lets the listener have its port again while lwIP still remembers connections of the one before.</summary>
    public static void Prepare(Socket listener)
    {
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    /// <summary>On the board nobody catches what stops the server, so the log has to say it.</summary>
    public static void ReportFault(ServerFault fault)
    {
        Log.Write(LogLevel.Error, LogCategory.Server, "cannot go on: fault", (int)fault, 0);
    }

    /// <summary>Turns TCP keep-alive on. Its times are options of the image (lwIP): this class library cannot set them.</summary>
    public static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
    }
}
