// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Tests.Fakes;

/// <summary>A connection as the pairing exchanges see it.</summary>
internal sealed class FakePeer : IPairingPeer
{
    /// <summary>A plain connection from an address.</summary>
    internal FakePeer(ulong remoteAddress)
    {
        RemoteAddress = remoteAddress;
    }

    /// <inheritdoc/>
    public ulong RemoteAddress { get; }

    /// <inheritdoc/>
    public bool IsSecured { get; set; }

    /// <inheritdoc/>
    public int Pairing { get; set; }

    /// <summary>Times that the exchange asked to go on.</summary>
    internal int Resumed { get; private set; }

    /// <inheritdoc/>
    public void Resume()
    {
        Resumed++;
    }
}
