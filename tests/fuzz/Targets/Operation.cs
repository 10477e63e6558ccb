// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Fuzz;

/// <summary>One thing that happens to an accessory in a script.</summary>
/// <param name="Code">What, one of <see cref="OperationCode"/> when it is in range.</param>
/// <param name="Peer">Which connection, 0..7.</param>
/// <param name="Variant">Which kind of it, 0..31.</param>
/// <param name="Payload">Bytes that belong to it.</param>
internal sealed record Operation(OperationCode Code, int Peer, int Variant, byte[] Payload);
