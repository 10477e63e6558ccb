// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>An answer or an event as the accessory made it.</summary>
/// <param name="IsEvent">EVENT/1.0.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Its body.</param>
/// <param name="Start">Bytes of the connection before it.</param>
/// <param name="End">Bytes of the connection to its end.</param>
internal sealed record Message(bool IsEvent, int Status, byte[] Body, long Start, long End);
