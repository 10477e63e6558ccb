// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>The accessory did what HAP does not allow, or did not do what it demands.</summary>
internal sealed class SimulationException(string message) : Exception(message);
