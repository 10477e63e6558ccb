// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Definitions of the characteristics that every accessory has, shared by all accessories behind a bridge.</summary>
internal static class InformationDefinitions
{
    private static CharacteristicDefinition s_identify;
    private static CharacteristicDefinition s_manufacturer;
    private static CharacteristicDefinition s_model;
    private static CharacteristicDefinition s_name;
    private static CharacteristicDefinition s_serialNumber;
    private static CharacteristicDefinition s_firmwareRevision;

    /// <summary>Write true, and the accessory makes itself known: bool; write only.</summary>
    internal static CharacteristicDefinition Identify => s_identify ??= new CharacteristicDefinition(0x14, CharacteristicFormat.Bool, CharacteristicPermissions.Write);

    /// <summary>Who made the accessory: string, 1..64 bytes; read only.</summary>
    internal static CharacteristicDefinition Manufacturer => s_manufacturer ??= NewText(0x20);

    /// <summary>The maker's name for the model: string, 2..64 bytes; read only.</summary>
    internal static CharacteristicDefinition Model => s_model ??= NewText(0x21);

    /// <summary>Name of the accessory: string, 1..64 bytes; read only.</summary>
    internal static CharacteristicDefinition Name => s_name ??= NewText(0x23);

    /// <summary>Serial number: string, 2..64 bytes; read only.</summary>
    internal static CharacteristicDefinition SerialNumber => s_serialNumber ??= NewText(0x30);

    /// <summary>Version of the firmware, x[.y[.z]]: string; read only.</summary>
    internal static CharacteristicDefinition FirmwareRevision => s_firmwareRevision ??= NewText(0x52);

    /// <summary>Version of the hardware, x[.y[.z]]: string; read only. Not shared, as few accessories have one.</summary>
    internal static CharacteristicDefinition HardwareRevision => NewText(0x53);

    /// <summary>Version of the protocol: string; read only. There is one in the database.</summary>
    internal static CharacteristicDefinition Version => NewText(0x37);

    private static CharacteristicDefinition NewText(int type)
    {
        return new CharacteristicDefinition(type, CharacteristicFormat.String, CharacteristicPermissions.Read);
    }
}
