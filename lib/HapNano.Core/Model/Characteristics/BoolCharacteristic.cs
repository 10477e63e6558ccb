// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is true or false.</summary>
public class BoolCharacteristic : Characteristic
{
    private bool _value;
    private IBoolDevice _device;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with format bool.</param>
    /// <param name="value">The value until somebody changes it.</param>
    /// <exception cref="DatabaseException">The definition has another format.</exception>
    public BoolCharacteristic(CharacteristicDefinition definition, bool value = false)
        : base(definition)
    {
        if (definition.Format != CharacteristicFormat.Bool)
        {
            throw new DatabaseException(DatabaseRule.Type, "Bool characteristic: the definition's format is bool");
        }

        _value = value;
    }

    /// <summary>Raised after the value has changed, whoever changed it; for a value that can only be written, after every write.</summary>
    public event BoolChanged Changed;

    /// <summary>The value. Setting it moves the bound device and tells subscribed controllers.</summary>
    public bool Value
    {
        get => _value;
        set
        {
            lock (StackLock.Root)
            {
                Apply(value);
            }
        }
    }

    /// <summary>Binds a device: writes move it, and whatever moves it changes the value. The value becomes the device's at once.</summary>
    /// <param name="device">Something that is on or off, such as a relay.</param>
    /// <exception cref="System.ArgumentNullException">No device.</exception>
    /// <exception cref="System.InvalidOperationException">A device is bound already.</exception>
    public void Bind(IBoolDevice device)
    {
        CheckBindable(device, _device);
        lock (StackLock.Root)
        {
            _device = device;
            device.Changed += OnDeviceChanged;
            OnDeviceChanged(device.Value);
        }
    }

    /// <inheritdoc/>
    internal override bool IsValid(JsonReader value)
    {
        return value.TryGetBool(out _);
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        if (!value.TryGetBool(out bool written))
        {
            return HapStatus.InvalidValue;
        }

        HapStatus status = Apply(written);
        isCorrected = _value != written && status == HapStatus.Success && _definition.CanRead;
        return status;
    }

    /// <inheritdoc/>
    internal override void Restore(JsonReader value)
    {
        if (value.TryGetBool(out bool stored))
        {
            Apply(stored);
        }
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        writer.Bool(snapshot == null ? _value : snapshot.Number != 0);
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Number = _value ? 1 : 0;
    }

    // The device has the last word, whether or not it raises Changed for what it was given.
    private HapStatus Apply(bool value)
    {
        HapStatus status = HapStatus.Success;
        if (_device == null)
        {
            Store(value);
        }
        else
        {
            status = _device.Set(value);
            if (_definition.CanRead)
            {
                bool actual = _device.Value;
                if (actual != _value)
                {
                    Store(actual);
                }
            }
        }

        if (status == HapStatus.Success)
        {
            NoteWritten();
        }

        return status;
    }

    private void OnDeviceChanged(bool value)
    {
        lock (StackLock.Root)
        {
            Store(value);
        }
    }

    private void Store(bool value)
    {
        if (value == _value && _definition.CanRead)
        {
            return;
        }

        _value = value;
        NoteChanged();
        if (Changed != null)
        {
            TellChanged();
        }
    }

    /// <inheritdoc/>
    private protected override void RaiseChanged()
    {
        Changed?.Invoke(_value);
    }
}
