// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Device.Gpio;
using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A relay, or anything else that one pin switches on and off. Off at start.</summary>
public sealed class Relay : IBoolDevice
{
    private readonly GpioPin _pin;
    private readonly bool _isActiveHigh;
    private bool _value;

    /// <summary>Takes a pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="activeHigh">The level that means on; relay boards with an optocoupler are often active low.</param>
    public Relay(int pin, bool activeHigh)
    {
        _isActiveHigh = activeHigh;
        _pin = Pins.OpenOutput(pin, activeHigh);
    }

    /// <inheritdoc/>
    public event BoolChanged Changed;

    /// <inheritdoc/>
    public bool Value => _value;

    /// <inheritdoc/>
    public HapStatus Set(bool value)
    {
        lock (StackLock.Root)
        {
            if (value != _value)
            {
                _value = value;
                _pin.Write(value == _isActiveHigh ? PinValue.High : PinValue.Low);
                Changed?.Invoke(value);
            }
        }

        return HapStatus.Success;
    }

    /// <summary>On becomes off and off becomes on: what a button by the device does.</summary>
    public void Toggle()
    {
        lock (StackLock.Root)
        {
            Set(!_value);
        }
    }
}
