// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>How several equal services, such as the buttons of a remote, are labelled. Link each of them.</summary>
public sealed class ServiceLabel : Service
{
    /// <summary>Makes labels that are numbers.</summary>
    public ServiceLabel()
        : base(0xCC)
    {
        ServiceLabelNamespace = new IntCharacteristic(CharacteristicDefinitions.ServiceLabelNamespace, 1);
        Add(ServiceLabelNamespace);
    }

    /// <summary>0 dots, 1 Arabic numerals.</summary>
    public IntCharacteristic ServiceLabelNamespace { get; }

    /// <summary>The name that controllers show for this service; null until <see cref="AddName"/>.</summary>
    public StringCharacteristic Name { get; private set; }

    /// <summary>Adds <see cref="Name"/>, for an accessory with several services that the user sees.</summary>
    /// <param name="name">1..64 bytes of letters, digits, spaces and apostrophes, a letter or digit first and last.</param>
    /// <exception cref="DatabaseException">The name breaks its rule, or there is one already.</exception>
    public StringCharacteristic AddName(string name)
    {
        Name = DatabaseRules.NewName(CharacteristicDefinitions.Name, name);
        Add(Name);
        return Name;
    }
}
