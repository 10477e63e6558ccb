// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Model;

/// <summary>What the configuration number follows, and what it does not.</summary>
[TestClass]
public class StructureHashTests
{
    [TestMethod]
    public void HashStructure_SameStructure_IsEqual()
    {
        Assert.AreEqual(Hash(NewLamp()), Hash(NewLamp()));
        Assert.AreEqual(32, Hash(NewLamp()).Length);
    }

    [TestMethod]
    public void HashStructure_ValuesChange_Stays()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness(50);
        lamp.AddHue(100);
        lamp.AddConfiguredName("Desk");
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        string before = Hash(database);

        lamp.On.Value = true;
        lamp.Brightness.Value = 100;
        lamp.Hue.Value = 7;
        lamp.ConfiguredName.Value = "Wall \" lamp";

        Assert.AreEqual(before, Hash(database));
    }

    [TestMethod]
    public void HashStructure_EveryKindOfChange_Changes()
    {
        var hashes = new string[]
        {
            Hash(NewLamp()),
            Hash(WithBrightness(0, 100, 1)),
            Hash(WithBrightness(5, 100, 1)),
            Hash(WithBrightness(0, 90, 1)),
            Hash(WithBrightness(0, 100, 5)),
            Hash(WithService(new Outlet())),
            Hash(WithService(new HapNano.Model.Switch())),
            Hash(WithService(new HapNano.Model.Switch { IsPrimary = true })),
            Hash(WithService(new HapNano.Model.Switch { InstanceId = 50 })),
            Hash(WithCharacteristic(CharacteristicFormat.UInt8, CharacteristicPermissions.Read, CharacteristicUnit.None)),
            Hash(WithCharacteristic(CharacteristicFormat.UInt16, CharacteristicPermissions.Read, CharacteristicUnit.None)),
            Hash(WithCharacteristic(CharacteristicFormat.UInt8, CharacteristicPermissions.ReadNotify, CharacteristicUnit.None)),
            Hash(WithCharacteristic(CharacteristicFormat.UInt8, CharacteristicPermissions.Read, CharacteristicUnit.Lux)),
            Hash(NewButton(0, 1, 2)),
            Hash(NewButton(0, 2)),
            Hash(NewButton(0, 1)),
            Hash(WithLink(false)),
            Hash(WithLink(true)),
            Hash(new AccessoryDatabase(ModelTools.NewAccessory(new Lightbulb()), NewBridged(2))),
            Hash(new AccessoryDatabase(ModelTools.NewAccessory(new Lightbulb()), NewBridged(3))),
        };

        for (int i = 0; i < hashes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.AreNotEqual(hashes[j], hashes[i], j + " and " + i);
            }
        }
    }

    [TestMethod]
    public void HashStructure_UnitLongerThanAPart_IsHashedToItsEnd()
    {
        string before = Hash(WithValidValues(200));

        Assert.AreNotEqual(before, Hash(WithValidValues(199)));
        Assert.AreEqual(before, Hash(WithValidValues(200)));
    }

    private static string Hash(AccessoryDatabase database)
    {
        byte[] hash = Hex.Filled(AccessoryDatabase.StructureHashBytes + 2);
        database.HashStructure(new ReferenceCrypto("structure"), hash, 1);
        Assert.IsTrue(Hex.IsUntouched(hash, 0, 1));
        Assert.IsTrue(Hex.IsUntouched(hash, hash.Length - 1, 1));
        return Hex.Text(hash, 1, AccessoryDatabase.StructureHashBytes);
    }

    private static AccessoryDatabase NewLamp()
    {
        return ModelTools.NewDatabase(new Lightbulb());
    }

    private static AccessoryDatabase WithBrightness(int minimum, int maximum, int step)
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness().SetRange(minimum, maximum, step);
        return ModelTools.NewDatabase(lamp);
    }

    private static AccessoryDatabase WithService(Service service)
    {
        return ModelTools.NewDatabase(new Lightbulb(), service);
    }

    private static AccessoryDatabase WithCharacteristic(CharacteristicFormat format, CharacteristicPermissions permissions, CharacteristicUnit unit)
    {
        return ModelTools.NewDatabase(new IntCharacteristic(new CharacteristicDefinition(0xFFFF, format, permissions, unit)));
    }

    private static AccessoryDatabase NewButton(params int[] presses)
    {
        var button = new StatelessProgrammableSwitch();
        button.ProgrammableSwitchEvent.SetValidValues(presses);
        return ModelTools.NewDatabase(button);
    }

    private static AccessoryDatabase WithLink(bool isLinked)
    {
        var label = new ServiceLabel();
        var button = new StatelessProgrammableSwitch();
        if (isLinked)
        {
            label.Link(button);
        }

        return ModelTools.NewDatabase(button, label);
    }

    private static Accessory NewBridged(int id)
    {
        Accessory accessory = ModelTools.NewAccessory("SN0002");
        accessory.AccessoryId = (ulong)id;
        return accessory;
    }

    private static AccessoryDatabase WithValidValues(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = i;
        }

        var number = new IntCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.UInt8));
        number.SetValidValues(values);
        return ModelTools.NewDatabase(number);
    }
}
