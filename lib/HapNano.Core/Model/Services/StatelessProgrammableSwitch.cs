// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A button, whose presses start scenes.</summary>
public sealed class StatelessProgrammableSwitch : Service
{
    /// <summary>Makes a button with all three presses.</summary>
    public StatelessProgrammableSwitch()
        : base(0x89, AccessoryCategory.ProgrammableSwitch)
    {
        ProgrammableSwitchEvent = new EventCharacteristic(CharacteristicDefinitions.ProgrammableSwitchEvent);
        Add(ProgrammableSwitchEvent);
    }

    /// <summary>The presses, values of <see cref="ButtonPress"/>; <see cref="SetPresses"/> narrows them to those that the hardware has.</summary>
    public EventCharacteristic ProgrammableSwitchEvent { get; }

    /// <summary>Which of several buttons this is, 1..255; null until <see cref="AddServiceLabelIndex"/>.</summary>
    public IntCharacteristic ServiceLabelIndex { get; private set; }

    /// <summary>The name that controllers show for this service; null until <see cref="AddName"/>.</summary>
    public StringCharacteristic Name { get; private set; }

    /// <summary>Says which presses the hardware can tell apart, so that controllers offer no others.</summary>
    /// <param name="presses">At least one, in the order of <see cref="ButtonPress"/>.</param>
    /// <exception cref="DatabaseException">They are none or in another order, or the database is built.</exception>
    public void SetPresses(params ButtonPress[] presses)
    {
        var values = new int[presses.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (int)presses[i];
        }

        ProgrammableSwitchEvent.SetValidValues(values);
    }

    /// <summary>Adds <see cref="ServiceLabelIndex"/>. All buttons of the accessory are then linked from one <see cref="ServiceLabel"/>.</summary>
    /// <param name="index">1..255, different for each button.</param>
    /// <exception cref="DatabaseException">There is one already, or the database is built.</exception>
    public IntCharacteristic AddServiceLabelIndex(int index)
    {
        ServiceLabelIndex = new IntCharacteristic(CharacteristicDefinitions.ServiceLabelIndex, index);
        Add(ServiceLabelIndex);
        return ServiceLabelIndex;
    }

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
