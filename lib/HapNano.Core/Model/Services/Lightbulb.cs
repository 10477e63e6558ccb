// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A lamp: On, and what else it has switched on by name.</summary>
/// <remarks>
/// <para>Bind each characteristic to the device's side of it: <c>lamp.On.Bind(leds.On); lamp.AddBrightness().Bind(leds.Brightness);</c></para>
/// <para>Controllers send On, Brightness, Hue and Saturation in one request, in any order. What must change all at once is told once behind the
/// request: <c>lamp.Written += _ =&gt; strip.Show(lamp.On.Value, lamp.Hue.Value, lamp.Saturation.Value, lamp.Brightness.Value);</c></para>
/// <para>Home uses Hue and Saturation together; a lamp that has ColorTemperature too keeps them consistent with it.</para>
/// </remarks>
public sealed class Lightbulb : Service
{
    /// <summary>Makes a lamp that is off.</summary>
    public Lightbulb()
        : base(0x43, AccessoryCategory.Lightbulb)
    {
        On = new BoolCharacteristic(CharacteristicDefinitions.On) { IsKept = true };
        Add(On);
    }

    /// <summary>On or off. Comes back after a restart.</summary>
    public BoolCharacteristic On { get; }

    /// <summary>Brightness, 0..100 percent; null until <see cref="AddBrightness"/>. Comes back after a restart.</summary>
    public IntCharacteristic Brightness { get; private set; }

    /// <summary>Hue, 0..360 degrees; null until <see cref="AddHue"/>. Comes back after a restart.</summary>
    public FloatCharacteristic Hue { get; private set; }

    /// <summary>Saturation, 0..100 percent; null until <see cref="AddSaturation"/>. Comes back after a restart.</summary>
    public FloatCharacteristic Saturation { get; private set; }

    /// <summary>Colour temperature, 140..500 mired (1,000,000 / kelvin); null until <see cref="AddColorTemperature"/>. Comes back after a restart.</summary>
    public IntCharacteristic ColorTemperature { get; private set; }

    /// <summary>The name that controllers show for this service; null until <see cref="AddName"/>.</summary>
    public StringCharacteristic Name { get; private set; }

    /// <summary>Name as the user edits it; null until <see cref="AddConfiguredName"/>.</summary>
    public StringCharacteristic ConfiguredName { get; private set; }

    /// <summary>Adds <see cref="Brightness"/>.</summary>
    /// <param name="value">Percent until somebody changes it.</param>
    /// <returns>The characteristic, to bind or narrow.</returns>
    /// <exception cref="DatabaseException">There is one already, or the database is built.</exception>
    public IntCharacteristic AddBrightness(int value = 100)
    {
        Brightness = new IntCharacteristic(CharacteristicDefinitions.Brightness, value) { IsKept = true };
        Add(Brightness);
        return Brightness;
    }

    /// <summary>Adds <see cref="Hue"/>.</summary>
    /// <param name="value">Degrees until somebody changes it.</param>
    /// <returns>The characteristic, to bind or narrow.</returns>
    /// <exception cref="DatabaseException">There is one already, or the database is built.</exception>
    public FloatCharacteristic AddHue(float value = 0)
    {
        Hue = new FloatCharacteristic(CharacteristicDefinitions.Hue, value) { IsKept = true };
        Add(Hue);
        return Hue;
    }

    /// <summary>Adds <see cref="Saturation"/>.</summary>
    /// <param name="value">Percent until somebody changes it.</param>
    /// <returns>The characteristic, to bind or narrow.</returns>
    /// <exception cref="DatabaseException">There is one already, or the database is built.</exception>
    public FloatCharacteristic AddSaturation(float value = 0)
    {
        Saturation = new FloatCharacteristic(CharacteristicDefinitions.Saturation, value) { IsKept = true };
        Add(Saturation);
        return Saturation;
    }

    /// <summary>Adds <see cref="ColorTemperature"/>.</summary>
    /// <param name="value">Mired until somebody changes it.</param>
    /// <returns>The characteristic, to bind or narrow.</returns>
    /// <exception cref="DatabaseException">There is one already, or the database is built.</exception>
    public IntCharacteristic AddColorTemperature(int value = 200)
    {
        ColorTemperature = new IntCharacteristic(CharacteristicDefinitions.ColorTemperature, value) { IsKept = true };
        Add(ColorTemperature);
        return ColorTemperature;
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
