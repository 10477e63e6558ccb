// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A switch: On.</summary>
public sealed class Switch : Service
{
    /// <summary>Makes a switch that is off.</summary>
    public Switch()
        : base(0x49, AccessoryCategory.Switch)
    {
        On = new BoolCharacteristic(CharacteristicDefinitions.On) { IsKept = true };
        Add(On);
    }

    /// <summary>On or off. Comes back after a restart.</summary>
    public BoolCharacteristic On { get; }

    /// <summary>The name that controllers show for this service; null until <see cref="AddName"/>.</summary>
    public StringCharacteristic Name { get; private set; }

    /// <summary>Name as the user edits it; null until <see cref="AddConfiguredName"/>.</summary>
    public StringCharacteristic ConfiguredName { get; private set; }

    /// <summary>Adds <see cref="Name"/>, for an accessory with several services that the user sees.</summary>
    /// <param name="name">1..64 bytes of letters, digits, spaces and apostrophes, a letter or digit first and last.</param>
    /// <exception cref="DatabaseException">The name breaks its rule, or there is one already.</exception>
    public StringCharacteristic AddName(string name)
    {
        Name = DatabaseRules.NewName(CharacteristicDefinitions.Name, name);
        Add(Name);
        return Name;
    }

    /// <summary>Adds <see cref="ConfiguredName"/>, which since iOS 16 is the name that Home shows for a service. Comes back after a restart.</summary>
    /// <param name="name">As for <see cref="AddName"/>, until the user edits it.</param>
    /// <exception cref="DatabaseException">The name breaks its rule, or there is one already.</exception>
    public StringCharacteristic AddConfiguredName(string name)
    {
        ConfiguredName = DatabaseRules.NewName(CharacteristicDefinitions.ConfiguredName, name);
        ConfiguredName.IsKept = true;
        Add(ConfiguredName);
        return ConfiguredName;
    }
}
