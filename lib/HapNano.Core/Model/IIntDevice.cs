// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Something in the real world whose state is a whole number, to be bound to a <see cref="IntCharacteristic"/>.</summary>
/// <remarks>
/// <para>A controller's write becomes <see cref="Set"/>; whatever moves the device becomes <see cref="Changed"/>, and the characteristic follows.
/// The device has the last word: after <see cref="Set"/> the characteristic takes <see cref="Value"/>, which may differ from what was asked for.</para>
/// <para>Every member is used under <see cref="StackLock.Root"/>. <see cref="Set"/> takes the lock itself, because programs call it too
/// (the lock can be taken again by its holder), and raises <see cref="Changed"/> under it.</para>
/// </remarks>
public interface IIntDevice
{
    /// <summary>The state now; of a device that takes its time, the state it is on its way to.</summary>
    int Value { get; }

    /// <summary>The state has changed, whoever changed it.</summary>
    event IntChanged Changed;

    /// <summary>Moves the device, or starts to. Returns at once; what comes of it later is told by <see cref="Changed"/>.</summary>
    /// <param name="value">What is asked for, within the characteristic's range.</param>
    /// <returns>Success; or why not: UnableToCommunicate, ResourceBusy. The controller gets the status and the value stays.</returns>
    HapStatus Set(int value);
}
