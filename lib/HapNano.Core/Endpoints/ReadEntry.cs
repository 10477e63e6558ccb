// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>One id of GET /characteristics, as it was read last.</summary>
internal sealed class ReadEntry
{
    /// <summary>Accessory id.</summary>
    internal ulong Aid;

    /// <summary>Instance id.</summary>
    internal ulong Iid;

    /// <summary>Scratch of <see cref="CharacteristicQuery"/>: the number it read last.</summary>
    internal ulong Number;
}
