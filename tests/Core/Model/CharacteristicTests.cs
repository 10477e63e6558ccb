// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class CharacteristicTests
{
    [TestMethod]
    public void SetSubscribed_EverySlot_TouchesNoOther()
    {
        for (int slot = 0; slot < 16; slot++)
        {
            BoolCharacteristic on = NewOn();
            Assert.IsFalse(on.HasSubscribers);
            on.SetSubscribed(slot, true);
            for (int other = 0; other < 16; other++)
            {
                Assert.AreEqual(other == slot, on.IsSubscribed(other));
                Assert.IsFalse(on.IsPending(other));
            }

            Assert.IsTrue(on.HasSubscribers);
            on.SetSubscribed(slot, false);
            Assert.IsFalse(on.HasSubscribers);
        }
    }

    [TestMethod]
    public void SetPending_EverySlot_TouchesNoOther()
    {
        for (int slot = 0; slot < 16; slot++)
        {
            BoolCharacteristic on = NewOn();
            for (int other = 0; other < 16; other++)
            {
                on.SetSubscribed(other, true);
            }

            on.SetPending(slot, true);
            for (int other = 0; other < 16; other++)
            {
                Assert.AreEqual(other == slot, on.IsPending(other));
                Assert.IsTrue(on.IsSubscribed(other));
            }
        }
    }

    [TestMethod]
    public void SetSubscribed_Off_TakesTheWaitingEventAlong()
    {
        for (int slot = 0; slot < 16; slot++)
        {
            BoolCharacteristic on = NewOn();
            on.SetSubscribed(slot, true);
            on.SetPending(slot, true);
            Assert.IsTrue(on.IsPending(slot));
            on.SetSubscribed(slot, false);
            Assert.IsFalse(on.IsPending(slot));
            on.SetSubscribed(slot, true);
            Assert.IsFalse(on.IsPending(slot));
        }
    }

    [TestMethod]
    public void SetPending_WithoutSubscription_DoesNothing()
    {
        BoolCharacteristic on = NewOn();

        on.SetPending(3, true);
        Assert.IsFalse(on.IsPending(3));
        on.SetSubscribed(3, true);
        on.SetPending(3, true);
        Assert.IsTrue(on.IsPending(3));
        on.SetPending(3, false);
        Assert.IsFalse(on.IsPending(3));
        Assert.IsTrue(on.IsSubscribed(3));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(9)]
    [DataRow(65536)]
    public void InstanceId_OutOfRange_BreaksInstanceId(int id)
    {
        ModelTools.Breaks(DatabaseRule.InstanceId, () => NewOn().InstanceId = id);
        ModelTools.Breaks(DatabaseRule.InstanceId, () => new Lightbulb().InstanceId = id);
    }

    [TestMethod]
    public void InstanceId_Given_KeepsTheFlags()
    {
        BoolCharacteristic on = NewOn();
        on.IsKept = true;
        on.InstanceId = 65535;
        on.InstanceId = 10;

        Assert.AreEqual(10, on.InstanceId);
        Assert.IsTrue(on.IsKept);
        on.IsKept = false;
        Assert.AreEqual(10, on.InstanceId);
        Assert.IsTrue(on.HasFixedInstanceId);
    }

    [TestMethod]
    public void IsKept_NotReadableOrLong_BreaksKept()
    {
        ModelTools.Breaks(DatabaseRule.Kept, () => new BoolCharacteristic(CharacteristicDefinitions.Identify).IsKept = true);
        ModelTools.Breaks(
            DatabaseRule.Kept,
            () => new DataCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.Data)).IsKept = true);
    }

    [TestMethod]
    public void Add_CharacteristicOfAnotherService_BreaksOwnership()
    {
        var lamp = new Lightbulb();

        ModelTools.Breaks(DatabaseRule.Ownership, () => new Service(0x40).Add(lamp.On));
    }

    [TestMethod]
    public void Add_TypeTwice_BreaksCharacteristicTwice()
    {
        var lamp = new Lightbulb();
        lamp.AddHue();

        ModelTools.Breaks(DatabaseRule.CharacteristicTwice, () => lamp.AddHue());
        ModelTools.Breaks(DatabaseRule.CharacteristicTwice, () => lamp.Add(NewOn()));
    }

    [TestMethod]
    public void Add_101stCharacteristic_BreaksCharacteristicCount()
    {
        var service = new Service(0x40);
        for (int i = 1; i <= Service.MaxCharacteristics; i++)
        {
            service.Add(new BoolCharacteristic(new CharacteristicDefinition(i, CharacteristicFormat.Bool)));
        }

        ModelTools.Breaks(DatabaseRule.CharacteristicCount, () => service.Add(new BoolCharacteristic(
            new CharacteristicDefinition(1000, CharacteristicFormat.Bool))));
    }

    [TestMethod]
    public void Link_ToItselfTwiceOrNothing_BreaksLinkedService()
    {
        var label = new ServiceLabel();
        var button = new StatelessProgrammableSwitch();
        label.Link(button);

        ModelTools.Breaks(DatabaseRule.LinkedService, () => label.Link(button));
        ModelTools.Breaks(DatabaseRule.LinkedService, () => label.Link(label));
        ModelTools.Breaks(DatabaseRule.LinkedService, () => label.Link(null));
    }

    [TestMethod]
    public void Changed_HandlerThrowsOutsideARequest_IsTheProgramsOwn()
    {
        var lamp = new Lightbulb();
        ModelTools.NewDatabase(lamp).Listener = new RecordingListener();
        lamp.On.Changed += value => throw new System.InvalidOperationException();
        Expect.Throws(typeof(System.InvalidOperationException), () => lamp.On.Value = true);
        Assert.IsTrue(lamp.On.Value);
    }

    [TestMethod]
    public void CharacteristicAt_BeforeAndAfterTheDatabase_IsTheSame()
    {
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        Assert.AreSame(lamp.Brightness, lamp.CharacteristicAt(1));

        ModelTools.NewDatabase(new Outlet(), lamp);

        Assert.AreSame(lamp.On, lamp.CharacteristicAt(0));
        Assert.AreSame(lamp.Brightness, lamp.CharacteristicAt(1));
        Assert.AreSame(lamp.Brightness, lamp.Find(CharacteristicDefinitions.Brightness));
        Expect.Throws(typeof(System.ArgumentOutOfRangeException), () => lamp.CharacteristicAt(2));
        Expect.Throws(typeof(System.ArgumentOutOfRangeException), () => lamp.CharacteristicAt(-1));
    }

    private static BoolCharacteristic NewOn()
    {
        return new BoolCharacteristic(CharacteristicDefinitions.On);
    }
}
