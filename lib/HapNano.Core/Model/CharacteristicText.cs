// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>The JSON that describes a characteristic: in the body of <c>GET /accessories</c>, and where <c>GET /characteristics</c> asks for parts of it.</summary>
/// <remarks>
/// Put together in the writer's scratch, which goes to the sink before and behind the value. The longest that is in it at once is what lies behind the value:
/// unit 20, two limits of 32, step 31, <c>perms</c> 10 and 5 each for 7, 8 that close; 159 bytes.
/// </remarks>
internal static class CharacteristicText
{
    private const int AnnouncedPermissions = 0x7F;
    private const int PermissionBytes = 5;
    private const int ClosingBytes = 2;

    private static readonly byte[] s_instance = Encoding.UTF8.GetBytes("{\"iid\":");
    private static readonly byte[] s_type = Encoding.UTF8.GetBytes(",\"type\":\"");
    private static readonly byte[] s_value = Encoding.UTF8.GetBytes(",\"value\":");
    private static readonly byte[] s_emptyString = Encoding.UTF8.GetBytes("\"\"");
    private static readonly byte[] s_format = Encoding.UTF8.GetBytes(",\"format\":\"");
    private static readonly byte[] s_unit = Encoding.UTF8.GetBytes(",\"unit\":\"");
    private static readonly byte[] s_minValue = Encoding.UTF8.GetBytes(",\"minValue\":");
    private static readonly byte[] s_maxValue = Encoding.UTF8.GetBytes(",\"maxValue\":");
    private static readonly byte[] s_minStep = Encoding.UTF8.GetBytes(",\"minStep\":");
    private static readonly byte[] s_maxLen = Encoding.UTF8.GetBytes(",\"maxLen\":");
    private static readonly byte[] s_maxDataLen = Encoding.UTF8.GetBytes(",\"maxDataLen\":");
    private static readonly byte[] s_validValues = Encoding.UTF8.GetBytes(",\"valid-values\":[");
    private static readonly byte[] s_permissions = Encoding.UTF8.GetBytes(",\"perms\":[");

    // What closes perms and the characteristic, then a service, an accessory, and the whole body.
    private static readonly byte[] s_closings = Encoding.UTF8.GetBytes("]}]}]}]}");

    // Words of equal kind share one array, because an array on the board has 12 bytes of header and two words rarely fill 12 more.
    // Formats in the order of CharacteristicFormat, and where each begins.
    private static readonly byte[] s_formats = Encoding.UTF8.GetBytes("booluint8uint16uint32uint64intfloatstringtlv8data");
    private static readonly byte[] s_formatStarts = { 0, 4, 9, 15, 21, 27, 30, 35, 41, 45, 49 };

    // Units in the order of CharacteristicUnit, and where each begins.
    private static readonly byte[] s_units = Encoding.UTF8.GetBytes("celsiuspercentagearcdegreesluxseconds");
    private static readonly byte[] s_unitStarts = { 0, 0, 7, 17, 27, 30, 37 };

    // Permissions in the order of their bits, each with its quotes and the comma that separates it from the one before.
    private static readonly byte[] s_permissionWords =
        Encoding.UTF8.GetBytes(",\"pr\",\"pw\",\"ev\",\"aa\",\"tw\",\"wr\",\"hd\"");

    /// <summary>Writes a characteristic and what closes behind it.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="characteristic">Which one.</param>
    /// <param name="at">Bytes in front of it that are in the scratch already, at most 1.</param>
    /// <param name="hasValues">False to leave out the value.</param>
    /// <param name="snapshot">The value; null for the value now.</param>
    /// <param name="closings">How many levels end behind it: 0, or 1 for its service, 2 for its accessory too, 3 for all.</param>
    internal static void Write(JsonWriter writer, Characteristic characteristic, int at, bool hasValues, ValueSnapshot snapshot, int closings)
    {
        CharacteristicDefinition definition = characteristic.Definition;
        byte[] text = writer.Scratch;
        at = TextPiece.Put(text, at, s_instance);
        at = TextPiece.PutUnsigned(text, at, (ulong)characteristic.InstanceId);
        at = PutType(text, at, definition.Type, definition.VendorType);
        at = PutWord(text, at, s_format, s_formats, s_formatStarts, (int)definition.Format);
        if (hasValues && definition.CanRead)
        {
            at = TextPiece.Put(text, at, s_value);
            writer.Sink.Append(text, 0, at);
            WriteValue(writer, characteristic, definition, snapshot);
        }
        else
        {
            writer.Sink.Append(text, 0, at);
        }

        at = PutPermissions(text, PutLimits(writer, text, 0, definition), definition);
        int count = ClosingBytes + (closings * ClosingBytes);
        Array.Copy(s_closings, 0, text, at, count);
        writer.Sink.Append(text, 0, at + count);
    }

    /// <summary>Writes the member <c>type</c> with a comma before it.</summary>
    internal static void WriteType(JsonWriter writer, CharacteristicDefinition definition)
    {
        writer.Sink.Append(writer.Scratch, 0, PutType(writer.Scratch, 0, definition.Type, definition.VendorType));
    }

    /// <summary>Writes format, unit, range, step, length and valid values, as far as there are, each with a comma before it.</summary>
    internal static void WriteMetadata(JsonWriter writer, CharacteristicDefinition definition)
    {
        byte[] text = writer.Scratch;
        int at = PutWord(text, 0, s_format, s_formats, s_formatStarts, (int)definition.Format);
        writer.Sink.Append(text, 0, PutLimits(writer, text, at, definition));
    }

    /// <summary>Writes the member <c>perms</c> with a comma before it.</summary>
    internal static void WritePermissions(JsonWriter writer, CharacteristicDefinition definition)
    {
        byte[] text = writer.Scratch;
        int at = PutPermissions(text, 0, definition);
        text[at] = (byte)']';
        writer.Sink.Append(text, 0, at + 1);
    }

    /// <summary>Bytes of the member <c>value</c> of the body of <c>GET /accessories</c> without the value itself, if that changes.</summary>
    internal static int FixedValueBytes(CharacteristicDefinition definition)
    {
        return !definition.CanRead ? 0 : s_value.Length + (definition.IsControlPoint ? s_emptyString.Length : 0);
    }

    /// <summary>Puts the member <c>type</c>, with a comma before it, and its closing quote.</summary>
    internal static int PutType(byte[] text, int at, int type, byte[] vendorType)
    {
        at = TextPiece.Put(text, at, s_type);
        if (vendorType != null)
        {
            at = TextPiece.Put(text, at, vendorType);
            text[at] = (byte)'"';
            return at + 1;
        }

        // Upper-case hex without leading zeros; all but a few types have two or three digits.
        uint number = (uint)type;
        int shift = number < 0x1000 ? 8 : 28;
        while (shift > 0 && (number >> shift) == 0)
        {
            shift -= 4;
        }

        for (; shift >= 0; shift -= 4)
        {
            int digit = (int)(number >> shift) & 15;
            text[at] = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
            at++;
        }

        text[at] = (byte)'"';
        return at + 1;
    }

    // A control point holds nobody's state: it is shown empty.
    private static void WriteValue(JsonWriter writer, Characteristic characteristic, CharacteristicDefinition definition, ValueSnapshot snapshot)
    {
        if (definition.IsControlPoint)
        {
            writer.Raw(s_emptyString);
        }
        else
        {
            characteristic.WriteValue(writer, snapshot);
        }
    }

    // Valid values may be many: what was put is written then, and they behind it.
    private static int PutLimits(JsonWriter writer, byte[] text, int at, CharacteristicDefinition definition)
    {
        if (definition.Unit != CharacteristicUnit.None)
        {
            at = PutWord(text, at, s_unit, s_units, s_unitStarts, (int)definition.Unit);
        }

        if (definition.HasRange)
        {
            bool isInteger = definition.IsInteger;
            at = PutNumber(text, at, s_minValue, isInteger, definition.Minimum);
            at = PutNumber(text, at, s_maxValue, isInteger, definition.Maximum);
            if (definition.Step > 0)
            {
                at = PutNumber(text, at, s_minStep, isInteger, definition.Step);
            }
        }

        if (definition.MaxLength != 0)
        {
            at = PutLength(text, at, definition);
        }

        if (definition.IsEnumerationNarrowed)
        {
            writer.Sink.Append(text, 0, at);
            at = 0;
            WriteValidValues(writer, definition.ValidValues);
        }

        return at;
    }

    // Without the bracket that closes it. Neighbours among the words are moved in one copy.
    private static int PutPermissions(byte[] text, int at, CharacteristicDefinition definition)
    {
        at = TextPiece.Put(text, at, s_permissions);
        int left = (int)definition.Permissions & AnnouncedPermissions;
        int from = 0;
        int comma = 1;
        while (left != 0)
        {
            int end = from;
            while ((left & 1) != 0)
            {
                left >>= 1;
                end += PermissionBytes;
            }

            int count = end - from - comma;
            if (count > 0)
            {
                Array.Copy(s_permissionWords, from + comma, text, at, count);
                at += count;
                comma = 0;
            }

            left >>= 1;
            from = end + PermissionBytes;
        }

        return at;
    }

    private static int PutWord(byte[] text, int at, byte[] member, byte[] words, byte[] starts, int index)
    {
        at = TextPiece.Put(text, at, member);
        int start = starts[index];
        int count = starts[index + 1] - start;
        Array.Copy(words, start, text, at, count);
        at += count;
        text[at] = (byte)'"';
        return at + 1;
    }

    private static int PutNumber(byte[] text, int at, byte[] member, bool isInteger, double value)
    {
        at = TextPiece.Put(text, at, member);
        return isInteger ? TextPiece.PutSigned(text, at, (long)value) : at + FloatText.Format((float)value, text, at);
    }

    private static int PutLength(byte[] text, int at, CharacteristicDefinition definition)
    {
        bool isText = definition.Format == CharacteristicFormat.String;
        int usual = isText ? CharacteristicDefinition.DefaultMaxStringBytes : CharacteristicDefinition.DefaultMaxDataBytes;
        return definition.MaxLength == usual ? at
            : TextPiece.PutUnsigned(text, TextPiece.Put(text, at, isText ? s_maxLen : s_maxDataLen), (ulong)definition.MaxLength);
    }

    private static void WriteValidValues(JsonWriter writer, int[] values)
    {
        writer.Raw(s_validValues);
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                writer.Char((byte)',');
            }

            writer.Signed(values[i]);
        }

        writer.Char((byte)']');
    }
}
