// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>Something a button does. Called on the button's thread, without any lock: until it returns, the button is not looked at.</summary>
public delegate void ButtonHandler();
