// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>The JSON of the database (HAP GET /accessories), member by member. Allocates nothing.</summary>
internal static class DatabaseText
{
    private const int AnnouncedPermissions = 7;
    private const int PermissionBytes = 5;

    private static readonly byte[] s_accessories = Encoding.UTF8.GetBytes("{\"accessories\":[");
    private static readonly byte[] s_accessory = Encoding.UTF8.GetBytes("{\"aid\":");
    private static readonly byte[] s_services = Encoding.UTF8.GetBytes(",\"services\":[");
    private static readonly byte[] s_instance = Encoding.UTF8.GetBytes("{\"iid\":");
    private static readonly byte[] s_type = Encoding.UTF8.GetBytes(",\"type\":");
    private static readonly byte[] s_primary = Encoding.UTF8.GetBytes(",\"primary\":true");
    private static readonly byte[] s_hidden = Encoding.UTF8.GetBytes(",\"hidden\":true");
    private static readonly byte[] s_linked = Encoding.UTF8.GetBytes(",\"linked\":[");
    private static readonly byte[] s_characteristics = Encoding.UTF8.GetBytes(",\"characteristics\":[");
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

    /// <summary>Writes a characteristic with the brackets around it: those that open before the first of its service and accessory, and
    /// those that close behind the last.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="characteristic">Which one.</param>
    /// <param name="hasValues">False to leave out every value: the structure alone.</param>
    /// <param name="snapshot">The value; null for the value now.</param>
    internal static void WriteUnit(JsonWriter writer, Characteristic characteristic, bool hasValues, ValueSnapshot snapshot)
    {
        Service service = characteristic.Service;
        Accessory accessory = service.Accessory;
        AccessoryDatabase database = accessory.Database;
        bool isFirst = service.CharacteristicAt(0) == characteristic;
        bool isLast = service.CharacteristicAt(service.CharacteristicCount - 1) == characteristic;
        bool isFirstService = isFirst && accessory.ServiceAt(0) == service;
        bool isLastService = isLast && accessory.ServiceAt(accessory.ServiceCount - 1) == service;
        bool isFirstAccessory = isFirstService && database.AccessoryAt(0) == accessory;
        bool isLastAccessory = isLastService && database.AccessoryAt(database.AccessoryCount - 1) == accessory;

        if (isFirstAccessory)
        {
            writer.Raw(s_accessories);
        }
        else
        {
            writer.Char((byte)',');
        }

        if (isFirstService)
        {
            OpenAccessory(writer, accessory);
        }

        if (isFirst)
        {
            OpenService(writer, service);
        }

        WriteCharacteristic(writer, characteristic, hasValues, snapshot);
        Close(writer, isLast);
        Close(writer, isLastService);
        Close(writer, isLastAccessory);
    }

    /// <summary>Writes the member <c>type</c> with a comma before it.</summary>
    internal static void WriteType(JsonWriter writer, int type, byte[] vendorType)
    {
        writer.Raw(s_type);
        if (vendorType == null)
        {
            writer.Type((uint)type);
        }
        else
        {
            writer.String(vendorType, 0, vendorType.Length);
        }
    }

    /// <summary>Writes the member <c>format</c> with a comma before it.</summary>
    internal static void WriteFormat(JsonWriter writer, CharacteristicDefinition definition)
    {
        WriteWord(writer, s_format, s_formats, s_formatStarts, (int)definition.Format);
    }

    /// <summary>Writes unit, range, step, length and valid values, as far as there are, each with a comma before it.</summary>
    internal static void WriteLimits(JsonWriter writer, CharacteristicDefinition definition)
    {
        if (definition.Unit != CharacteristicUnit.None)
        {
            WriteWord(writer, s_unit, s_units, s_unitStarts, (int)definition.Unit);
        }

        if (definition.HasRange)
        {
            WriteNumber(writer, s_minValue, definition.IsInteger, definition.Minimum);
            WriteNumber(writer, s_maxValue, definition.IsInteger, definition.Maximum);
        }

        if (definition.Step > 0)
        {
            WriteNumber(writer, s_minStep, definition.IsInteger, definition.Step);
        }

        WriteLength(writer, definition);
        if (definition.IsEnumerationNarrowed)
        {
            WriteValidValues(writer, definition.ValidValues);
        }
    }

    /// <summary>Writes the member <c>perms</c> with a comma before it.</summary>
    internal static void WritePermissions(JsonWriter writer, CharacteristicDefinition definition)
    {
        writer.Raw(s_permissions);
        int permissions = (int)definition.Permissions;
        int comma = 1;
        for (int i = 0; i < AnnouncedPermissions; i++)
        {
            if ((permissions & (1 << i)) != 0)
            {
                writer.Sink.Append(s_permissionWords, (i * PermissionBytes) + comma, PermissionBytes - comma);
                comma = 0;
            }
        }

        writer.Char((byte)']');
    }

    private static void OpenAccessory(JsonWriter writer, Accessory accessory)
    {
        writer.Raw(s_accessory);
        writer.Unsigned(accessory.AccessoryId);
        writer.Raw(s_services);
    }

    private static void OpenService(JsonWriter writer, Service service)
    {
        writer.Raw(s_instance);
        writer.Unsigned((ulong)service.InstanceId);
        WriteType(writer, service.Type, service.VendorType);
        if (service.IsPrimary)
        {
            writer.Raw(s_primary);
        }

        if (service.IsHidden)
        {
            writer.Raw(s_hidden);
        }

        if (service.Linked.Length > 0)
        {
            WriteLinked(writer, service.Linked);
        }

        writer.Raw(s_characteristics);
    }

    private static void WriteLinked(JsonWriter writer, Service[] linked)
    {
        writer.Raw(s_linked);
        for (int i = 0; i < linked.Length; i++)
        {
            Separate(writer, i == 0);
            writer.Unsigned((ulong)linked[i].InstanceId);
        }

        writer.Char((byte)']');
    }

    private static void WriteCharacteristic(JsonWriter writer, Characteristic characteristic, bool hasValues, ValueSnapshot snapshot)
    {
        CharacteristicDefinition definition = characteristic.Definition;
        writer.Raw(s_instance);
        writer.Unsigned((ulong)characteristic.InstanceId);
        WriteType(writer, definition.Type, definition.VendorType);
        WriteFormat(writer, definition);
        if (hasValues && definition.CanRead)
        {
            writer.Raw(s_value);
            if (definition.IsControlPoint)
            {
                writer.Raw(s_emptyString);
            }
            else
            {
                characteristic.WriteValue(writer, snapshot);
            }
        }

        WriteLimits(writer, definition);
        WritePermissions(writer, definition);
        writer.Char((byte)'}');
    }

    private static void WriteWord(JsonWriter writer, byte[] member, byte[] words, byte[] starts, int index)
    {
        writer.Raw(member);
        writer.Sink.Append(words, starts[index], starts[index + 1] - starts[index]);
        writer.Char((byte)'"');
    }

    private static void WriteNumber(JsonWriter writer, byte[] member, bool isInteger, double value)
    {
        writer.Raw(member);
        if (isInteger)
        {
            writer.Signed((long)value);
        }
        else
        {
            writer.Float((float)value);
        }
    }

    private static void WriteLength(JsonWriter writer, CharacteristicDefinition definition)
    {
        bool isText = definition.Format == CharacteristicFormat.String;
        int usual = isText ? CharacteristicDefinition.DefaultMaxStringBytes : CharacteristicDefinition.DefaultMaxDataBytes;
        if (definition.MaxLength != 0 && definition.MaxLength != usual)
        {
            writer.Raw(isText ? s_maxLen : s_maxDataLen);
            writer.Unsigned((ulong)definition.MaxLength);
        }
    }

    private static void WriteValidValues(JsonWriter writer, int[] values)
    {
        writer.Raw(s_validValues);
        for (int i = 0; i < values.Length; i++)
        {
            Separate(writer, i == 0);
            writer.Signed(values[i]);
        }

        writer.Char((byte)']');
    }

    private static void Separate(JsonWriter writer, bool isFirst)
    {
        if (!isFirst)
        {
            writer.Char((byte)',');
        }
    }

    private static void Close(JsonWriter writer, bool isLast)
    {
        if (isLast)
        {
            writer.Char((byte)']');
            writer.Char((byte)'}');
        }
    }
}
