// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Storage;

/// <summary>The records that survive a power cut. The number is part of the stored layout and never changes.</summary>
public enum StoreRecord
{
    /// <summary>Device id (6 bytes) and Ed25519 seed: made at first boot and by factory reset.</summary>
    Identity = 1,

    /// <summary>Setup record: salt, verifier, setup id, and the code if it was drawn at random. The device's label.</summary>
    Setup = 2,

    /// <summary>All pairings, up to 16.</summary>
    Pairings = 3,

    /// <summary>Failed Pair Setup attempts: version and count, one byte each.</summary>
    Attempts = 4,

    /// <summary>Configuration number c#, hash of the database and firmware version.</summary>
    Configuration = 5,

    /// <summary>Which instance id belongs to which service or characteristic.</summary>
    InstanceIds = 6,

    /// <summary>Characteristic values that come back after a restart.</summary>
    Values = 7,

    /// <summary>Service and host names that multicast DNS changed after a conflict.</summary>
    Names = 8,
}
