// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>The on-off value of a lamp.</summary>
internal sealed class LampSwitch : IBoolDevice
{
    private readonly ILampOwner _owner;
    private bool _value;

    /// <summary>A value that is off.</summary>
    public LampSwitch(ILampOwner owner)
    {
        _owner = owner;
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
                _owner.Apply(this);
                Changed?.Invoke(value);
            }
        }

        return HapStatus.Success;
    }
}
