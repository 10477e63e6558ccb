// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Pairing;

/// <summary>Bits 27..30 of the setup payload, as one small number.</summary>
[Flags]
public enum SetupPayloadFlags
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>The accessory is paired already.</summary>
    Paired = 1,

    /// <summary>It speaks HAP over IP.</summary>
    Ip = 2,

    /// <summary>It speaks HAP over Bluetooth LE.</summary>
    Ble = 4,

    /// <summary>It can be given its Wi-Fi credentials by the controller.</summary>
    WifiProvisioning = 8,
}
