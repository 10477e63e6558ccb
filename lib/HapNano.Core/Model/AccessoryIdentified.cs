// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A user wants to know which accessory this is: blink, beep, for at most 5 seconds.
/// Called under <see cref="StackLock.Root"/>: start it and return.</summary>
/// <param name="accessory">The accessory asked for.</param>
public delegate void AccessoryIdentified(Accessory accessory);
