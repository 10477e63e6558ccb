// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>A pin at one level for a while.</summary>
/// <param name="IsHigh">The level.</param>
/// <param name="Nanoseconds">How long.</param>
public readonly record struct PinPulse(bool IsHigh, int Nanoseconds);
