// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is bytes: data, or TLV8 items.</summary>
/// <remarks>A controller's write allocates twice: the length of the base64 text, and that of the bytes.</remarks>
public class DataCharacteristic : BytesCharacteristic
{
    private static readonly byte[] s_empty = new byte[0];

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with format tlv8 or data.</param>
    /// <param name="value">The bytes until somebody changes them, copied; null for none.</param>
    /// <exception cref="DatabaseException">The definition has another format, or the value is too long.</exception>
    public DataCharacteristic(CharacteristicDefinition definition, byte[] value = null)
        : base(definition)
    {
        if (definition.Format != CharacteristicFormat.Data && definition.Format != CharacteristicFormat.Tlv8)
        {
            throw new DatabaseException(DatabaseRule.Type, "Data characteristic: the definition's format is data or tlv8");
        }

        if (value != null && value.Length > definition.MaxLength)
        {
            throw new DatabaseException(DatabaseRule.Length, "Data characteristic: longer than the definition allows");
        }

        _value = value == null ? s_empty : (byte[])value.Clone();
    }

    /// <summary>Raised after the bytes have changed, whoever changed them; for bytes that can only be written, after every write.</summary>
    public event DataChanged Changed;

    /// <summary>The bytes, not to be modified. Setting them copies them and tells subscribed controllers.</summary>
    /// <exception cref="ArgumentNullException">No array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Longer than the definition allows: bytes have no nearest value.</exception>
    public byte[] Value
    {
        get => _value;
        set
        {
            if (value == null)
            {
                throw new ArgumentNullException(nameof(value));
            }

            if (value.Length > _definition.MaxLength)
            {
                throw new ArgumentOutOfRangeException(nameof(value));
            }

            lock (StackLock.Root)
            {
                Set((byte[])value.Clone());
            }
        }
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        byte[] value = snapshot == null ? _value : snapshot.Bytes;
        writer.Base64(value, 0, value.Length);
    }

    /// <inheritdoc/>
    private protected override byte[] TryRead(JsonReader value)
    {
        if (value.Token != JsonToken.String)
        {
            return null;
        }

        var text = new byte[value.TokenLength];
        int count = value.CopyBase64(text, 0, text.Length);
        return count < 0 || count > _definition.MaxLength ? null : Copy(text, count);
    }

    /// <inheritdoc/>
    private protected override void RaiseChanged()
    {
        Changed?.Invoke(_value);
    }
}
