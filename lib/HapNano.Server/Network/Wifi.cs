// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Server;

/// <summary>Joins the network whose name and password are stored on the device.</summary>
public static class Wifi
{
    private static string s_setupPassword = "hapnano-setup";

    /// <summary>
    /// The password of the access point that a device opens while it knows no network; 8 to 63 printable ASCII characters (WPA2 passphrase). The
    /// default is public: it keeps neighbours out, nobody who means it. A product with a label sets its own.
    /// </summary>
    /// <exception cref="ArgumentException">It is shorter or longer, or has other characters.</exception>
    public static string SetupPassword
    {
        get
        {
            return s_setupPassword;
        }

        set
        {
            if (value == null || !IsPassphrase(Encoding.UTF8.GetBytes(value)))
            {
                throw new ArgumentException();
            }

            s_setupPassword = value;
        }
    }

    /// <summary>True from <see cref="Join"/> on.</summary>
    internal static bool IsWanted { get; set; }

    /// <summary>
    /// Has the server keep the device in its network: join, and join again whenever the link is lost, for ever. Returns at once, because a lamp lights without a network too.
    /// Where no network is stored yet, the device opens an access point with a page that asks for one.
    /// </summary>
    /// <remarks>Without this call, and on boards without a radio, somebody else looks after the link.</remarks>
    public static void Join()
    {
        IsWanted = true;
    }

    private static bool IsPassphrase(byte[] text)
    {
        bool isPassphrase = text.Length >= WifiRadio.LeastPasswordBytes && text.Length <= WifiRadio.MaxPasswordBytes;
        for (int i = 0; isPassphrase && i < text.Length; i++)
        {
            isPassphrase = text[i] >= 32 && text[i] <= 126;
        }

        return isPassphrase;
    }
}
