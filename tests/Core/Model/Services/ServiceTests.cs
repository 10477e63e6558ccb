// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>The small services, and a maker's own.</summary>
[TestClass]
public class ServiceTests
{
    [TestMethod]
    public void Switch_Constructor_IsApples()
    {
        var service = new HapNano.Model.Switch();

        AssertService(service, 0x49, AccessoryCategory.Switch, 1);
        Assert.IsTrue(service.On.IsKept);
        service.AddName("Left");
        service.AddConfiguredName("Left");
        Assert.AreEqual(3, service.CharacteristicCount);
    }

    [TestMethod]
    public void Outlet_Constructor_IsApples()
    {
        var service = new Outlet();

        AssertService(service, 0x47, AccessoryCategory.Outlet, 2);
        Assert.IsTrue(service.On.IsKept);
        Assert.IsFalse(service.OutletInUse.IsKept);
        Assert.IsFalse(service.OutletInUse.Definition.CanWrite);
        service.AddName("Left");
        service.AddConfiguredName("Left");
        Assert.AreEqual(4, service.CharacteristicCount);
    }

    [TestMethod]
    public void StatelessProgrammableSwitch_Constructor_IsApples()
    {
        var service = new StatelessProgrammableSwitch();

        AssertService(service, 0x89, AccessoryCategory.ProgrammableSwitch, 1);
        Assert.IsFalse(service.ProgrammableSwitchEvent.IsKept);
        Assert.AreEqual(3, service.AddServiceLabelIndex(3).Value);
        Assert.AreEqual("Top", service.AddName("Top").Value);
    }

    [TestMethod]
    public void SetValidValues_TwoOfThree_AnnouncesAndSendsOnlyThose()
    {
        var service = new StatelessProgrammableSwitch();
        var listener = new RecordingListener();

        service.ProgrammableSwitchEvent.SetValidValues((int)ButtonPress.SinglePress, (int)ButtonPress.LongPress);
        ModelTools.NewDatabase(service).Listener = listener;
        service.ProgrammableSwitchEvent.Raise(ButtonPress.LongPress);
        service.ProgrammableSwitchEvent.Raise(ButtonPress.DoublePress);

        Assert.AreEqual(2, listener.Events);
        Assert.AreEqual(
            ",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":2,\"minStep\":1,\"valid-values\":[0,2]",
            ModelTools.Metadata(service.ProgrammableSwitchEvent));
        ModelTools.Breaks(DatabaseRule.ValidValues, () => new StatelessProgrammableSwitch().ProgrammableSwitchEvent.SetValidValues());
    }

    [TestMethod]
    public void ServiceLabel_Constructor_IsApples()
    {
        var service = new ServiceLabel();

        AssertService(service, 0xCC, AccessoryCategory.Other, 1);
        Assert.AreEqual(1, service.ServiceLabelNamespace.Value);
        Assert.AreEqual("Remote", service.AddName("Remote").Value);
    }

    [TestMethod]
    public void Service_AppleUuid_IsTheNumber()
    {
        Assert.AreEqual(0x43, new Service("00000043-0000-1000-8000-0026BB765291").Type);
    }

    [TestMethod]
    public void Service_MakersOwn_IsReadWrittenAndWatched()
    {
        var level = new FloatCharacteristic(
            new CharacteristicDefinition("5fcd7a41-9c3b-4d0f-8a1e-111213141516", CharacteristicFormat.Float, minimum: 0, maximum: 100, step: 0.5));
        var tank = new Service("5fcd7a40-9c3b-4d0f-8a1e-111213141516");
        tank.Add(level);
        var listener = new RecordingListener();
        AccessoryDatabase database = ModelTools.NewDatabase(tank);
        database.Listener = listener;

        Assert.AreSame(level, database.Find(1, 11));
        Assert.AreEqual(0, ModelTools.Write(level, "12.5"));
        Assert.AreEqual(1, listener.ChangeCount);
        Assert.AreEqual("12.5", ModelTools.Text(level));
    }

    [TestMethod]
    public void Find_VendorTypes_AreToldApart()
    {
        var first = new BoolCharacteristic(new CharacteristicDefinition("5fcd7a41-9c3b-4d0f-8a1e-111213141516", CharacteristicFormat.Bool));
        var second = new BoolCharacteristic(new CharacteristicDefinition("5fcd7a41-9c3b-4d0f-8a1e-111213141517", CharacteristicFormat.Bool));
        var service = new Service(0x43);
        service.Add(first);
        service.Add(second);

        Assert.AreSame(second, service.Find(second.Definition));
        Assert.AreSame(first, service.Find(new CharacteristicDefinition("5FCD7A41-9C3B-4D0F-8A1E-111213141516", CharacteristicFormat.Int)));
        Assert.IsNull(service.Find(CharacteristicDefinitions.On));
    }

    private static void AssertService(Service service, int type, AccessoryCategory category, int count)
    {
        Assert.AreEqual(type, service.Type);
        Assert.AreEqual((int)category, (int)service.Category);
        Assert.AreEqual(count, service.CharacteristicCount);
    }
}
