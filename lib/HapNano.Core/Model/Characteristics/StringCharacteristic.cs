// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is text, kept as UTF-8.</summary>
public class StringCharacteristic : BytesCharacteristic
{
    // The text of one write until it is known to be valid; made at the first write of the whole program.
    private static byte[] s_scratch;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with format string.</param>
    /// <param name="value">The text until somebody changes it, cut to the definition's length.</param>
    /// <exception cref="DatabaseException">
    /// The definition has another format, or the text breaks the rule of its type: <see cref="DatabaseRule.Name"/>, <see cref="DatabaseRule.Manufacturer"/>,
    /// <see cref="DatabaseRule.Model"/>, <see cref="DatabaseRule.SerialNumber"/>, <see cref="DatabaseRule.Revision"/>.
    /// </exception>
    public StringCharacteristic(CharacteristicDefinition definition, string value = "")
        : base(definition)
    {
        if (definition.Format != CharacteristicFormat.String)
        {
            throw new DatabaseException(DatabaseRule.Type, "String characteristic: the definition's format is string");
        }

        _value = Encode(value);
    }

    /// <summary>Raised after the text has changed, whoever changed it; for a text that can only be written, after every write.</summary>
    public event StringChanged Changed;

    /// <summary>
    /// The text. Setting it tells subscribed controllers. What is longer than the definition's length (64 bytes of UTF-8 unless it says otherwise)
    /// is cut behind the last character that fits.
    /// </summary>
    /// <exception cref="DatabaseException">
    /// The text breaks the rule of its type. A name that users edit is theirs to choose once the database is built.
    /// </exception>
    public string Value
    {
        get => Encoding.UTF8.GetString(_value, 0, _value.Length);
        set
        {
            lock (StackLock.Root)
            {
                Set(Encode(value));
            }
        }
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        byte[] value = snapshot == null ? _value : snapshot.Bytes;
        writer.String(value, 0, value.Length);
    }

    /// <inheritdoc/>
    private protected override byte[] TryRead(JsonReader value)
    {
        s_scratch ??= new byte[CharacteristicDefinition.LargestMaxStringBytes];
        int count = value.Token == JsonToken.String ? value.CopyString(s_scratch, 0, _definition.MaxLength) : -1;
        return count < 0 ? null : Copy(s_scratch, count);
    }

    /// <inheritdoc/>
    private protected override void RaiseChanged()
    {
        Changed?.Invoke(Value);
    }

    private byte[] Encode(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text ?? "");
        if (!_definition.CanWrite || Service?.Accessory?.Database == null)
        {
            DatabaseRules.CheckText(_definition.Type, utf8);
        }

        if (utf8.Length <= _definition.MaxLength)
        {
            return utf8;
        }

        // RFC 3629 §3: the bytes of a character behind its first one are 10xxxxxx.
        int count = _definition.MaxLength;
        while (count > 0 && (utf8[count] & 0xC0) == 0x80)
        {
            count--;
        }

        return Copy(utf8, count);
    }
}
