// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>The TXT record that HAP wants of its service.</summary>
internal static class HapText
{
    /// <summary>Sets every key to what holds now. The caller holds the lock.</summary>
    /// <remarks>ff 0 is no authentication beyond pairing, s# is always 1, sf 1 says that it can be added.</remarks>
    public static void Fill(MdnsService service, HapHost host)
    {
        service.SetText("c#", host.ConfigurationNumber.ToString());
        service.SetText("ff", "0");
        service.SetText("id", Text(host.DeviceIdText));
        service.SetText("md", Text(host.Model));
        service.SetText("pv", "1.1");
        service.SetText("s#", "1");
        service.SetText("sf", host.IsPaired ? "0" : "1");
        service.SetText("ci", host.Category.ToString());
        if (host.SetupHash != null)
        {
            service.SetText("sh", Text(host.SetupHash));
        }
    }

    private static string Text(byte[] bytes)
    {
        return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }
}
