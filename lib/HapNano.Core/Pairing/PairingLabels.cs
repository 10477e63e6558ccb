// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Pairing;

/// <summary>The HKDF salts and infos, and the nonces, by which HAP tells its derived keys apart.</summary>
/// <remarks>Text, which stays in flash: as bytes it is needed for a moment when somebody pairs or verifies, and would take 60 bytes of the board's heap each.</remarks>
internal static class PairingLabels
{
    /// <summary>Nonce <c>PS-Msg05</c>, eight ASCII characters as a little-endian number.</summary>
    internal const ulong PairSetupM5Nonce = 0x3530_6773_4D2D_5350;

    /// <summary>Nonce <c>PS-Msg06</c>.</summary>
    internal const ulong PairSetupM6Nonce = 0x3630_6773_4D2D_5350;

    /// <summary>Nonce <c>PV-Msg02</c>.</summary>
    internal const ulong PairVerifyM2Nonce = 0x3230_6773_4D2D_5650;

    /// <summary>Nonce <c>PV-Msg03</c>.</summary>
    internal const ulong PairVerifyM3Nonce = 0x3330_6773_4D2D_5650;

    /// <summary>Salt of the key that seals M5 and M6 of Pair Setup.</summary>
    internal const string PairSetupEncryptSalt = "Pair-Setup-Encrypt-Salt";

    /// <summary>Info of the key that seals M5 and M6 of Pair Setup.</summary>
    internal const string PairSetupEncryptInfo = "Pair-Setup-Encrypt-Info";

    /// <summary>Salt of iOSDeviceX, the first 32 bytes that the controller signs in M5.</summary>
    internal const string ControllerSignSalt = "Pair-Setup-Controller-Sign-Salt";

    /// <summary>Info of iOSDeviceX.</summary>
    internal const string ControllerSignInfo = "Pair-Setup-Controller-Sign-Info";

    /// <summary>Salt of AccessoryX, the first 32 bytes that the accessory signs in M6.</summary>
    internal const string AccessorySignSalt = "Pair-Setup-Accessory-Sign-Salt";

    /// <summary>Info of AccessoryX.</summary>
    internal const string AccessorySignInfo = "Pair-Setup-Accessory-Sign-Info";

    /// <summary>Salt of the key that seals M2 and M3 of Pair Verify.</summary>
    internal const string PairVerifyEncryptSalt = "Pair-Verify-Encrypt-Salt";

    /// <summary>Info of the key that seals M2 and M3 of Pair Verify.</summary>
    internal const string PairVerifyEncryptInfo = "Pair-Verify-Encrypt-Info";

    /// <summary>A salt or an info as the bytes it stands for.</summary>
    internal static byte[] Bytes(string label)
    {
        return Encoding.UTF8.GetBytes(label);
    }
}
