// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Model;

/// <summary>Kept values as one record: those of a lamp that comes back after a power cut as it was.</summary>
/// <remarks>
/// <para>Layout of <see cref="Storage.StoreRecord.Values"/>, little-endian:</para>
/// <code>
/// version      1    1
/// entry, any number of them:
///   iid        2    instance id of a characteristic; 0: the 8 bytes behind it are the id of the accessory that what follows belongs to
///   count      2    bytes of the value
///   value   count   JSON text, as in an answer to GET /characteristics: true, 42, 21.5, "text"
/// </code>
/// <para>Text, because it reads the same whatever format the next firmware gives the characteristic, and is as short as numbers would be.</para>
/// </remarks>
internal static class ValueRecord
{
    private const byte Version = 1;
    private const int HeaderBytes = 1;
    private const int IdBytes = 2;
    private const int AccessoryEntryBytes = IdBytes + 8;
    private const int EntryHeaderBytes = IdBytes + 2;

    // "-9223372036854775808", and every float (FloatText) is no longer.
    private const int NumberBytes = 20;

    // A control character is escaped as six; two quotes.
    private const int EscapedBytes = 6;
    private const int QuoteBytes = 2;

    /// <summary>The most bytes that <see cref="Save"/> writes.</summary>
    internal static int CapacityBytes(AccessoryDatabase database)
    {
        int capacity = HeaderBytes + (database.AccessoryCount * AccessoryEntryBytes);
        for (int i = 0; i < database.CharacteristicCount; i++)
        {
            Characteristic characteristic = database.CharacteristicAt(i);
            int length = characteristic.Definition.MaxLength;
            capacity += !characteristic.IsKept ? 0 : EntryHeaderBytes + (length == 0 ? NumberBytes : QuoteBytes + (length * EscapedBytes));
        }

        return capacity;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="database">Whose values.</param>
    /// <param name="writer">To be used; its sink is reset.</param>
    /// <param name="buffer">Receives at most <see cref="CapacityBytes"/> bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <returns>Bytes written.</returns>
    /// <remarks>Allocates nothing.</remarks>
    internal static int Save(AccessoryDatabase database, JsonWriter writer, byte[] buffer, int offset)
    {
        int at = offset;
        buffer[at++] = Version;
        Accessory last = null;
        for (int i = 0; i < database.CharacteristicCount; i++)
        {
            Characteristic characteristic = database.CharacteristicAt(i);
            if (!characteristic.IsKept)
            {
                continue;
            }

            Accessory accessory = characteristic.Service.Accessory;
            if (accessory != last)
            {
                Write(buffer, at, 0, IdBytes);
                Write(buffer, at + IdBytes, accessory.AccessoryId, 8);
                at += AccessoryEntryBytes;
                last = accessory;
            }

            int valueOffset = at + EntryHeaderBytes;
            writer.Sink.Reset(buffer, valueOffset, buffer.Length - valueOffset, 0);
            characteristic.WriteValue(writer, null);
            Write(buffer, at, (ulong)characteristic.InstanceId, IdBytes);
            Write(buffer, at + IdBytes, (ulong)writer.Sink.Written, 2);
            at = valueOffset + writer.Sink.Written;
        }

        return at - offset;
    }

    /// <summary>Reads the record into the database. Stops where the record makes no sense.</summary>
    /// <param name="database">Whose values.</param>
    /// <param name="buffer">Holds the record.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes; 0 or less for none.</param>
    /// <remarks>
    /// A device may answer one value by changing another, as a lamp does whose colour ends with a colour temperature. A second pass therefore
    /// puts back what the first one moved, and the outcome does not depend on the order of the characteristics.
    /// </remarks>
    internal static void Restore(AccessoryDatabase database, byte[] buffer, int offset, int count)
    {
        if (count < HeaderBytes || buffer[offset] != Version)
        {
            return;
        }

        RestorePass(database, buffer, offset, count, false);
        RestorePass(database, buffer, offset, count, true);
    }

    private static void RestorePass(AccessoryDatabase database, byte[] buffer, int offset, int count, bool isSecond)
    {
        var reader = new JsonReader();
        ulong accessoryId = 0;
        int end = offset + count;
        int at = offset + HeaderBytes;
        while (end - at >= EntryHeaderBytes)
        {
            ulong instanceId = Read(buffer, at, IdBytes);
            int valueCount = instanceId == 0 ? AccessoryEntryBytes - EntryHeaderBytes : (int)Read(buffer, at + IdBytes, 2);
            int valueOffset = at + EntryHeaderBytes;
            if (end - valueOffset < valueCount)
            {
                return;
            }

            if (instanceId == 0)
            {
                accessoryId = Read(buffer, at + IdBytes, 8);
            }
            else
            {
                RestoreValue(database.Find(accessoryId, instanceId), reader, buffer, valueOffset, valueCount, isSecond);
            }

            at = valueOffset + valueCount;
        }
    }

    private static void RestoreValue(Characteristic characteristic, JsonReader reader, byte[] buffer, int offset, int count, bool isSecond)
    {
        if (characteristic == null || !characteristic.IsKept || (isSecond && Holds(characteristic, buffer, offset, count)))
        {
            return;
        }

        reader.Reset(buffer, offset, count);
        if (reader.Next() == ParseStatus.Done)
        {
            characteristic.Restore(reader);
        }
    }

    // Whether the value is that of the record already.
    private static bool Holds(Characteristic characteristic, byte[] buffer, int offset, int count)
    {
        // One byte more, so that a longer text is not taken for its beginning.
        byte[] text = new byte[count + 1];
        var sink = new ByteSink();
        sink.Reset(text, 0, text.Length, 0);
        characteristic.WriteValue(new JsonWriter(sink), null);
        bool isEqual = sink.Written == count;
        for (int i = 0; isEqual && i < count; i++)
        {
            isEqual = text[i] == buffer[offset + i];
        }

        return isEqual;
    }

    private static ulong Read(byte[] buffer, int at, int count)
    {
        ulong value = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            value = (value << 8) | buffer[at + i];
        }

        return value;
    }

    private static void Write(byte[] buffer, int at, ulong value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            buffer[at + i] = (byte)(value >> (8 * i));
        }
    }
}
