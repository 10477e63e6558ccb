// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Text.Json;
using HapNano.Model;

namespace HapNano.Definitions.Tests;

/// <summary>Each of the 247 definitions as a controller sees it, beside its row.</summary>
[TestClass]
public sealed class CharacteristicTests
{
    private static readonly HapData s_data = Places.Load();

    public static IEnumerable<object[]> Names => s_data.Characteristics.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Definition_OfEachRow_AnnouncesTheRow(string name)
    {
        CharacteristicRow row = s_data.Characteristic(name);

        JsonElement made = Announce(New(row, Made.Definition(name)));

        Announced.AssertIsRow(row, made);
        Announced.AssertValueIsAllowed(row, made);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Definition_OfEachRow_KeepsWhatIsNotAnnounced(string name)
    {
        CharacteristicRow row = s_data.Characteristic(name);
        CharacteristicDefinition definition = Made.Definition(name);

        Assert.AreSame(definition, Made.Definition(name), "shared");
        Assert.AreEqual(row.AdminOnly.Contains("read"), definition.Permissions.HasFlag(CharacteristicPermissions.AdminRead));
        Assert.AreEqual(row.AdminOnly.Contains("write"), definition.Permissions.HasFlag(CharacteristicPermissions.AdminWrite));
        Assert.AreEqual(row.AdminOnly.Contains("notify"), definition.Permissions.HasFlag(CharacteristicPermissions.AdminNotify));
        CollectionAssert.AreEqual(row.ValidValues?.Select(valid => valid.Value).ToArray(), definition.ValidValues);
    }

    [TestMethod]
    public void Definition_NarrowedEnumeration_AnnouncesItsValues()
    {
        foreach (CharacteristicRow row in s_data.Characteristics.Where(row => row.ValidValues?.Length > 1 && !row.IsEvent))
        {
            var characteristic = (IntCharacteristic)New(row, Made.Definition(row.Name));
            int[] fewer = [.. row.ValidValues!.Skip(1).Select(valid => valid.Value)];

            characteristic.SetValidValues(fewer);

            JsonElement made = Announce(characteristic);
            CollectionAssert.AreEqual(fewer, made.GetProperty("valid-values").EnumerateArray().Select(value => value.GetInt32()).ToArray(), row.Name);
            Assert.Contains(characteristic.Value, fewer, row.Name);
        }
    }

    [TestMethod]
    public void Constants_OfEachEnumeration_AreItsNames()
    {
        int classes = 0;
        foreach (CharacteristicRow row in s_data.Characteristics.Where(row => row.Enumeration == null && (row.ValidValues ?? (object?)row.ValidBits) != null))
        {
            string[] expected = row.ValidBits != null
                ? [.. row.ValidBits.Select(bit => $"{bit.Name} {bit.Mask}")]
                : [.. row.ValidValues!.Where(value => value.Name != null).Select(value => $"{value.Name} {value.Value}")];

            FieldInfo[] constants = Made.Class(row.Name).GetFields(BindingFlags.Public | BindingFlags.Static);

            CollectionAssert.AreEqual(expected, constants.Select(constant => $"{constant.Name} {constant.GetRawConstantValue()}").ToArray(), row.Name);
            classes++;
        }

        Assert.AreEqual(72, classes);
    }

    [TestMethod]
    public void ButtonPress_ByHand_IsTheRowsEnumeration()
    {
        NamedValue[] values = s_data.Characteristic("ProgrammableSwitchEvent").ValidValues!;

        CollectionAssert.AreEqual(values.Select(value => value.Name).ToArray(), Enum.GetNames<ButtonPress>());
        CollectionAssert.AreEqual(values.Select(value => value.Value).ToArray(), Enum.GetValues<ButtonPress>().Select(value => (int)value).ToArray());
    }

    private static Characteristic New(CharacteristicRow row, CharacteristicDefinition definition) =>
        row.IsText ? new StringCharacteristic(definition, row.Name.EndsWith("Revision", StringComparison.Ordinal) ? "1.0" : "Made")
        : row.IsEvent ? new EventCharacteristic(definition)
        : row.Format == "bool" ? new BoolCharacteristic(definition)
        : row.Format == "float" ? new FloatCharacteristic(definition)
        : row.IsInteger ? new IntCharacteristic(definition)
        : new DataCharacteristic(definition);

    private static JsonElement Announce(Characteristic characteristic)
    {
        var service = new Service("6D2AE1C5-9AEC-11EA-BB37-0242AC130002");
        service.Add(characteristic);
        return Made.CharacteristicsOf(Made.Services(Made.Accessory(service))[^1]).Single();
    }
}
