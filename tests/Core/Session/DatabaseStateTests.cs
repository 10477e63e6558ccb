// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Fakes;
using HapNano.Tests.Model;

namespace HapNano.Tests.Session;

/// <summary>What a database knows from one boot to the next.</summary>
[TestClass]
public class DatabaseStateTests
{
    [TestMethod]
    public void Load_FirstBoot_IsNumberOneAndStored()
    {
        FakeStore store = new FakeStore();
        Assert.AreEqual(1, Boot(store, "1.0.0"));
        Assert.IsNotNull(store.Get(StoreRecord.Configuration));
        Assert.IsNotNull(store.Get(StoreRecord.InstanceIds));
    }

    [TestMethod]
    public void Load_SameAgain_KeepsItsNumberAndWritesNothing()
    {
        FakeStore store = new FakeStore();
        Boot(store, "1.0.0");
        int written = store.WriteCount;
        Assert.AreEqual(1, Boot(store, "1.0.0"));
        Assert.AreEqual(written, store.WriteCount);
    }

    [TestMethod]
    public void Load_NewFirmware_CountsUp()
    {
        FakeStore store = new FakeStore();
        Boot(store, "1.0.0");
        Assert.AreEqual(2, Boot(store, "1.0.1"));
        Assert.AreEqual(2, Boot(store, "1.0.1"));
    }

    [TestMethod]
    public void Load_OtherStructure_CountsUpAndKeepsInstanceIds()
    {
        FakeStore store = new FakeStore();
        AccessoryDatabase first = ModelTools.NewDatabase(new Lightbulb());
        Load(store, first, 1);
        int iid = first.AccessoryAt(0).ServiceAt(2).InstanceId;
        Lightbulb lamp = new Lightbulb();
        AccessoryDatabase second = ModelTools.NewDatabase(new Outlet(), lamp);
        Load(store, second, 2);
        Assert.AreEqual(iid, lamp.InstanceId);
    }

    [TestMethod]
    public void Load_AgainAfterAFactoryReset_HasTheValuesItWasBuiltWith()
    {
        // The ids that are drawn behind the reset are others, because the structure grew before it.
        FakeStore store = new FakeStore();
        Load(store, ModelTools.NewDatabase(new Lightbulb()), 1);
        FakeBoolDevice relay = new FakeBoolDevice();
        relay.Move(true);
        Outlet outlet = new Outlet();
        Lightbulb lamp = new Lightbulb();
        lamp.AddBrightness(50);
        lamp.On.Bind(relay);
        AccessoryDatabase database = ModelTools.NewDatabase(outlet, lamp);
        Load(store, database, 2);
        int iid = lamp.On.InstanceId;
        lamp.On.Value = false;
        lamp.Brightness.Value = 10;
        outlet.On.Value = true;
        byte[] values = new byte[database.ValuesCapacityBytes];
        store.Write(StoreRecord.Values, values, 0, database.SaveValues(values, 0));

        Assert.IsTrue(AccessoryState.FactoryReset(store));
        Load(store, database, 1);
        Assert.IsTrue(iid != lamp.On.InstanceId);
        Assert.IsTrue(relay.Value);
        Assert.IsTrue(lamp.On.Value);
        Assert.AreEqual(50, lamp.Brightness.Value);
        Assert.IsFalse(outlet.On.Value);

        // And once more: the numbers are others now.
        lamp.Brightness.Value = 20;
        AccessoryState.FactoryReset(store);
        Load(store, database, 1);
        Assert.AreEqual(50, lamp.Brightness.Value);
    }

    [TestMethod]
    public void Load_NumberCannotBeStored_IsNotAnnounced()
    {
        FakeStore store = new FakeStore { WritesLeft = 1 };
        DatabaseState state = new DatabaseState(store, new QuickCrypto());
        Assert.IsTrue(state.Load(ModelTools.NewDatabase(new Lightbulb())) == BootStatus.StoreFailed);
        Assert.IsTrue(state.Record == StoreRecord.Configuration);
        Assert.AreEqual(0, state.ConfigurationNumber);
    }

    [TestMethod]
    public void Load_InstanceIdsDamaged_SaysSoAndReplacesNothing()
    {
        FakeStore store = new FakeStore();
        Boot(store, "1.0.0");
        int written = store.WriteCount;
        store.Damage(StoreRecord.InstanceIds);
        DatabaseState state = new DatabaseState(store, new QuickCrypto());
        Assert.IsTrue(state.Load(ModelTools.NewDatabase(new Lightbulb())) == BootStatus.Damaged);
        Assert.IsTrue(state.Record == StoreRecord.InstanceIds);
        Assert.AreEqual(written, store.WriteCount);
    }

    [TestMethod]
    public void Load_ValuesDamaged_StartsWithThoseOfANewOne()
    {
        FakeStore store = new FakeStore();
        HostBench bench = new HostBench(store, null);
        bench.Relay.Move(true);
        bench.SaveValues(true);
        store.Damage(StoreRecord.Values);
        Assert.IsFalse(bench.Reboot().Lamp.On.Value);
    }

    private static int Boot(FakeStore store, string firmware)
    {
        Accessory accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001", firmware);
        accessory.Add(new Lightbulb());
        DatabaseState state = new DatabaseState(store, new QuickCrypto());
        Assert.IsTrue(state.Load(new AccessoryDatabase(accessory)) == BootStatus.Ready);
        return state.ConfigurationNumber;
    }

    private static void Load(FakeStore store, AccessoryDatabase database, int number)
    {
        DatabaseState state = new DatabaseState(store, new QuickCrypto());
        Assert.IsTrue(state.Load(database) == BootStatus.Ready);
        Assert.AreEqual(number, state.ConfigurationNumber);
    }
}
