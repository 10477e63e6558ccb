// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>A characteristic that is text. Kept as UTF-8; the array is replaced, never modified.</summary>
public class StringCharacteristic : Characteristic
{
    // The text of one write until it is known to be valid; made at the first write of the whole program.
    private static byte[] s_scratch;

    private byte[] _value;

    /// <summary>Makes a characteristic.</summary>
    /// <param name="definition">A definition with format string.</param>
    /// <param name="value">The text until somebody changes it, cut to the definition's length.</param>
    /// <exception cref="DatabaseException">The definition has another format.</exception>
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
    public string Value
    {
        get => Encoding.UTF8.GetString(_value, 0, _value.Length);
        set
        {
            lock (StackLock.Root)
            {
                Store(Encode(value));
                NoteWritten();
            }
        }
    }

    /// <summary>The text as UTF-8; not to be modified.</summary>
    internal byte[] Utf8 => _value;

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        byte[] written = TryRead(value);
        if (written == null)
        {
            return HapStatus.InvalidValue;
        }

        Store(written);
        NoteWritten();
        isCorrected = Definition.CanRead && !AreEqual(_value, written);
        return HapStatus.Success;
    }

    /// <inheritdoc/>
    internal override void Restore(JsonReader value)
    {
        Write(value, out _);
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        byte[] value = snapshot == null ? _value : snapshot.Bytes;
        writer.String(value, 0, value.Length);
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Bytes = _value;
    }

    private byte[] TryRead(JsonReader reader)
    {
        s_scratch ??= new byte[CharacteristicDefinition.LargestMaxStringBytes];
        int count = reader.Token == JsonToken.String ? reader.CopyString(s_scratch, 0, Definition.MaxLength) : -1;
        if (count < 0)
        {
            return null;
        }

        var text = new byte[count];
        Array.Copy(s_scratch, text, count);
        return text;
    }

    private byte[] Encode(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text ?? "");
        if (utf8.Length <= Definition.MaxLength)
        {
            return utf8;
        }

        // RFC 3629 §3: the bytes of a character behind its first one are 10xxxxxx.
        int count = Definition.MaxLength;
        while (count > 0 && (utf8[count] & 0xC0) == 0x80)
        {
            count--;
        }

        var cut = new byte[count];
        Array.Copy(utf8, cut, count);
        return cut;
    }

    private void Store(byte[] value)
    {
        if (AreEqual(value, _value) && Definition.CanRead)
        {
            return;
        }

        _value = value;
        NoteChanged();
        TellChanged();
    }

    /// <inheritdoc/>
    private protected override void RaiseChanged()
    {
        Changed?.Invoke(Value);
    }
}
