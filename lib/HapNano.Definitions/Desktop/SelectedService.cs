// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A service as a project wants it.</summary>
/// <param name="Row">The whole service.</param>
/// <param name="Required">Characteristics that its constructor makes.</param>
/// <param name="Optional">Characteristics that it has an Add method for.</param>
/// <param name="IsExtension">True when the class is written by hand and gets only Add methods.</param>
internal sealed record SelectedService(ServiceRow Row, CharacteristicRow[] Required, CharacteristicRow[] Optional, bool IsExtension);
