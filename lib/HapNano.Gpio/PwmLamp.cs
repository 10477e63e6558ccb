// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A lamp of one colour that can be dimmed. Off and at full brightness at start.</summary>
public sealed class PwmLamp : ILampOwner
{
    private readonly PwmOutput _output;
    private readonly LampSwitch _on;
    private readonly LampLevel _brightness;

    /// <summary>Takes a pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="activeHigh">The level that means light.</param>
    public PwmLamp(int pin, bool activeHigh)
    {
        _output = new PwmOutput(pin, activeHigh);
        _on = new LampSwitch(this);
        _brightness = new LampLevel(this, 100, 0, 100);
    }

    /// <summary>On or off.</summary>
    public IBoolDevice On => _on;

    /// <summary>Brightness as an eye sees it, 0..100 %.</summary>
    public IIntDevice Brightness => _brightness;

    /// <summary>On becomes off and off becomes on: what a button by the lamp does.</summary>
    public void Toggle()
    {
        lock (StackLock.Root)
        {
            _on.Set(!_on.Value);
        }
    }

    /// <inheritdoc/>
    void ILampOwner.Apply(object value)
    {
        _output.Set(_on.Value ? Gamma.DutyOfPercent(_brightness.Value) : 0);
    }
}
