// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Something happened that has no state, such as a press of a button.</summary>
/// <param name="value">What happened, for a button one of <see cref="ButtonPress"/> as a number.</param>
public delegate void EventRaised(int value);
