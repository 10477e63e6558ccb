// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Native;

/// <summary>What native code does to the chip's radio. A desktop has none.</summary>
/// <remarks>As with <see cref="HapCryptoNative"/>, order and signatures make the checksum that the image compares.</remarks>
internal static partial class HapRadioNative
{
    /// <summary>HAP_ERR_RADIO: there is no Wi-Fi of the chip's own.</summary>
    internal const int ErrorRadio = -7;

    /// <summary>Turns power save off. 0 when it is; <see cref="ErrorRadio"/>; above 0 ESP-IDF's esp_err_t, and power save is as it was.</summary>
    internal static partial int PowerSaveOff();
}
