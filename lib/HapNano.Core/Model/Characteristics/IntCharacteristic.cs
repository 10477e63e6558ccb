// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is a whole number: uint8, uint16, uint32, uint64 or int.</summary>
public class IntCharacteristic : Characteristic
{
    // The number; the bits of a uint64.
    private long _value;
    private IIntDevice _device;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with one of the formats of whole numbers.</param>
    /// <param name="value">The value until somebody changes it, brought into the range.</param>
    /// <exception cref="DatabaseException">The definition has another format.</exception>
    public IntCharacteristic(CharacteristicDefinition definition, long value = 0)
        : base(definition)
    {
        if (!definition.IsInteger)
        {
            throw new DatabaseException(DatabaseRule.Type, "Int characteristic: the definition's format is a whole number");
        }

        Place(value);
    }

    /// <summary>Raised after the value has changed, whoever changed it; for a value that can only be written, after every write.</summary>
    public event IntChanged Changed;

    /// <summary>
    /// The value; 2^31-1 stands for everything above it, of which <see cref="WideValue"/> has the true number.
    /// Setting it moves the bound device and tells subscribed controllers. A number out of range or off the step becomes the nearest allowed one;
    /// one that an enumeration lacks changes nothing.
    /// </summary>
    public int Value
    {
        get => ToInt(_value);
        set => WideValue = value;
    }

    /// <summary>The value in full; the 64 bits of a uint64. Setting it is as for <see cref="Value"/>.</summary>
    public long WideValue
    {
        get => _value;
        set
        {
            lock (StackLock.Root)
            {
                if (_definition.Fit(value, out long fitted))
                {
                    Apply(fitted);
                }
            }
        }
    }

    /// <summary>Narrows the range to what this accessory supports; widens it where only the accessory changes the value.</summary>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value, a whole number of steps above the least.</param>
    /// <param name="step">Distance of allowed values, a multiple of the definition's.</param>
    /// <exception cref="DatabaseException">The range is not allowed, or the database is built.</exception>
    public void SetRange(long minimum, long maximum, int step = 1)
    {
        CheckNotFrozen();
        _definition = _definition.WithRange(minimum, maximum, step);
        Place(_value);
    }

    /// <summary>Narrows an enumeration to the values this accessory supports.</summary>
    /// <param name="values">Values of the definition, ascending; copied.</param>
    /// <exception cref="DatabaseException">The values are not allowed, or the database is built.</exception>
    public void SetValidValues(params int[] values)
    {
        CheckNotFrozen();
        _definition = _definition.WithValidValues(values);
        Place(_value);
    }

    /// <summary>Binds a device: writes move it, and whatever moves it changes the value. The value becomes the device's at once.</summary>
    /// <param name="device">Something that has a level, such as a dimmer.</param>
    /// <exception cref="System.ArgumentNullException">No device.</exception>
    /// <exception cref="System.InvalidOperationException">A device is bound already.</exception>
    public void Bind(IIntDevice device)
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
        return TryRead(value, out long number) && _definition.Allows(number);
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        if (!TryRead(value, out long written) || !_definition.Allows(written))
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
        if (TryRead(value, out long stored) && _definition.Fit(stored, out long fitted))
        {
            Apply(fitted);
        }
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        long value = snapshot == null ? _value : snapshot.Number;
        if (_definition.Format == CharacteristicFormat.UInt64)
        {
            writer.Unsigned((ulong)value);
        }
        else
        {
            writer.Signed(value);
        }
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Number = _value;
    }

    private static int ToInt(long value)
    {
        return value > int.MaxValue || value < int.MinValue ? int.MaxValue : (int)value;
    }

    // Controllers may send true and false for 1 and 0, and 1.0 for 1.
    private bool TryRead(JsonReader reader, out long value)
    {
        if (reader.Token == JsonToken.True || reader.Token == JsonToken.False)
        {
            value = reader.Token == JsonToken.True ? 1 : 0;
            return true;
        }

        if (_definition.Format == CharacteristicFormat.UInt64)
        {
            bool isRead = reader.TryGetUnsigned(out ulong bits);
            value = (long)bits;
            return isRead;
        }

        return reader.TryGetSigned(out value);
    }

    // Before the database is built: the nearest allowed value, of an enumeration without it the first.
    private void Place(long value)
    {
        _value = _definition.Fit(value, out long fitted) ? fitted : _definition.ValidValues[0];
    }

    // The device has the last word, whether or not it raises Changed for what it was given.
    private HapStatus Apply(long value)
    {
        HapStatus status = HapStatus.Success;
        if (_device == null)
        {
            Store(value);
        }
        else
        {
            status = _device.Set(ToInt(value));
            if (_definition.CanRead)
            {
                int actual = _device.Value;
                if (actual != _value)
                {
                    OnDeviceChanged(actual);
                }
            }
        }

        if (status == HapStatus.Success)
        {
            NoteWritten();
        }

        return status;
    }

    private void OnDeviceChanged(int value)
    {
        lock (StackLock.Root)
        {
            if (_definition.Fit(value, out long fitted))
            {
                Store(fitted);
            }
        }
    }

    private void Store(long value)
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
        Changed?.Invoke(Value);
    }
}
