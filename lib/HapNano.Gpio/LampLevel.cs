// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A whole-numbered value of a lamp.</summary>
internal sealed class LampLevel : IIntDevice
{
    private readonly ILampOwner _owner;
    private readonly int _minimum;
    private readonly int _maximum;
    private int _value;

    /// <summary>A value with its range; what lies outside is brought to its end.</summary>
    public LampLevel(ILampOwner owner, int value, int minimum, int maximum)
    {
        _owner = owner;
        _minimum = minimum;
        _maximum = maximum;
        _value = value;
    }

    /// <inheritdoc/>
    public event IntChanged Changed;

    /// <inheritdoc/>
    public int Value => _value;

    /// <inheritdoc/>
    public HapStatus Set(int value)
    {
        int level = value < _minimum ? _minimum : value > _maximum ? _maximum : value;
        lock (StackLock.Root)
        {
            bool isChanged = level != _value;
            _value = level;
            _owner.Apply(this);
            if (isChanged)
            {
                Changed?.Invoke(level);
            }
        }

        return HapStatus.Success;
    }
}
