// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>Something a button does. Called on the thread of pin events or of timers, without any lock: return soon.</summary>
public delegate void ButtonHandler();
