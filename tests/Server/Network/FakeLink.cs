// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server.Tests;

/// <summary>The link of a simulated radio; multicast on a loopback address stays within the machine.</summary>
internal sealed class FakeLink : NetworkLink
{
    public SimulatedRadio Simulated { get; } = new();

    public override WifiRadio Radio => Simulated;

    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        byte[]? now = Simulated.Address;
        now?.CopyTo(address, 0);
        new byte[] { 255, 0, 0, 0 }.CopyTo(mask, 0);
        return now != null;
    }
}
