// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>The connection that a pairing request came from, as the exchanges see it. Everything happens under the stack's lock.</summary>
internal interface IPairingPeer
{
    /// <summary>Whose address the connection has; equal numbers are the same host. The number itself means nothing here.</summary>
    ulong RemoteAddress { get; }

    /// <summary>True once Pair Verify has made the connection a session.</summary>
    bool IsSecured { get; }

    /// <summary>Handle of the pairing that the session was verified with (<see cref="PairingTable.Find"/>); 0 without one.</summary>
    int Pairing { get; }

    /// <summary>A pending exchange can go on: call its Resume method, here and now or later.</summary>
    void Resume();
}
