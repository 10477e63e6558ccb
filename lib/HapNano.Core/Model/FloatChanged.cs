// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A value has changed. Called under <see cref="StackLock.Root"/>: be quick, do not wait, do not throw.</summary>
/// <param name="value">The new value.</param>
public delegate void FloatChanged(float value);
