// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Server;

/// <summary>The names under which discovery knows an accessory.</summary>
internal static class ServiceNames
{
    // A DNS label has at most 63 bytes; " ABCD" or "-ABCDEF" of the device id is part of them.
    private const int LabelBytes = 63;
    private const int InstanceDigits = 4;
    private const int HostDigits = 6;

    /// <summary>The name that users see while they add it: the accessory's, and the end of the device id.</summary>
    /// <param name="name">Name of the accessory.</param>
    /// <param name="deviceId">17 ASCII bytes, XX:XX:XX:XX:XX:XX.</param>
    /// <param name="maxBytes">Bytes that it may have.</param>
    public static string Instance(string name, byte[] deviceId, int maxBytes = LabelBytes)
    {
        byte[] label = new byte[maxBytes];
        byte[] text = Encoding.UTF8.GetBytes(name);
        int count = text.Length;
        if (count > maxBytes - InstanceDigits - 1)
        {
            count = maxBytes - InstanceDigits - 1;
            while ((text[count] & 0xC0) == 0x80)
            {
                // Not within a character.
                count--;
            }
        }

        System.Array.Copy(text, label, count);
        label[count++] = (byte)' ';
        count += CopyDigits(deviceId, InstanceDigits, label, count);
        return Encoding.UTF8.GetString(label, 0, count);
    }

    /// <summary>The name of the host: letters, digits and single hyphens of the accessory's name, and the end of the device id.</summary>
    /// <param name="name">Name of the accessory.</param>
    /// <param name="deviceId">17 ASCII bytes, XX:XX:XX:XX:XX:XX.</param>
    public static string Host(string name, byte[] deviceId)
    {
        byte[] label = new byte[LabelBytes];
        byte[] text = Encoding.UTF8.GetBytes(name);
        int count = 0;
        for (int i = 0; i < text.Length && count < LabelBytes - HostDigits - 1; i++)
        {
            if (IsLetterOrDigit(text[i]))
            {
                label[count++] = text[i];
            }
            else if (count > 0 && label[count - 1] != '-')
            {
                label[count++] = (byte)'-';
            }
        }

        if (count > 0 && label[count - 1] != '-')
        {
            label[count++] = (byte)'-';
        }

        count += CopyDigits(deviceId, HostDigits, label, count);
        return Encoding.UTF8.GetString(label, 0, count);
    }

    private static int CopyDigits(byte[] deviceId, int digits, byte[] label, int offset)
    {
        int from = deviceId.Length - digits - (digits / 2) + 1;
        int count = 0;
        for (int i = from; i < deviceId.Length; i++)
        {
            if (deviceId[i] != ':')
            {
                label[offset + count++] = deviceId[i];
            }
        }

        return count;
    }

    private static bool IsLetterOrDigit(byte value)
    {
        int lower = value | 0x20;
        return (value >= '0' && value <= '9') || (lower >= 'a' && lower <= 'z');
    }
}
