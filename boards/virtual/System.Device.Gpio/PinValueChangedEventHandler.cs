// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace System.Device.Gpio;

/// <summary>Takes the edges of one <see cref="GpioPin"/>.</summary>
public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);
