// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is a number with a fraction, 32 bits wide.</summary>
public class FloatCharacteristic : Characteristic
{
    private float _value;
    private IFloatDevice _device;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with format float.</param>
    /// <param name="value">The value until somebody changes it, brought into the range.</param>
    /// <exception cref="DatabaseException">The definition has another format, or the value is no number.</exception>
    public FloatCharacteristic(CharacteristicDefinition definition, float value = 0)
        : base(definition)
    {
        if (definition.Format != CharacteristicFormat.Float)
        {
            throw new DatabaseException(DatabaseRule.Type, "Float characteristic: the definition's format is float");
        }

        if (!IsFinite(value))
        {
            throw new DatabaseException(DatabaseRule.Range, "Float characteristic: the value is finite");
        }

        _value = definition.Fit(value);
    }

    /// <summary>Raised after the value has changed, whoever changed it; for a value that can only be written, after every write.</summary>
    public event FloatChanged Changed;

    /// <summary>
    /// The value. Setting it moves the bound device and tells subscribed controllers. A number out of range or off the step becomes the
    /// nearest allowed one; NaN and infinities change nothing.
    /// </summary>
    public float Value
    {
        get => _value;
        set
        {
            lock (StackLock.Root)
            {
                if (IsFinite(value))
                {
                    Apply(_definition.Fit(value));
                }
            }
        }
    }

    /// <summary>Narrows the range to what this accessory supports; widens it where only the accessory changes the value.</summary>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value, a whole number of steps above the least.</param>
    /// <param name="step">Distance of allowed values, a multiple of the definition's.</param>
    /// <exception cref="DatabaseException">The range is not allowed, or the database is built.</exception>
    public void SetRange(double minimum, double maximum, double step)
    {
        CheckNotFrozen();
        _definition = _definition.WithRange(minimum, maximum, step);
        _value = _definition.Fit(_value);
    }

    /// <summary>Binds a device: writes move it, and whatever moves it changes the value. The value becomes the device's at once.</summary>
    /// <param name="device">Something that is measured or set continuously.</param>
    /// <exception cref="System.ArgumentNullException">No device.</exception>
    /// <exception cref="System.InvalidOperationException">A device is bound already.</exception>
    public void Bind(IFloatDevice device)
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
        return TryRead(value, out float number) && _definition.Allows(number, out _);
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        if (!TryRead(value, out float number) || !_definition.Allows(number, out float written))
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
        if (TryRead(value, out float stored))
        {
            Apply(_definition.Fit(stored));
        }
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        writer.Float(snapshot == null ? _value : snapshot.Fraction);
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Fraction = _value;
    }

    private static bool TryRead(JsonReader reader, out float value)
    {
        return reader.TryGetFloat(out value) && IsFinite(value);
    }

    private static bool IsFinite(float value)
    {
        return !float.IsNaN(value) && !float.IsInfinity(value);
    }

    // The device has the last word, whether or not it raises Changed for what it was given.
    private HapStatus Apply(float value)
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
                OnDeviceChanged(_device.Value);
            }
        }

        if (status == HapStatus.Success)
        {
            NoteWritten();
        }

        return status;
    }

    private void OnDeviceChanged(float value)
    {
        lock (StackLock.Root)
        {
            if (IsFinite(value))
            {
                Store(_definition.Fit(value));
            }
        }
    }

    private void Store(float value)
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
