// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>How reading the accessory's state at boot went.</summary>
public enum BootStatus
{
    /// <summary>Everything is there.</summary>
    Ready,

    /// <summary>Something has to be drawn and the source of randomness is not ready: start the radio and try again.</summary>
    RandomNotReady,

    /// <summary><see cref="AccessoryState.Record"/> exists and cannot be read, or does not fit the others. Nothing was replaced.</summary>
    Damaged,

    /// <summary><see cref="AccessoryState.Record"/> could not be written.</summary>
    StoreFailed,

    /// <summary>Another setup code, setup id or record was asked for while the accessory is paired. Nothing was replaced.</summary>
    SetupIsFixed,
}
