// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

/// <summary>Primitives of an image whose native code reaches the radio's driver too.</summary>
/// <param name="radio">The only source of randomness, while it is on; null where there is another.</param>
internal sealed class ChipCrypto(SimulatedRadio? radio = null) : QuickCrypto, IWifiPowerSave
{
    /// <summary>What the driver says.</summary>
    public int Error { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    public override bool Random(byte[] buffer, int offset, int count)
    {
        IsRandomReady = radio?.IsOn ?? true;
        return base.Random(buffer, offset, count);
    }

    public int TurnPowerSaveOff()
    {
        Calls++;
        return Error;
    }
}
