// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using nanoFramework.Runtime.Events;

namespace System.Device.Gpio;

/// <summary>An edge of a pin.</summary>
public class PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber) : BaseEvent
{
    /// <summary>Which edge.</summary>
    public PinEventTypes ChangeType { get; } = changeType;

    /// <summary>Of which pin.</summary>
    public int PinNumber { get; } = pinNumber;
}
