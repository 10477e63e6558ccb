// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Who made an accessory and what it is: the first service of every accessory. Made by <see cref="Accessory"/>.</summary>
public sealed class AccessoryInformation : Service
{
    /// <summary>Apple's number.</summary>
    internal const int AppleType = 0x3E;

    /// <summary>Makes the service; the parameters are those of <see cref="Accessory"/>.</summary>
    internal AccessoryInformation(string name, string maker, string model, string serial, string firmware, string hardware)
        : base(AppleType)
    {
        Identify = new BoolCharacteristic(InformationDefinitions.Identify);
        Manufacturer = new StringCharacteristic(InformationDefinitions.Manufacturer, maker);
        Model = new StringCharacteristic(InformationDefinitions.Model, model);
        Name = new StringCharacteristic(InformationDefinitions.Name, name);
        SerialNumber = new StringCharacteristic(InformationDefinitions.SerialNumber, serial);
        FirmwareRevision = new StringCharacteristic(InformationDefinitions.FirmwareRevision, firmware);
        Add(Identify);
        Add(Manufacturer);
        Add(Model);
        Add(Name);
        Add(SerialNumber);
        Add(FirmwareRevision);
        if (hardware != null)
        {
            HardwareRevision = new StringCharacteristic(InformationDefinitions.HardwareRevision, hardware);
            Add(HardwareRevision);
        }
    }

    /// <summary>Written true when a user wants to know which accessory this is; see <see cref="Accessory.Identified"/>.</summary>
    public BoolCharacteristic Identify { get; }

    /// <summary>Maker, 1..64 bytes.</summary>
    public StringCharacteristic Manufacturer { get; }

    /// <summary>Model, 2..64 bytes.</summary>
    public StringCharacteristic Model { get; }

    /// <summary>The accessory's name, 1..64 bytes.</summary>
    public StringCharacteristic Name { get; }

    /// <summary>Serial number, 2..64 bytes.</summary>
    public StringCharacteristic SerialNumber { get; }

    /// <summary>Version of the product's firmware, x[.y[.z]].</summary>
    public StringCharacteristic FirmwareRevision { get; }

    /// <summary>Version of the hardware, x[.y[.z]]; null when the accessory has none.</summary>
    public StringCharacteristic HardwareRevision { get; }
}
