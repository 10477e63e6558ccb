// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano;

/// <summary>
/// Turns the power save of the chip's Wi-Fi off, with which the radio sleeps between beacons: answers wait for the next one, and multicast gets lost. nanoFramework's class
/// library has no member for it, native code has. A <see cref="Crypto.CryptoProvider"/> that is one too is asked by the server after each join.
/// </summary>
public interface IWifiPowerSave
{
    /// <summary>Turns it off, until the radio's driver is started anew. At any time, again and again.</summary>
    /// <returns>0: it is off. Below 0: there is nothing to turn off. Above 0: it is as it was, and this is why, a number of the chip's own (ESP-IDF: esp_err_t).</returns>
    int TurnPowerSaveOff();
}
