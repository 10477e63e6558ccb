// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections;

namespace HapNano.Model;

/// <summary>
/// Apple's definitions of characteristics, in the order of their numbers. Each is made when it is first asked for and then shared: a definition
/// that a firmware does not use costs no heap, not even a static field.
/// </summary>
public static class CharacteristicDefinitions
{
    private static readonly ArrayList s_made = new ArrayList();

    /// <summary>Brightness of a light: int, 0..100 percent, step 1; read, write, events.</summary>
    public static CharacteristicDefinition Brightness => Find(0x8)
        ?? Keep(new CharacteristicDefinition(0x8, CharacteristicFormat.Int, CharacteristicPermissions.ReadWriteNotify, CharacteristicUnit.Percentage, minimum: 0, maximum: 100, step: 1));

    /// <summary>Hue of a colour: float, 0..360 degrees, step 1; read, write, events.</summary>
    public static CharacteristicDefinition Hue => Find(0x13)
        ?? Keep(new CharacteristicDefinition(0x13, CharacteristicFormat.Float, CharacteristicPermissions.ReadWriteNotify, CharacteristicUnit.ArcDegrees, minimum: 0, maximum: 360, step: 1));

    /// <summary>Write true, and the accessory makes itself known: bool; write only.</summary>
    public static CharacteristicDefinition Identify => Find(0x14)
        ?? Keep(new CharacteristicDefinition(0x14, CharacteristicFormat.Bool, CharacteristicPermissions.Write));

    /// <summary>Who made the accessory: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition Manufacturer => Find(0x20)
        ?? Keep(new CharacteristicDefinition(0x20, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>The maker's name for the model: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition Model => Find(0x21)
        ?? Keep(new CharacteristicDefinition(0x21, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>Name of an accessory or service: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition Name => Find(0x23)
        ?? Keep(new CharacteristicDefinition(0x23, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>On or off: bool; read, write, events.</summary>
    public static CharacteristicDefinition On => Find(0x25)
        ?? Keep(new CharacteristicDefinition(0x25, CharacteristicFormat.Bool, CharacteristicPermissions.ReadWriteNotify));

    /// <summary>Whether something is plugged in and draws power: bool; read, events.</summary>
    public static CharacteristicDefinition OutletInUse => Find(0x26)
        ?? Keep(new CharacteristicDefinition(0x26, CharacteristicFormat.Bool, CharacteristicPermissions.ReadNotify));

    /// <summary>Saturation of a colour: float, 0..100 percent, step 1; read, write, events.</summary>
    public static CharacteristicDefinition Saturation => Find(0x2F)
        ?? Keep(new CharacteristicDefinition(0x2F, CharacteristicFormat.Float, CharacteristicPermissions.ReadWriteNotify, CharacteristicUnit.Percentage, minimum: 0, maximum: 100, step: 1));

    /// <summary>Serial number: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition SerialNumber => Find(0x30)
        ?? Keep(new CharacteristicDefinition(0x30, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>Version of the protocol: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition Version => Find(0x37)
        ?? Keep(new CharacteristicDefinition(0x37, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>Version of the firmware, x[.y[.z]]: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition FirmwareRevision => Find(0x52)
        ?? Keep(new CharacteristicDefinition(0x52, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>Version of the hardware, x[.y[.z]]: string, 64 bytes; read only.</summary>
    public static CharacteristicDefinition HardwareRevision => Find(0x53)
        ?? Keep(new CharacteristicDefinition(0x53, CharacteristicFormat.String, CharacteristicPermissions.Read));

    /// <summary>A press of a button, one of <see cref="ButtonPress"/>: uint8, 0..2, step 1; events, and reads that give null.</summary>
    public static CharacteristicDefinition ProgrammableSwitchEvent => Find(0x73)
        ?? Keep(new CharacteristicDefinition(0x73, CharacteristicFormat.UInt8, CharacteristicPermissions.ReadNotify, minimum: 0, maximum: 2, step: 1, validValues: new[] { 0, 1, 2 }));

    /// <summary>Which of several equal services this is: uint8, 1..255, step 1; read only.</summary>
    public static CharacteristicDefinition ServiceLabelIndex => Find(0xCB)
        ?? Keep(new CharacteristicDefinition(0xCB, CharacteristicFormat.UInt8, CharacteristicPermissions.Read, minimum: 1, maximum: 255, step: 1));

    /// <summary>How several equal services are labelled, 0 dots, 1 Arabic numerals: uint8, 0..1, step 1; read only.</summary>
    public static CharacteristicDefinition ServiceLabelNamespace => Find(0xCD)
        ?? Keep(new CharacteristicDefinition(0xCD, CharacteristicFormat.UInt8, CharacteristicPermissions.Read, minimum: 0, maximum: 1, step: 1, validValues: new[] { 0, 1 }));

    /// <summary>Colour temperature of white light: uint32, 140..500 mired (7,143..2,000 K), step 1; read, write, events.</summary>
    /// <remarks>Deviation: Apple's published code documents 50..400; 140..500 is what lamps have and what other accessories announce.</remarks>
    public static CharacteristicDefinition ColorTemperature => Find(0xCE)
        ?? Keep(new CharacteristicDefinition(0xCE, CharacteristicFormat.UInt32, CharacteristicPermissions.ReadWriteNotify, minimum: 140, maximum: 500, step: 1));

    /// <summary>Name of a service as the user edits it: string, 64 bytes; read, write, events.</summary>
    public static CharacteristicDefinition ConfiguredName => Find(0xE3)
        ?? Keep(new CharacteristicDefinition(0xE3, CharacteristicFormat.String, CharacteristicPermissions.ReadWriteNotify));

    private static CharacteristicDefinition Find(int type)
    {
        for (int i = 0; i < s_made.Count; i++)
        {
            var definition = (CharacteristicDefinition)s_made[i];
            if (definition.Type == type)
            {
                return definition;
            }
        }

        return null;
    }

    private static CharacteristicDefinition Keep(CharacteristicDefinition definition)
    {
        s_made.Add(definition);
        return definition;
    }
}
