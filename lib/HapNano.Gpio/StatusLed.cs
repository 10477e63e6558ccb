// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Device.Gpio;
using System.Threading;
using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A light that tells the owner how the accessory is; the patterns are drawn at BlinkPattern.</summary>
/// <remarks>It begins with <see cref="AccessoryStatus.NoWifi"/>, which is so until somebody says otherwise. A timer moves it. The chip has one thread for all timers, and nothing else of this library uses it, so no work of ours holds up the light.</remarks>
public sealed class StatusLed : IStatusIndicator
{
    private readonly AddressableLed _led;
    private readonly GpioPin _pin;
    private readonly bool _isActiveHigh;
    private readonly BlinkPattern _pattern = new BlinkPattern();
    private readonly Timer _timer;

    /// <summary>Takes a pin, or shares the addressable LED of an <see cref="RgbLamp"/> that was made before it on the same pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="activeHigh">The level that means light; means nothing to an addressable LED.</param>
    public StatusLed(int pin, bool activeHigh)
    {
        _isActiveHigh = activeHigh;
        _led = AddressableLed.Find(pin);
        if (_led == null)
        {
            _pin = Pins.OpenOutput(pin, activeHigh);
        }

        _timer = new Timer(OnTick, null, 0, BlinkPattern.TickMs);
    }

    /// <inheritdoc/>
    public void Show(AccessoryStatus status)
    {
        lock (_pattern)
        {
            _pattern.Show(status);
            _timer.Change(0, BlinkPattern.TickMs);
        }
    }

    /// <summary>Shows how far a hold of the button has come.</summary>
    internal void ShowHold(HoldStage stage)
    {
        lock (_pattern)
        {
            _pattern.ShowHold(stage);
            _timer.Change(0, BlinkPattern.TickMs);
        }
    }

    private void OnTick(object state)
    {
        lock (_pattern)
        {
            bool isLit = _pattern.Tick();
            if (_led == null)
            {
                _pin.Write(isLit == _isActiveHigh ? PinValue.High : PinValue.Low);
            }
            else
            {
                // The LED is a lamp: paired, with nothing to say, it is dark when the lamp is off.
                _led.ShowStatus(isLit && !_pattern.IsSteady, _pattern.IsUrgent);
            }

            if (_pattern.IsSteady)
            {
                _timer.Change(Timeout.Infinite, Timeout.Infinite);
            }
        }
    }
}
