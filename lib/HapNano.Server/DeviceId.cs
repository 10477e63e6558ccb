// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>What tells this piece of hardware from every other one.</summary>
public static class DeviceId
{
    private static string s_serial;

    /// <summary>Serial number: on the chip the address burnt into its radio, 12 hexadecimal digits. A board that has a better one sets it before Main.</summary>
    /// <remarks>Not the device id of HAP, which is random and changes with a factory reset.</remarks>
    public static string Serial
    {
        get
        {
            if (s_serial == null)
            {
                s_serial = Platform.HardwareSerial;
            }

            return s_serial;
        }

        set
        {
            s_serial = value;
        }
    }
}
