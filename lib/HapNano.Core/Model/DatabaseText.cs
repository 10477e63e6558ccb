// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>The JSON of the database (HAP GET /accessories), member by member. Allocates nothing.</summary>
internal static class DatabaseText
{
    private static readonly byte[] s_accessories = Encoding.UTF8.GetBytes("{\"accessories\":[");
    private static readonly byte[] s_accessory = Encoding.UTF8.GetBytes("{\"aid\":");
    private static readonly byte[] s_services = Encoding.UTF8.GetBytes(",\"services\":[");
    private static readonly byte[] s_instance = Encoding.UTF8.GetBytes("{\"iid\":");
    private static readonly byte[] s_primary = Encoding.UTF8.GetBytes(",\"primary\":true");
    private static readonly byte[] s_hidden = Encoding.UTF8.GetBytes(",\"hidden\":true");
    private static readonly byte[] s_linked = Encoding.UTF8.GetBytes(",\"linked\":[");
    private static readonly byte[] s_characteristics = Encoding.UTF8.GetBytes(",\"characteristics\":[");

    /// <summary>Writes a characteristic with the brackets around it: those that open before the first of its service and accessory, and
    /// those that close behind the last.</summary>
    /// <param name="writer">Receives the text. What opens takes 163 bytes of its scratch.</param>
    /// <param name="characteristics">All of the database.</param>
    /// <param name="unit">Which one.</param>
    /// <param name="hasValues">False to leave out every value: the structure alone.</param>
    /// <param name="snapshot">The value; null for the value now.</param>
    internal static void WriteUnit(JsonWriter writer, Characteristic[] characteristics, int unit, bool hasValues, ValueSnapshot snapshot)
    {
        Characteristic characteristic = characteristics[unit];
        Service service = characteristic.Service;
        Accessory accessory = service.Accessory;
        byte[] text = writer.Scratch;
        int at = 1;
        if (unit == 0)
        {
            at = TextPiece.Put(text, 0, s_accessories);
        }
        else
        {
            text[0] = (byte)',';
        }

        if (unit == service.FirstCharacteristic)
        {
            if (unit == accessory.FirstCharacteristic)
            {
                at = PutAccessory(text, at, accessory);
            }

            at = OpenService(writer, text, at, service);
        }

        // The level that ends last decides: behind it nothing goes on.
        int next = unit + 1;
        int closings = next == characteristics.Length ? 3
            : next == accessory.FirstCharacteristic + accessory.CharacteristicCount ? 2
            : next == service.FirstCharacteristic + service.CharacteristicCount ? 1
            : 0;
        CharacteristicText.Write(writer, characteristic, at, hasValues, snapshot, closings);
    }

    private static int PutAccessory(byte[] text, int at, Accessory accessory)
    {
        at = TextPiece.Put(text, at, s_accessory);
        at = TextPiece.PutUnsigned(text, at, accessory.AccessoryId);
        return TextPiece.Put(text, at, s_services);
    }

    // Written as a whole, what was in the scratch before it too: nothing is in it then.
    private static int OpenService(JsonWriter writer, byte[] text, int at, Service service)
    {
        at = TextPiece.Put(text, at, s_instance);
        at = TextPiece.PutUnsigned(text, at, (ulong)service.InstanceId);
        at = CharacteristicText.PutType(text, at, service.Type, service.VendorType);
        if (service.IsPrimary)
        {
            at = TextPiece.Put(text, at, s_primary);
        }

        if (service.IsHidden)
        {
            at = TextPiece.Put(text, at, s_hidden);
        }

        if (service.Linked.Length > 0)
        {
            writer.Sink.Append(text, 0, at);
            at = 0;
            WriteLinked(writer, service.Linked);
        }

        writer.Sink.Append(text, 0, TextPiece.Put(text, at, s_characteristics));
        return 0;
    }

    private static void WriteLinked(JsonWriter writer, Service[] linked)
    {
        writer.Raw(s_linked);
        for (int i = 0; i < linked.Length; i++)
        {
            if (i > 0)
            {
                writer.Char((byte)',');
            }

            writer.Unsigned((ulong)linked[i].InstanceId);
        }

        writer.Char((byte)']');
    }
}
