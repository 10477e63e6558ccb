// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A lamp of red, green and blue. Off, white of 140 mireds and at full brightness at start.</summary>
/// <remarks>
/// With a saturation above 0 the hue shows; without, the colour temperature. Setting a temperature therefore takes the saturation to 0, and
/// the characteristics bound to both always say what the lamp shows: nothing else counts, so equal values are equal light.
/// </remarks>
public sealed class RgbLamp : ILampOwner
{
    private readonly PwmOutput _red;
    private readonly PwmOutput _green;
    private readonly PwmOutput _blue;
    private readonly AddressableLed _led;
    private readonly LampSwitch _on;
    private readonly LampLevel _brightness;
    private readonly LampColor _hue;
    private readonly LampColor _saturation;
    private readonly LampLevel _colorTemperature;
    private readonly int[] _light = new int[3];

    /// <summary>Takes three pins, or one pin for all three colours: that is the data line of an addressable LED (WS2812B, SK6812).</summary>
    /// <param name="redPin">Number of the red pin.</param>
    /// <param name="greenPin">Number of the green pin.</param>
    /// <param name="bluePin">Number of the blue pin.</param>
    /// <param name="activeHigh">The level that means light; means nothing to an addressable LED.</param>
    public RgbLamp(int redPin, int greenPin, int bluePin, bool activeHigh)
    {
        if (redPin == greenPin && greenPin == bluePin)
        {
            _led = AddressableLed.Open(redPin);
        }
        else
        {
            _red = new PwmOutput(redPin, activeHigh);
            _green = new PwmOutput(greenPin, activeHigh);
            _blue = new PwmOutput(bluePin, activeHigh);
        }

        _on = new LampSwitch(this);
        _brightness = new LampLevel(this, 100, 0, 100);
        _hue = new LampColor(this, 360);
        _saturation = new LampColor(this, 100);
        _colorTemperature = new LampLevel(this, 140, ColorMixer.MinMireds, ColorMixer.MaxMireds);
    }

    /// <summary>On or off.</summary>
    public IBoolDevice On => _on;

    /// <summary>Brightness as an eye sees it, 0..100 %.</summary>
    public IIntDevice Brightness => _brightness;

    /// <summary>Hue, 0..360 degrees.</summary>
    public IFloatDevice Hue => _hue;

    /// <summary>Saturation, 0..100 %.</summary>
    public IFloatDevice Saturation => _saturation;

    /// <summary>Colour temperature, 50..500 mireds.</summary>
    public IIntDevice ColorTemperature => _colorTemperature;

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
        if (value == _colorTemperature)
        {
            _saturation.Set(0);
        }

        int brightness = _on.Value ? _brightness.Value : 0;
        if (_saturation.Rounded == 0)
        {
            ColorMixer.FromTemperature(_colorTemperature.Value, brightness, _light);
        }
        else
        {
            ColorMixer.FromHue(_hue.Rounded, _saturation.Rounded, brightness, _light);
        }

        if (_led != null)
        {
            _led.ShowLamp(_light);
            return;
        }

        _red.Set(_light[0]);
        _green.Set(_light[1]);
        _blue.Set(_light[2]);
    }
}
