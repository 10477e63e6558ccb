// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>The definitions beside what public definitions of HAP say; of ColorTemperature the range that lamps have.</summary>
[TestClass]
public class CharacteristicDefinitionsTests
{
    [TestMethod]
    public void Brightness_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"8\",\"format\":\"int\",\"unit\":\"percentage\",\"minValue\":0,\"maxValue\":100,\"minStep\":1,\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.Brightness));
    }

    [TestMethod]
    public void Hue_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"13\",\"format\":\"float\",\"unit\":\"arcdegrees\",\"minValue\":0,\"maxValue\":360,\"minStep\":1,\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.Hue));
    }

    [TestMethod]
    public void Identify_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"14\",\"format\":\"bool\",\"perms\":[\"pw\"]",
            Text(InformationDefinitions.Identify));
    }

    [TestMethod]
    public void Manufacturer_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"20\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.Manufacturer));
    }

    [TestMethod]
    public void Model_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"21\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.Model));
    }

    [TestMethod]
    public void Name_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"23\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(CharacteristicDefinitions.Name));
    }

    [TestMethod]
    public void On_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"25\",\"format\":\"bool\",\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.On));
    }

    [TestMethod]
    public void OutletInUse_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"26\",\"format\":\"bool\",\"perms\":[\"pr\",\"ev\"]",
            Text(CharacteristicDefinitions.OutletInUse));
    }

    [TestMethod]
    public void Saturation_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"2F\",\"format\":\"float\",\"unit\":\"percentage\",\"minValue\":0,\"maxValue\":100,\"minStep\":1,\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.Saturation));
    }

    [TestMethod]
    public void SerialNumber_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"30\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.SerialNumber));
    }

    [TestMethod]
    public void Version_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"37\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.Version));
    }

    [TestMethod]
    public void FirmwareRevision_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"52\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.FirmwareRevision));
    }

    [TestMethod]
    public void HardwareRevision_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"53\",\"format\":\"string\",\"perms\":[\"pr\"]",
            Text(InformationDefinitions.HardwareRevision));
    }

    [TestMethod]
    public void ProgrammableSwitchEvent_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"73\",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":2,\"minStep\":1,\"perms\":[\"pr\",\"ev\"]",
            Text(CharacteristicDefinitions.ProgrammableSwitchEvent));
    }

    [TestMethod]
    public void ServiceLabelIndex_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"CB\",\"format\":\"uint8\",\"minValue\":1,\"maxValue\":255,\"minStep\":1,\"perms\":[\"pr\"]",
            Text(CharacteristicDefinitions.ServiceLabelIndex));
    }

    [TestMethod]
    public void ServiceLabelNamespace_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"CD\",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":1,\"minStep\":1,\"perms\":[\"pr\"]",
            Text(CharacteristicDefinitions.ServiceLabelNamespace));
    }

    [TestMethod]
    public void ColorTemperature_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"CE\",\"format\":\"uint32\",\"minValue\":140,\"maxValue\":500,\"minStep\":1,\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.ColorTemperature));
    }

    [TestMethod]
    public void ConfiguredName_Definition_IsApples()
    {
        Assert.AreEqual(
            ",\"type\":\"E3\",\"format\":\"string\",\"perms\":[\"pr\",\"pw\",\"ev\"]",
            Text(CharacteristicDefinitions.ConfiguredName));
    }

    private static string Text(CharacteristicDefinition definition)
    {
        byte[] buffer = new byte[300];
        var sink = new ByteSink();
        sink.Reset(buffer, 0, buffer.Length, 0);
        var writer = new JsonWriter(sink);
        CharacteristicText.WriteType(writer, definition);
        CharacteristicText.WriteMetadata(writer, definition);
        CharacteristicText.WritePermissions(writer, definition);
        return Encoding.UTF8.GetString(buffer, 0, sink.Written);
    }
}
