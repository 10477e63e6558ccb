// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic whose value is an array: text or data. The array is replaced, never modified.</summary>
public abstract class BytesCharacteristic : Characteristic
{
    /// <summary>The value; set by the constructors of the subclasses.</summary>
    private protected byte[] _value;

    /// <summary>For the subclasses of this assembly.</summary>
    private protected BytesCharacteristic(CharacteristicDefinition definition)
        : base(definition)
    {
    }

    /// <summary>The value; not to be modified.</summary>
    internal byte[] Bytes => _value;

    /// <inheritdoc/>
    internal override bool IsValid(JsonReader value)
    {
        return TryRead(value) != null;
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        byte[] written = TryRead(value);
        if (written == null)
        {
            return HapStatus.InvalidValue;
        }

        Set(written);
        isCorrected = _definition.CanRead && !AreEqual(_value, written);
        return HapStatus.Success;
    }

    /// <inheritdoc/>
    internal override void Restore(JsonReader value)
    {
        Write(value, out _);
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Bytes = _value;
    }

    /// <summary>Copies the value out of a request.</summary>
    /// <returns>Null when it is none, or longer than the definition allows.</returns>
    private protected abstract byte[] TryRead(JsonReader value);

    /// <summary>The first bytes of an array, as a new one.</summary>
    private protected static byte[] Copy(byte[] bytes, int count)
    {
        var copy = new byte[count];
        System.Array.Copy(bytes, copy, count);
        return copy;
    }

    /// <summary>Takes a value over and tells who wants to know. Under <see cref="StackLock.Root"/>.</summary>
    private protected void Set(byte[] value)
    {
        if (!_definition.CanRead || !AreEqual(value, _value))
        {
            _value = value;
            NoteChanged();
            TellChanged();
        }

        NoteWritten();
    }
}
