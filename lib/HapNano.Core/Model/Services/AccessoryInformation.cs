// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Who made an accessory and what it is: the first service of every accessory. Made by <see cref="Accessory"/>.</summary>
/// <remarks>Its characteristics are found by their places instead of fields: a bridge has many of it, and seldom asks.</remarks>
public sealed class AccessoryInformation : Service
{
    /// <summary>Apple's number.</summary>
    internal const int AppleType = 0x3E;

    /// <summary>Makes the service; the parameters are those of <see cref="Accessory"/>.</summary>
    internal AccessoryInformation(string name, string maker, string model, string serial, string firmware, string hardware)
        : base(AppleType)
    {
        Add(new BoolCharacteristic(InformationDefinitions.Identify));
        Add(new StringCharacteristic(InformationDefinitions.Manufacturer, maker));
        Add(new StringCharacteristic(InformationDefinitions.Model, model));
        Add(new StringCharacteristic(InformationDefinitions.Name, name));
        Add(new StringCharacteristic(InformationDefinitions.SerialNumber, serial));
        Add(new StringCharacteristic(InformationDefinitions.FirmwareRevision, firmware));
        if (hardware != null)
        {
            Add(new StringCharacteristic(InformationDefinitions.HardwareRevision, hardware));
        }
    }

    /// <summary>Written true when a user wants to know which accessory this is; see <see cref="Accessory.Identified"/>.</summary>
    public BoolCharacteristic Identify => (BoolCharacteristic)CharacteristicAt(0);

    /// <summary>Maker, 1..64 bytes.</summary>
    public StringCharacteristic Manufacturer => (StringCharacteristic)CharacteristicAt(1);

    /// <summary>Model, 2..64 bytes.</summary>
    public StringCharacteristic Model => (StringCharacteristic)CharacteristicAt(2);

    /// <summary>The accessory's name, 1..64 bytes.</summary>
    public StringCharacteristic Name => (StringCharacteristic)CharacteristicAt(3);

    /// <summary>Serial number, 2..64 bytes.</summary>
    public StringCharacteristic SerialNumber => (StringCharacteristic)CharacteristicAt(4);

    /// <summary>Version of the product's firmware, x[.y[.z]].</summary>
    public StringCharacteristic FirmwareRevision => (StringCharacteristic)CharacteristicAt(5);

    /// <summary>Version of the hardware, x[.y[.z]]; null when the accessory has none.</summary>
    public StringCharacteristic HardwareRevision => (StringCharacteristic)Find(InformationDefinitions.HardwareRevision);
}
