// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>Why a server could not start, or had to stop.</summary>
public enum ServerFault
{
    /// <summary>A stored record exists and cannot be read. Nothing was replaced.</summary>
    StateDamaged,

    /// <summary>A record could not be written.</summary>
    StateNotWritable,

    /// <summary>Another setup code, setup id or setup record was asked for while the accessory is paired. Nothing was replaced.</summary>
    SetupIsFixed,

    /// <summary>The port is taken, or may not be used.</summary>
    PortNotAvailable,

    /// <summary>The address to listen on is none of this device.</summary>
    AddressNotAvailable,
}
