// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json;
using HapNano.Model;

namespace HapNano.Definitions.Tests;

/// <summary>Each of the 72 services, as a controller sees it, beside its row.</summary>
[TestClass]
public sealed class ServiceTests
{
    private static readonly HapData s_data = Places.Load();

    // By hand in HapNano.Core.
    private static readonly string[] s_information = ["AccessoryInformation", "ProtocolInformation"];

    public static IEnumerable<object[]> Names =>
        s_data.Services.Where(row => !s_information.Contains(row.Name)).Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Constructor_OfEachService_MakesTheRequiredCharacteristics(string name)
    {
        ServiceRow row = s_data.Service(name);
        Service service = Made.Service(name);

        JsonElement made = Made.Services(Made.Accessory(service))[^1];

        Assert.AreEqual(row.Type, Made.TypeOf(made));
        Assert.AreEqual(row.Category, service.Category.ToString());
        AssertHolds(row.Required, made);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Add_OfEveryOptionalCharacteristic_MakesAValidDatabase(string name)
    {
        ServiceRow row = s_data.Service(name);
        Service service = Made.Service(name);

        Made.AddOptional(service, service.GetType());

        AssertHolds([.. row.Required, .. row.Optional], Made.Services(Made.Accessory(service))[^1]);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Property_OfEachCharacteristic_IsTheOneInTheService(string name)
    {
        ServiceRow row = s_data.Service(name);
        Service service = Made.Service(name);
        foreach (string optional in row.Optional)
        {
            Assert.IsNull(service.GetType().GetProperty(optional)!.GetValue(service), optional);
        }

        Made.AddOptional(service, service.GetType());

        foreach (CharacteristicRow characteristic in row.Required.Concat(row.Optional).Select(s_data.Characteristic))
        {
            var made = (Characteristic)service.GetType().GetProperty(characteristic.Name)!.GetValue(service)!;
            Assert.AreSame(service.Find(Made.Definition(characteristic.Name)), made, characteristic.Name);
            Assert.AreEqual(characteristic.Kept && !row.NotKept.Contains(characteristic.Name), made.IsKept, characteristic.Name);
            AssertIsDefault(characteristic, made);
        }
    }

    [TestMethod]
    public void AccessoryInformation_WithEveryOption_IsTheRow()
    {
        ServiceRow row = s_data.Service("AccessoryInformation");
        Accessory accessory = Made.Accessory();

        Made.AddOptional(accessory.Information, Made.Class("AccessoryInformationOptions"));

        JsonElement made = Made.Services(accessory)[0];
        Assert.AreEqual(row.Type, Made.TypeOf(made));
        AssertHolds([.. row.Required, .. row.Optional], made);
    }

    [TestMethod]
    public void AccessoryInformation_WithoutOptions_HasTheRequiredCharacteristics()
    {
        var accessory = new Accessory("Made", "Maker", "Model", "SN-1");

        AssertHolds(s_data.Service("AccessoryInformation").Required, Made.Services(accessory)[0]);
    }

    [TestMethod]
    public void ProtocolInformation_OfADatabase_IsTheRow()
    {
        ServiceRow row = s_data.Service("ProtocolInformation");

        JsonElement made = Made.Services(Made.Accessory())[1];

        Assert.AreEqual(row.Type, Made.TypeOf(made));
        AssertHolds(row.Required, made);
    }

    [TestMethod]
    public void Services_AllTogether_AreOneValidDatabase()
    {
        Service[] services = [.. Names.Select(name => Made.Service((string)name[0]))];
        foreach (Service service in services)
        {
            Made.AddOptional(service, service.GetType());
        }

        JsonElement[] made = Made.Services(Made.Accessory(services));

        Assert.HasCount(s_data.Services.Length, made);
        Assert.HasCount(72, made);
    }

    [TestMethod]
    public void Categories_ByHand_AreTheRows()
    {
        string[] expected = [.. s_data.Categories.Select(row => $"{row.Id} {row.Name}")];

        string[] made = [.. Enum.GetValues<AccessoryCategory>().Where(category => category >= 0).Select(category => $"{(int)category} {category}")];

        CollectionAssert.AreEquivalent(expected, made);
    }

    /// <summary>Exactly these characteristics, each as its row says, with a value that a controller takes.</summary>
    private static void AssertHolds(string[] names, JsonElement service)
    {
        JsonElement[] made = Made.CharacteristicsOf(service);
        CollectionAssert.AreEquivalent(names.Select(name => s_data.Characteristic(name).Type).ToArray(), made.Select(Made.TypeOf).ToArray());
        foreach (JsonElement characteristic in made)
        {
            CharacteristicRow row = s_data.Characteristics.Single(row => row.Type == Made.TypeOf(characteristic));
            Announced.AssertIsRow(row, characteristic);
            Announced.AssertValueIsAllowed(row, characteristic);
        }
    }

    private static void AssertIsDefault(CharacteristicRow row, Characteristic made)
    {
        double number = row.Default is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : Math.Max(0, row.MinValue ?? 0);
        switch (made)
        {
            case BoolCharacteristic bit:
                Assert.AreEqual(row.Default?.ValueKind == JsonValueKind.True, bit.Value, row.Name);
                break;
            case IntCharacteristic whole:
                Assert.AreEqual((long)number, whole.WideValue, row.Name);
                break;
            case FloatCharacteristic fraction:
                Assert.AreEqual((float)number, fraction.Value, row.Name);
                break;
        }
    }
}
