// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HapNano.Definitions.Tests;

/// <summary>What a project asks for is what it gets.</summary>
[TestClass]
public sealed partial class SelectionTests
{
    private static readonly HapData s_data = Places.Load();

    [TestMethod]
    public void Generate_OneService_HoldsNothingElse()
    {
        string code = Generate("Lightbulb=Brightness;Hue", "");

        string[] classes = [.. code.Split('\n').Where(line => line.StartsWith("public ", StringComparison.Ordinal))];
        CollectionAssert.AreEqual(
            new[] { "public sealed partial class Lightbulb : Service", "public static class CharacteristicDefinitions" }, classes);
        Assert.Contains("AddHue(", code);
        Assert.DoesNotContain("Saturation =>", code);
        Assert.AreEqual(3, code.Split("private static CharacteristicDefinition ").Length - 1);
    }

    [TestMethod]
    public void Generate_NoOptional_HasRequiredCharacteristicsOnly()
    {
        string code = Generate("Thermostat=None", "");

        Assert.Contains("public FloatCharacteristic TargetTemperature", code);
        Assert.DoesNotContain("Add(added)", code);
    }

    [TestMethod]
    public void Generate_NothingSaid_OffersEveryOptional()
    {
        string code = Generate("Thermostat=", "");

        foreach (string optional in s_data.Service("Thermostat").Optional)
        {
            Assert.Contains($" Add{optional}(", code);
        }
    }

    [TestMethod]
    public void Generate_CharacteristicOfTwoServices_IsDefinedOnce()
    {
        string code = Generate("Switch=None,Outlet=None", "On");

        Assert.AreEqual(2, code.Split("CharacteristicDefinition On =>").Length);
    }

    [TestMethod]
    public void Generate_EachServiceAlone_DefinesWhatItUsesAndNothingElse()
    {
        foreach (ServiceRow row in s_data.Services.Where(row => row.Name != "ProtocolInformation"))
        {
            string code = Generate(row.Name + "=", "");

            string[] used = [.. Used().Matches(code).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
            string[] defined = [.. Defined().Matches(code).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
            CollectionAssert.AreEqual(used, defined, row.Name);
        }
    }

    [TestMethod]
    public void Generate_NoService_HoldsTheCharacteristicsAskedFor()
    {
        string code = Generate("", "CurrentTemperature,AirQuality");

        Assert.Contains("CurrentTemperature =>", code);
        Assert.Contains("public const int Excellent = 1;", code);
        Assert.DoesNotContain(": Service", code);
    }

    [TestMethod]
    [DataRow("Lamp=", "", "HomeKit has no service Lamp")]
    [DataRow("Switch=", "Offness", "HomeKit has no characteristic Offness")]
    [DataRow("Switch=Hue", "", "Hue is no optional characteristic of Switch")]
    [DataRow("Switch=On", "", "On is no optional characteristic of Switch")]
    [DataRow("Switch=,Switch=None", "", "the service Switch is asked for twice")]
    [DataRow("ProtocolInformation=", "", "the database adds it")]
    public void Generate_WhatCannotBeMade_SaysWhy(string services, string characteristics, string reason)
    {
        UnknownNameException exception = Assert.ThrowsExactly<UnknownNameException>(() => Generate(services, characteristics));

        Assert.Contains(reason, exception.Message);
    }

    /// <summary>A misspelt name is an error of the build, in the form that MSBuild shows as one.</summary>
    [TestMethod]
    public void Run_UnknownService_IsAnErrorOfTheBuild()
    {
        var start = new ProcessStartInfo("dotnet", [Places.Generator, Places.Data, Path.Combine(AppContext.BaseDirectory, "never.g.cs"), "Lamp=", ""])
        {
            RedirectStandardError = true,
        };

        using Process generator = Process.Start(start)!;
        string errors = generator.StandardError.ReadToEnd();
        generator.WaitForExit();

        Assert.AreEqual(1, generator.ExitCode);
        Assert.StartsWith("HapNano.Definitions : error HAPNANO6: HomeKit has no service Lamp", errors);
        Assert.IsFalse(File.Exists(Path.Combine(AppContext.BaseDirectory, "never.g.cs")));
    }

    [GeneratedRegex(@"Characteristic\(CharacteristicDefinitions\.(\w+)")]
    private static partial Regex Used();

    [GeneratedRegex(@"public static CharacteristicDefinition (\w+) =>")]
    private static partial Regex Defined();

    private static string Generate(string services, string characteristics) => Generator.Generate(new Selection(s_data, services, characteristics));
}
