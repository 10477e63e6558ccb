// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>The PC's network, as far as the virtual radio is in it.</summary>
internal sealed class VirtualLink(NetworkLink machine, VirtualRadio radio) : NetworkLink
{
    public override WifiRadio Radio => radio;

    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask) => radio.IsUp && machine.TryGetAddress(wanted, address, mask);
}
