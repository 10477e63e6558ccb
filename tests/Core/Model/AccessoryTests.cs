// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class AccessoryTests
{
    private const string Sixty = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij";

    [TestMethod]
    [DataRow("A")]
    [DataRow("Desk Lamp")]
    [DataRow("Zoe's 2nd Lamp")]
    [DataRow("Küchenlicht")]
    [DataRow("台灯")]
    [DataRow("Zoe\u2019s Lamp")]
    [DataRow(Sixty + "abcd")]
    public void Constructor_GoodName_IsTaken(string name)
    {
        Assert.AreEqual(name, new Accessory(name, "Maker", "Model1", "SN0001").Information.Name.Value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" Lamp")]
    [DataRow("Lamp ")]
    [DataRow("'Lamp'")]
    [DataRow("Lamp!")]
    [DataRow("Lamp: left")]
    [DataRow("Lamp-1")]
    [DataRow("Lamp\n1")]
    [DataRow("Lamp \uD83D\uDCA1")]
    [DataRow("Lamp\u2600")]
    [DataRow("Lamp\u00BB")]
    [DataRow("Lamp\u3001")]
    [DataRow("1\uFE0F")]
    [DataRow("\u2019Lamp")]
    [DataRow("Lamp\u2019")]
    [DataRow(Sixty + "abcde")]
    public void Constructor_BadName_BreaksName(string name)
    {
        ModelTools.Breaks(DatabaseRule.Name, () => new Accessory(name, "Maker", "Model1", "SN0001"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(Sixty + "abcde")]
    public void Constructor_BadMaker_BreaksManufacturer(string maker)
    {
        ModelTools.Breaks(DatabaseRule.Manufacturer, () => new Accessory("Lamp", maker, "Model1", "SN0001"));
    }

    [TestMethod]
    [DataRow("M")]
    [DataRow(Sixty + "abcde")]
    public void Constructor_BadModel_BreaksModel(string model)
    {
        ModelTools.Breaks(DatabaseRule.Model, () => new Accessory("Lamp", "Maker", model, "SN0001"));
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow(Sixty + "abcde")]
    public void Constructor_BadSerial_BreaksSerialNumber(string serial)
    {
        ModelTools.Breaks(DatabaseRule.SerialNumber, () => new Accessory("Lamp", "Maker", "Model1", serial));
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("1.0")]
    [DataRow("0.0.0")]
    [DataRow("4294967295.4294967295.4294967295")]
    public void Constructor_GoodRevision_IsTaken(string revision)
    {
        Accessory accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001", revision, revision);

        Assert.AreEqual(revision, accessory.Information.FirmwareRevision.Value);
        Assert.AreEqual(revision, accessory.Information.HardwareRevision.Value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("v1.0")]
    [DataRow("1.0-3")]
    [DataRow("1.0.0.0")]
    [DataRow("1..0")]
    [DataRow(".1")]
    [DataRow("1.")]
    [DataRow("1.0 ")]
    [DataRow("4294967296")]
    [DataRow("1.4294967296")]
    [DataRow("99999999999999999999999999999999")]
    public void Constructor_BadRevision_BreaksRevision(string revision)
    {
        ModelTools.Breaks(DatabaseRule.Revision, () => new Accessory("Lamp", "Maker", "Model1", "SN0001", revision));
    }

    [TestMethod]
    public void Constructor_NothingGiven_BreaksTheRuleOfEach()
    {
        ModelTools.Breaks(DatabaseRule.Name, () => new Accessory(null, "Maker", "Model1", "SN0001"));
        ModelTools.Breaks(DatabaseRule.Manufacturer, () => new Accessory("Lamp", null, "Model1", "SN0001"));
        ModelTools.Breaks(DatabaseRule.Model, () => new Accessory("Lamp", "Maker", null, "SN0001"));
        ModelTools.Breaks(DatabaseRule.SerialNumber, () => new Accessory("Lamp", "Maker", "Model1", null));
        ModelTools.Breaks(DatabaseRule.Revision, () => new Accessory("Lamp", "Maker", "Model1", "SN0001", null));
        Expect.Throws(typeof(System.ArgumentNullException), () => ModelTools.NewAccessory("SN0001").Add(null));
    }

    [TestMethod]
    public void Constructor_NoHardware_HasNoHardwareRevision()
    {
        Assert.IsNull(ModelTools.NewAccessory("SN0001").Information.HardwareRevision);
        ModelTools.Breaks(DatabaseRule.Revision, () => new Accessory("Lamp", "Maker", "Model1", "SN0001", "1.0.0", "B"));
    }

    [TestMethod]
    public void Add_ServiceOfAnotherAccessory_BreaksOwnership()
    {
        var lamp = new Lightbulb();
        Accessory first = ModelTools.NewAccessory(lamp);

        ModelTools.Breaks(DatabaseRule.Ownership, () => ModelTools.NewAccessory("SN0002").Add(lamp));
        ModelTools.Breaks(DatabaseRule.Ownership, () => first.Add(lamp));
    }

    [TestMethod]
    public void Add_InformationServiceOfAnother_BreaksInformationService()
    {
        Accessory other = ModelTools.NewAccessory("SN0002");

        ModelTools.Breaks(DatabaseRule.InformationService, () => ModelTools.NewAccessory("SN0001").Add(other.Information));
    }

    [TestMethod]
    public void Add_InformationServiceByHand_BreaksInformationService()
    {
        ModelTools.Breaks(DatabaseRule.InformationService, () => ModelTools.NewAccessory(new Service(0x3E)));
        ModelTools.Breaks(DatabaseRule.InformationService, () => ModelTools.NewAccessory(new Service("000000A2-0000-1000-8000-0026BB765291")));
    }

    [TestMethod]
    public void Information_TextChangedByTheProgram_KeepsItsRule()
    {
        AccessoryInformation information = ModelTools.NewAccessory("SN0001").Information;

        ModelTools.Breaks(DatabaseRule.Name, () => information.Name.Value = "Lamp!");
        ModelTools.Breaks(DatabaseRule.Revision, () => information.FirmwareRevision.Value = "1.0-beta");
        ModelTools.Breaks(DatabaseRule.SerialNumber, () => information.SerialNumber.Value = "1");

        Assert.AreEqual("Lamp", information.Name.Value);
        Assert.AreEqual("1.0.0", information.FirmwareRevision.Value);
        Assert.AreEqual("SN0001", information.SerialNumber.Value);
    }

    [TestMethod]
    public void Category_NoneThatIsAnnounced_BreaksCategory()
    {
        Accessory accessory = ModelTools.NewAccessory("SN0001");

        ModelTools.Breaks(DatabaseRule.Category, () => accessory.Category = AccessoryCategory.BridgedAccessory);
        ModelTools.Breaks(DatabaseRule.Category, () => accessory.Category = (AccessoryCategory)37);
        ModelTools.Breaks(DatabaseRule.Category, () => accessory.Category = (AccessoryCategory)(-2));

        accessory.Category = AccessoryCategory.TvStreamingStick;
        Assert.AreEqual(36, (int)accessory.Category);
        accessory.Category = AccessoryCategory.Automatic;
        Assert.AreEqual((int)AccessoryCategory.Other, (int)accessory.Category);
    }

    [TestMethod]
    public void Add_101stService_BreaksServiceCount()
    {
        Accessory accessory = ModelTools.NewAccessory("SN0001");
        for (int i = 1; i < Accessory.MaxServices; i++)
        {
            accessory.Add(new HapNano.Model.Switch());
        }

        ModelTools.Breaks(DatabaseRule.ServiceCount, () => accessory.Add(new HapNano.Model.Switch()));
    }

    [TestMethod]
    public void Database_HundredServicesAndProtocolInformation_BreakServiceCount()
    {
        Accessory accessory = ModelTools.NewAccessory("SN0001");
        for (int i = 1; i < Accessory.MaxServices; i++)
        {
            accessory.Add(new HapNano.Model.Switch());
        }

        ModelTools.Breaks(DatabaseRule.ServiceCount, () => new AccessoryDatabase(accessory));
    }

    [TestMethod]
    public void Structure_AfterTheDatabaseIsBuilt_IsFrozen()
    {
        var lamp = new Lightbulb();
        Accessory accessory = ModelTools.NewAccessory(lamp);
        var database = new AccessoryDatabase(accessory);

        ModelTools.Breaks(DatabaseRule.Frozen, () => accessory.Add(new Lightbulb()));
        ModelTools.Breaks(DatabaseRule.Frozen, () => accessory.AccessoryId = 1);
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.AddBrightness());
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.IsPrimary = false);
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.IsHidden = true);
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.InstanceId = 30);
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.On.InstanceId = 30);
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.Link(new Lightbulb()));
        ModelTools.Breaks(DatabaseRule.Frozen, () => lamp.On.IsKept = false);
        Assert.AreEqual(1, database.AccessoryCount);
    }
}
