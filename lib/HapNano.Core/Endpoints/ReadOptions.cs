// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Endpoints;

/// <summary>What a read of characteristics tells besides the value.</summary>
[Flags]
internal enum ReadOptions
{
    /// <summary>The value alone.</summary>
    None = 0,

    /// <summary><c>meta=1</c>: format, unit, range and lengths.</summary>
    Metadata = 1,

    /// <summary><c>perms=1</c></summary>
    Permissions = 2,

    /// <summary><c>type=1</c></summary>
    Type = 4,

    /// <summary><c>ev=1</c>: whether this connection is subscribed.</summary>
    Events = 8,

    /// <summary>At least one entry failed, so each has its status.</summary>
    Status = 16,
}
