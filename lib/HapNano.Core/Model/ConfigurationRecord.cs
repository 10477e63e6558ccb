// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Model;

/// <summary>
/// The configuration number (HAP TXT <c>c#</c>): goes up by one whenever the structure of the database or the firmware has changed, and tells
/// controllers to read the accessory anew.
/// </summary>
/// <remarks>
/// <para>The new record must be stored before its number is announced: a number that is forgotten would come again for another structure.</para>
/// <para>Layout of <see cref="Storage.StoreRecord.Configuration"/>, little-endian:</para>
/// <code>
/// version       1    1
/// number        2    1..65535
/// hash         16    AccessoryDatabase.HashStructure
/// firmware   0..64   FirmwareRevision of accessory 1, UTF-8, to the end of the record
/// </code>
/// </remarks>
internal static class ConfigurationRecord
{
    /// <summary>The largest record.</summary>
    internal const int MaxBytes = FirmwareOffset + CharacteristicDefinition.DefaultMaxStringBytes;

    private const byte Version = 1;
    private const int MaxNumber = 65535;
    private const int NumberOffset = 1;
    private const int HashOffset = NumberOffset + 2;
    private const int FirmwareOffset = HashOffset + AccessoryDatabase.StructureHashBytes;

    // When the record cannot be read: far from every number that a device has counted up to, so that a controller sees a change.
    private const int NumberAfterDamage = 32768;

    /// <summary>Finds the number that this structure and firmware have.</summary>
    /// <param name="stored">Holds the stored record.</param>
    /// <param name="count">Bytes of it from the start; -1 when there is none, -2 when it is damaged.</param>
    /// <param name="hash">Hash of the structure, 16 bytes.</param>
    /// <param name="firmware">FirmwareRevision of accessory 1, at most 64 bytes.</param>
    /// <param name="isNew">True when the record of <see cref="Write"/> is to be stored before the number is announced.</param>
    /// <returns>1..65535; after 65535 comes 1.</returns>
    internal static int Number(byte[] stored, int count, byte[] hash, byte[] firmware, out bool isNew)
    {
        isNew = true;
        if (count == -1)
        {
            return 1;
        }

        if (count < FirmwareOffset || stored[0] != Version)
        {
            return NumberAfterDamage;
        }

        int number = stored[NumberOffset] | (stored[NumberOffset + 1] << 8);
        isNew = count != FirmwareOffset + firmware.Length
            || !ByteText.AreEqual(stored, HashOffset, hash, AccessoryDatabase.StructureHashBytes)
            || !ByteText.AreEqual(stored, FirmwareOffset, firmware, firmware.Length);
        return !isNew ? number : number == MaxNumber ? 1 : number + 1;
    }

    /// <summary>Writes the record.</summary>
    /// <param name="number">1..65535.</param>
    /// <param name="hash">Hash of the structure, 16 bytes.</param>
    /// <param name="firmware">FirmwareRevision of accessory 1, at most 64 bytes.</param>
    /// <param name="buffer">Receives at most <see cref="MaxBytes"/> bytes from the start.</param>
    /// <returns>Bytes of the record.</returns>
    internal static int Write(int number, byte[] hash, byte[] firmware, byte[] buffer)
    {
        buffer[0] = Version;
        buffer[NumberOffset] = (byte)number;
        buffer[NumberOffset + 1] = (byte)(number >> 8);
        Array.Copy(hash, 0, buffer, HashOffset, AccessoryDatabase.StructureHashBytes);
        Array.Copy(firmware, 0, buffer, FirmwareOffset, firmware.Length);
        return FirmwareOffset + firmware.Length;
    }
}
