// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>What a controller asks for.</summary>
internal enum RequestKind
{
    Read,
    Write,
    Prepare,
    Accessories,
    Identify,
    List,
    Add,
    Remove,
    SetupM1,
    SetupM3,
    SetupM5,
    VerifyM1,
    VerifyM3,

    /// <summary>A whole request that HAP answers with a status and no body.</summary>
    Bad,
}
