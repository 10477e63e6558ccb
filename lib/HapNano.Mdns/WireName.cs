// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Mdns;

/// <summary>
/// Domain names as this assembly keeps them: uncompressed labels, each after its length byte, ended by the empty label (RFC 1035 §3.1).
/// </summary>
internal static class WireName
{
    /// <summary>Longest name, its length bytes and its end included (RFC 1035 §2.3.4).</summary>
    internal const int MaxBytes = 255;

    /// <summary>Largest number that a rename appends.</summary>
    internal const int MaxNumber = 9999;

    /// <summary>The labels "local" and the root.</summary>
    internal static readonly byte[] Local = { 5, (byte)'l', (byte)'o', (byte)'c', (byte)'a', (byte)'l', 0 };

    /// <summary>Makes the name under which all service types are listed, "_services._dns-sd._udp.local" (RFC 6763 §9).</summary>
    internal static byte[] ServiceTypes()
    {
        byte[] name = Encoding.UTF8.GetBytes("._services._dns-sd._udp.local.");
        name[0] = 9;
        name[10] = 7;
        name[18] = 4;
        name[23] = 5;
        name[29] = 0;
        return name;
    }

    /// <summary>Makes the name of a service type, ".local" included.</summary>
    /// <param name="serviceType">Two labels of 2..16 characters with a dot between, each an underscore and letters, digits, hyphens (RFC 6335 §5.1).</param>
    /// <exception cref="ArgumentNullException">No type.</exception>
    /// <exception cref="ArgumentException">Not of that shape.</exception>
    internal static byte[] FromServiceType(string serviceType)
    {
        if (serviceType == null)
        {
            throw new ArgumentNullException();
        }

        byte[] text = Encoding.UTF8.GetBytes(serviceType);
        int dot = 0;
        while (dot < text.Length && text[dot] != (byte)'.')
        {
            dot++;
        }

        CheckServiceLabel(text, 0, dot);
        CheckServiceLabel(text, dot + 1, text.Length - dot - 1);

        var name = new byte[1 + text.Length + Local.Length];
        Array.Copy(text, 0, name, 1, text.Length);
        name[0] = (byte)dot;
        name[1 + dot] = (byte)(text.Length - dot - 1);
        Array.Copy(Local, 0, name, 1 + text.Length, Local.Length);
        return name;
    }

    /// <summary>Writes one label, with a number when it is above 1, cut so that it stays within 63 bytes and whole characters.</summary>
    /// <param name="output">Receives length byte and label, at most 64 bytes.</param>
    /// <param name="label">The label without number, 1..63 bytes of UTF-8.</param>
    /// <param name="number">1..<see cref="MaxNumber"/>.</param>
    /// <param name="isHost">True: "label-2"; false: "label (2)" (RFC 6763 appendix D).</param>
    /// <returns>Bytes written.</returns>
    internal static int WriteNumberedLabel(byte[] output, byte[] label, int number, bool isHost)
    {
        int digits = number < 2 ? 0 : number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
        int suffixCount = digits == 0 ? 0 : isHost ? 1 + digits : 3 + digits;
        int count = CutAt(label, MdnsService.MaxLabelBytes - suffixCount);

        Array.Copy(label, 0, output, 1, count);
        output[0] = (byte)(count + suffixCount);
        if (digits == 0)
        {
            return 1 + count;
        }

        int end = 1 + count + suffixCount;
        int digit = end;
        if (!isHost)
        {
            output[--digit] = (byte)')';
        }

        for (int rest = number; rest > 0; rest /= 10)
        {
            output[--digit] = (byte)('0' + (rest % 10));
        }

        output[--digit] = isHost ? (byte)'-' : (byte)'(';
        if (!isHost)
        {
            output[--digit] = (byte)' ';
        }

        return end;
    }

    /// <summary>First byte after the uncompressed name that starts at <paramref name="offset"/>.</summary>
    internal static int EndOf(byte[] name, int offset)
    {
        int at = offset;
        while (name[at] != 0)
        {
            at += 1 + name[at];
        }

        return at + 1;
    }

    /// <summary>True for the characters that a host label may start and end with.</summary>
    internal static bool IsLetterOrDigit(byte value)
    {
        byte lower = ToLower(value);
        return (value >= (byte)'0' && value <= (byte)'9') || (lower >= (byte)'a' && lower <= (byte)'z');
    }

    /// <summary>True when both ranges hold the same bytes. The ranges lie within their arrays.</summary>
    internal static bool BytesEqual(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (left[leftOffset + i] != right[rightOffset + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when both ranges hold the same text; only the 26 ASCII letters are taken without regard to case (RFC 6762 §16). Length bytes
    /// may lie within: they are below 64, where no letter is.
    /// </summary>
    internal static bool EqualsIgnoreCase(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte one = left[leftOffset + i];
            byte other = right[rightOffset + i];
            if (one != other && ToLower(one) != ToLower(other))
            {
                return false;
            }
        }

        return true;
    }

    private static byte ToLower(byte value)
    {
        return value >= (byte)'A' && value <= (byte)'Z' ? (byte)(value | 0x20) : value;
    }

    private static void CheckServiceLabel(byte[] text, int offset, int count)
    {
        if (count < 2 || count > 16 || text[offset] != (byte)'_')
        {
            throw new ArgumentException();
        }

        for (int i = 1; i < count; i++)
        {
            if (!IsLetterOrDigit(text[offset + i]) && text[offset + i] != (byte)'-')
            {
                throw new ArgumentException();
            }
        }
    }

    /// <summary>The most bytes, up to <paramref name="most"/>, that do not end within a UTF-8 character (10xxxxxx continues one).</summary>
    private static int CutAt(byte[] label, int most)
    {
        if (label.Length <= most)
        {
            return label.Length;
        }

        int count = most;
        while (count > 0 && (label[count] & 0xC0) == 0x80)
        {
            count--;
        }

        return count;
    }
}
