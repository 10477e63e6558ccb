// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Codec;

namespace HapNano.Server;

/// <summary>Tells whether a request's Host (RFC 9110 §7.2) means this device.</summary>
/// <remarks>
/// A page on the Internet can have its own name lead to an address at home, and its script then reads what answers there (DNS rebinding). The browser says that name in
/// Host, and no page can change that. Names below .local are not looked up on the Internet (RFC 6762 §3).
/// </remarks>
internal static class HostField
{
    private static readonly byte[] s_local = Encoding.UTF8.GetBytes(".local");

    /// <summary>The address at which a connection came in, as browsers write it: 1.2.3.4, or of IPv6 in brackets.</summary>
    public static byte[] AddressOf(Socket socket)
    {
        IPAddress address = ((IPEndPoint)socket.LocalEndPoint).Address;
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Encoding.UTF8.GetBytes(address.ToString());
        }

        // Made anew, it has no scope, which browsers leave out.
        return address.IsIPv4MappedToIPv6
            ? Encoding.UTF8.GetBytes(address.MapToIPv4().ToString())
            : Encoding.UTF8.GetBytes("[" + new IPAddress(address.GetAddressBytes()).ToString() + "]");
    }

    /// <summary>True for the address, and for the name of discovery, with a number or without; whatever the port.</summary>
    /// <param name="text">Holds the field's value.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="address">As <see cref="AddressOf"/> gives it.</param>
    /// <param name="name">The host's label in discovery, without number.</param>
    public static bool IsOurs(byte[] text, int offset, int count, byte[] address, byte[] name)
    {
        count = WithoutPort(text, offset, count);
        return (count == address.Length && ByteText.AreEqual(text, offset, address, count)) || IsName(text, offset, offset + count, name);
    }

    private static int WithoutPort(byte[] text, int offset, int count)
    {
        int digits = count;
        while (digits > 0 && IsDigit(text[offset + digits - 1]))
        {
            digits--;
        }

        return digits > 0 && text[offset + digits - 1] == ':' ? digits - 1 : count;
    }

    // RFC 6762 §9: who loses a dispute adds a number, and renaming is no reason to lock out a page that is open.
    private static bool IsName(byte[] text, int next, int end, byte[] name)
    {
        if (!Begins(text, next, end, name))
        {
            return false;
        }

        next += name.Length;
        if (next < end && text[next] == '-')
        {
            do
            {
                next++;
            }
            while (next < end && IsDigit(text[next]));
        }

        if (end > next && text[end - 1] == '.')
        {
            end--;
        }

        return end - next == s_local.Length && Begins(text, next, end, s_local);
    }

    // Letters in either case. What else differs in that one bit only is a control character, and no field has one.
    private static bool Begins(byte[] text, int next, int end, byte[] expected)
    {
        int i = 0;
        while (i < expected.Length && next + i < end && (text[next + i] | 0x20) == (expected[i] | 0x20))
        {
            i++;
        }

        return i == expected.Length;
    }

    private static bool IsDigit(byte value)
    {
        return value >= '0' && value <= '9';
    }
}
