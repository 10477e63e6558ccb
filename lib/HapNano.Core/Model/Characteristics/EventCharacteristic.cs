// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that only has events, such as the presses of a button: read as JSON <c>null</c>, never written.</summary>
public sealed class EventCharacteristic : Characteristic
{
    private const int ProgrammableSwitchEvent = 0x73;

    private IEventDevice _device;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">
    /// ProgrammableSwitchEvent, or a maker's own type with format uint8, events, and no writing. Controllers refuse <c>null</c> as the value of any other
    /// of Apple's types, and with it the whole accessory.
    /// </param>
    /// <exception cref="DatabaseException">The definition is another.</exception>
    public EventCharacteristic(CharacteristicDefinition definition)
        : base(definition)
    {
        bool isRight = definition.Format == CharacteristicFormat.UInt8 && definition.CanNotify && !definition.CanWrite;
        if (!isRight || (definition.Type != 0 && definition.Type != ProgrammableSwitchEvent))
        {
            throw new DatabaseException(
                DatabaseRule.Type, "Event characteristic: format uint8, events, not written; of Apple's types ProgrammableSwitchEvent only");
        }
    }

    /// <summary>Raised for every event that is sent.</summary>
    public event EventRaised Raised;

    /// <summary>Sends an event at once to every subscribed controller, also when it repeats the last one.</summary>
    /// <param name="value">What happened; a value that is not among the valid ones is dropped.</param>
    public void Raise(int value)
    {
        lock (StackLock.Root)
        {
            if (_definition.Allows(value))
            {
                Listener?.EventRaised(this, value);
                Raised?.Invoke(value);
            }
        }
    }

    /// <summary>Sends a button event at once to every subscribed controller.</summary>
    /// <param name="press">How it was pressed; one that the accessory has not is dropped.</param>
    public void Raise(ButtonPress press)
    {
        Raise((int)press);
    }

    /// <summary>Narrows the events to those the hardware has.</summary>
    /// <param name="values">Values of the definition, ascending; copied.</param>
    /// <exception cref="DatabaseException">The values are not allowed, or the database is built.</exception>
    public void SetValidValues(params int[] values)
    {
        CheckNotFrozen();
        _definition = _definition.WithValidValues(values);
    }

    /// <summary>Binds a device: each of its events is sent.</summary>
    /// <param name="device">Something that makes events, such as a push button.</param>
    /// <exception cref="ArgumentNullException">No device.</exception>
    /// <exception cref="InvalidOperationException">A device is bound already.</exception>
    public void Bind(IEventDevice device)
    {
        CheckBindable(device, _device);
        _device = device;
        device.Raised += Raise;
    }

    /// <inheritdoc/>
    internal override bool IsValid(JsonReader value)
    {
        return false;
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        return HapStatus.ReadOnly;
    }

    /// <inheritdoc/>
    internal override void Restore(JsonReader value)
    {
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        writer.Null();
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
    }
}
