// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Something in the real world that makes events and has no state, to be bound to an <see cref="EventCharacteristic"/>.</summary>
public interface IEventDevice
{
    /// <summary>Something happened. Raised under <see cref="StackLock.Root"/> or outside it.</summary>
    event EventRaised Raised;
}
