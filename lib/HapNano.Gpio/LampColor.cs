// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>Hue or saturation of a lamp, which HAP gives as fractions.</summary>
internal sealed class LampColor : IFloatDevice
{
    private readonly ILampOwner _owner;
    private readonly float _maximum;
    private float _value;

    /// <summary>A value from 0 to <paramref name="maximum"/>; what lies outside is brought to its end.</summary>
    public LampColor(ILampOwner owner, float maximum)
    {
        _owner = owner;
        _maximum = maximum;
    }

    /// <inheritdoc/>
    public event FloatChanged Changed;

    /// <inheritdoc/>
    public float Value => _value;

    /// <summary>The value as the nearest whole number.</summary>
    public int Rounded => (int)(_value + 0.5f);

    /// <inheritdoc/>
    public HapStatus Set(float value)
    {
        // Written so that a number that is none (NaN) becomes 0.
        float color = value > _maximum ? _maximum : value > 0 ? value : 0;
        lock (StackLock.Root)
        {
            bool isChanged = color != _value;
            _value = color;
            _owner.Apply(this);
            if (isChanged)
            {
                Changed?.Invoke(color);
            }
        }

        return HapStatus.Success;
    }
}
