// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What whoever starts the accessory wants of its setup record. All null and false: what is stored, or a new record on the first boot.</summary>
public sealed class SetupOptions
{
    /// <summary>Setup code, 10 valid ASCII bytes (<see cref="SetupCode.TryParse"/>); null to keep the stored one, or to draw one.</summary>
    public byte[] Code { get; set; }

    /// <summary>Setup id, 4 valid ASCII bytes (<see cref="SetupId.TryParse"/>); null to keep the stored one, or to draw one.</summary>
    public byte[] SetupId { get; set; }

    /// <summary>Makes a new record in place of the stored one, whatever state that is in.</summary>
    public bool IsNewRecordWanted { get; set; }
}
