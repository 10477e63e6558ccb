// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class DatabaseChecksTests
{
    [TestMethod]
    public void Database_NoAccessory_BreaksAccessoryCount()
    {
        ModelTools.Breaks(DatabaseRule.AccessoryCount, () => new AccessoryDatabase());
        ModelTools.Breaks(DatabaseRule.AccessoryCount, () => new AccessoryDatabase(null));
    }

    [TestMethod]
    public void Database_151Accessories_BreakAccessoryCount()
    {
        ModelTools.Breaks(DatabaseRule.AccessoryCount, () => new AccessoryDatabase(NewAccessories(151)));
    }

    [TestMethod]
    public void Database_150Accessories_AreBuilt()
    {
        Assert.AreEqual(150, new AccessoryDatabase(NewAccessories(150)).AccessoryCount);
    }

    [TestMethod]
    public void Database_FirstAccessoryWithAnotherId_BreaksAccessoryId()
    {
        Accessory accessory = ModelTools.NewAccessory(new Lightbulb());
        accessory.AccessoryId = 2;

        ModelTools.Breaks(DatabaseRule.AccessoryId, () => new AccessoryDatabase(accessory));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(1L)]
    [DataRow(9007199254740992L)]
    public void Database_BridgedAccessoryWithoutIdOfItsOwn_BreaksAccessoryId(long id)
    {
        Accessory[] accessories = NewAccessories(2);
        accessories[1].AccessoryId = (ulong)id;

        ModelTools.Breaks(DatabaseRule.AccessoryId, () => new AccessoryDatabase(accessories));
    }

    [TestMethod]
    public void Database_TwoBridgedAccessoriesWithOneId_BreakAccessoryId()
    {
        Accessory[] accessories = NewAccessories(3);
        accessories[2].AccessoryId = accessories[1].AccessoryId;

        ModelTools.Breaks(DatabaseRule.AccessoryId, () => new AccessoryDatabase(accessories));
    }

    [TestMethod]
    public void Database_TwoAccessoriesWithOneSerialNumber_BreakSerialNumber()
    {
        Accessory bridged = ModelTools.NewAccessory("SN0001");
        bridged.AccessoryId = 2;

        ModelTools.Breaks(DatabaseRule.SerialNumber, () => new AccessoryDatabase(ModelTools.NewAccessory("SN0001"), bridged));
    }

    [TestMethod]
    public void Database_AccessoryTwice_BreaksOwnership()
    {
        Accessory accessory = ModelTools.NewAccessory(new Lightbulb());

        ModelTools.Breaks(DatabaseRule.Ownership, () => new AccessoryDatabase(accessory, accessory));
    }

    [TestMethod]
    public void Database_AccessoryOfAnotherDatabase_BreaksOwnership()
    {
        Accessory accessory = ModelTools.NewAccessory(new Lightbulb());
        var database = new AccessoryDatabase(accessory);

        ModelTools.Breaks(DatabaseRule.Ownership, () => new AccessoryDatabase(accessory));
        Assert.AreSame(accessory, database.AccessoryAt(0));
    }

    [TestMethod]
    public void Database_NullAccessory_BreaksOwnership()
    {
        ModelTools.Breaks(DatabaseRule.Ownership, () => new AccessoryDatabase(new Accessory[1]));
    }

    [TestMethod]
    public void Database_ServiceWithoutCharacteristic_BreaksCharacteristicCount()
    {
        ModelTools.Breaks(DatabaseRule.CharacteristicCount, () => ModelTools.NewDatabase(new Service(0x43)));
    }

    [TestMethod]
    public void Database_TwoPrimaryServices_BreakPrimaryService()
    {
        ModelTools.Breaks(
            DatabaseRule.PrimaryService,
            () => ModelTools.NewDatabase(new Lightbulb { IsPrimary = true }, new Outlet { IsPrimary = true }));
    }

    [TestMethod]
    public void Database_HiddenServiceWithShownCharacteristic_BreaksHiddenService()
    {
        ModelTools.Breaks(DatabaseRule.HiddenService, () => ModelTools.NewDatabase(new Lightbulb { IsHidden = true }));
    }

    [TestMethod]
    public void Database_LinkToServiceOfNoAccessory_BreaksLinkedService()
    {
        var label = new ServiceLabel();
        label.Link(new StatelessProgrammableSwitch());

        ModelTools.Breaks(DatabaseRule.LinkedService, () => ModelTools.NewDatabase(label));
    }

    [TestMethod]
    public void Database_InstanceIdGivenTwice_BreaksInstanceId()
    {
        var lamp = new Lightbulb { InstanceId = 20 };
        lamp.On.InstanceId = 20;

        ModelTools.Breaks(DatabaseRule.InstanceId, () => ModelTools.NewDatabase(lamp));
    }

    [TestMethod]
    public void Database_BrokenRule_LeavesTheAccessoriesAsTheyWere()
    {
        Accessory[] accessories = NewAccessories(2);
        accessories[1].AccessoryId = 0;
        ModelTools.Breaks(DatabaseRule.AccessoryId, () => new AccessoryDatabase(accessories));

        accessories[1].AccessoryId = 5;
        Assert.AreEqual(2, new AccessoryDatabase(accessories).AccessoryCount);
    }

    private static Accessory[] NewAccessories(int count)
    {
        var accessories = new Accessory[count];
        for (int i = 0; i < count; i++)
        {
            accessories[i] = ModelTools.NewAccessory("SN" + i);
            if (i > 0)
            {
                accessories[i].AccessoryId = (ulong)(i + 1);
            }
        }

        return accessories;
    }
}
