// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class LightbulbTests
{
    [TestMethod]
    public void Constructor_Alone_IsOffAndHasNothingElse()
    {
        var lamp = new Lightbulb();

        Assert.AreEqual(0x43, lamp.Type);
        Assert.AreEqual((int)AccessoryCategory.Lightbulb, (int)lamp.Category);
        Assert.AreEqual(1, lamp.CharacteristicCount);
        Assert.IsFalse(lamp.On.Value);
        Assert.IsTrue(lamp.On.IsKept);
        Assert.IsNull(lamp.Brightness);
        Assert.IsNull(lamp.Hue);
        Assert.IsNull(lamp.Saturation);
        Assert.IsNull(lamp.ColorTemperature);
        Assert.IsNull(lamp.Name);
        Assert.IsNull(lamp.ConfiguredName);
    }

    [TestMethod]
    public void Add_Everything_GivesTypedCharacteristicsWithValuesInRange()
    {
        var lamp = new Lightbulb();

        Assert.AreSame(lamp.AddBrightness(), lamp.Brightness);
        Assert.AreSame(lamp.AddHue(120), lamp.Hue);
        Assert.AreSame(lamp.AddSaturation(50), lamp.Saturation);
        Assert.AreSame(lamp.AddColorTemperature(), lamp.ColorTemperature);
        Assert.AreSame(lamp.AddName("Left"), lamp.Name);
        Assert.AreSame(lamp.AddConfiguredName("Desk"), lamp.ConfiguredName);

        Assert.AreEqual(7, lamp.CharacteristicCount);
        Assert.AreEqual(100, lamp.Brightness.Value);
        Assert.AreEqual("120", ModelTools.Text(lamp.Hue));
        Assert.AreEqual("50", ModelTools.Text(lamp.Saturation));
        Assert.AreEqual(200, lamp.ColorTemperature.Value);
        Assert.IsTrue(lamp.Brightness.IsKept && lamp.Hue.IsKept && lamp.Saturation.IsKept && lamp.ColorTemperature.IsKept);
        Assert.IsTrue(lamp.ConfiguredName.IsKept);
        Assert.IsFalse(lamp.Name.IsKept);
    }

    [TestMethod]
    public void Add_ValueOutOfRange_IsBroughtIn()
    {
        var lamp = new Lightbulb();

        Assert.AreEqual(100, lamp.AddBrightness(101).Value);
        Assert.AreEqual(140, lamp.AddColorTemperature(0).Value);
    }

    [TestMethod]
    public void AddColorTemperature_Narrowed_ServesTheRangeOfTheLamp()
    {
        var lamp = new Lightbulb();

        lamp.AddColorTemperature(500).SetRange(153, 454);

        Assert.AreEqual(454, lamp.ColorTemperature.Value);
        Assert.AreEqual(-70410, ModelTools.Write(lamp.ColorTemperature, "152"));
        Assert.AreEqual(0, ModelTools.Write(lamp.ColorTemperature, "153"));
    }

    [TestMethod]
    public void AddName_BadName_BreaksName()
    {
        ModelTools.Breaks(DatabaseRule.Name, () => new Lightbulb().AddName("Left!"));
        ModelTools.Breaks(DatabaseRule.Name, () => new Lightbulb().AddConfiguredName(""));
    }
}
