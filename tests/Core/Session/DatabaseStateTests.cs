// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

[TestClass]
public class DatabaseStateTests
{
    [TestMethod]
    public void Load_FirstBoot_StoresNumbersAndConfiguration()
    {
        var store = new FakeStore();

        Assert.AreEqual(1, Boot(store, NewDatabase(new Lightbulb())));

        Assert.IsNotNull(store.Get(StoreRecord.InstanceIds));
        Assert.IsNotNull(store.Get(StoreRecord.Configuration));
        Assert.AreEqual(2, store.WriteCount);
    }

    [TestMethod]
    public void Load_SameAgain_WritesNothing()
    {
        var store = new FakeStore();
        Boot(store, NewDatabase(new Lightbulb()));

        Assert.AreEqual(1, Boot(store, NewDatabase(new Lightbulb())));
        Assert.AreEqual(2, store.WriteCount);
    }

    [TestMethod]
    public void Load_ServiceAddedAndTakenAway_CountsUpEachTimeAndKeepsNumbers()
    {
        var store = new FakeStore();
        Boot(store, NewDatabase(new Lightbulb()));

        Assert.AreEqual(2, Boot(store, NewDatabase(new Outlet(), new Lightbulb())));
        var lamp = new Lightbulb();
        Assert.AreEqual(3, Boot(store, NewDatabase(lamp)));

        Assert.AreEqual(10, lamp.InstanceId);
    }

    [TestMethod]
    public void Load_NewFirmware_CountsUp()
    {
        var store = new FakeStore();
        Boot(store, new AccessoryDatabase(new Accessory("Lamp", "Maker", "Model1", "SN0001", "1.0.0")));

        Assert.AreEqual(2, Boot(store, new AccessoryDatabase(new Accessory("Lamp", "Maker", "Model1", "SN0001", "1.0.1"))));
        Assert.AreEqual(2, Boot(store, new AccessoryDatabase(new Accessory("Lamp", "Maker", "Model1", "SN0001", "1.0.1"))));
    }

    [TestMethod]
    public void Load_AfterManyAccessoriesHaveGone_ReadsRecordsLongerThanTodaysNeed()
    {
        var store = new FakeStore();
        AccessoryDatabase bridge = NewBridge(120);
        Boot(store, bridge);
        byte[] values = new byte[bridge.ValuesCapacityBytes];
        int count = bridge.SaveValues(values, 0);
        store.Set(StoreRecord.Values, Hex.Slice(values, 0, count));
        Assert.IsTrue(store.Get(StoreRecord.InstanceIds).Length > 2048);
        Assert.IsTrue(count > 1024);

        AccessoryDatabase small = NewBridge(2);
        var outlet = (Outlet)small.AccessoryAt(1).ServiceAt(1);
        outlet.On.Value = false;

        Assert.AreEqual(2, Boot(store, small));
        Assert.IsTrue(outlet.On.Value);
    }

    [TestMethod]
    [DataRow((int)StoreRecord.InstanceIds)]
    [DataRow((int)StoreRecord.Configuration)]
    public void Load_DamagedRecord_SaysWhich(int record)
    {
        var store = new FakeStore();
        Boot(store, NewDatabase(new Lightbulb()));
        store.Damage((StoreRecord)record);
        var state = new DatabaseState(store, new ReferenceCrypto("state"));

        Assert.AreEqual((int)BootStatus.Damaged, (int)state.Load(NewDatabase(new Lightbulb())));
        Assert.AreEqual(record, (int)state.Record);
    }

    [TestMethod]
    public void Load_DamagedValues_StartsWithThoseOfANewOneAndCanSaveAgain()
    {
        var store = new FakeStore();
        store.Set(StoreRecord.Values, new byte[] { 1 });
        store.Damage(StoreRecord.Values);
        var lamp = new Lightbulb();

        Assert.AreEqual(1, Boot(store, NewDatabase(lamp)));
        Assert.IsFalse(lamp.On.Value);
        Assert.AreEqual(-1, store.Read(StoreRecord.Values, new byte[1], 0, 1));
    }

    [TestMethod]
    [DataRow(0, (int)StoreRecord.InstanceIds)]
    [DataRow(1, (int)StoreRecord.Configuration)]
    public void Load_StoreRefuses_SaysWhich(int writes, int record)
    {
        var store = new FakeStore { WritesLeft = writes };
        var state = new DatabaseState(store, new ReferenceCrypto("state"));

        Assert.AreEqual((int)BootStatus.StoreFailed, (int)state.Load(NewDatabase(new Lightbulb())));
        Assert.AreEqual(record, (int)state.Record);
        Assert.AreEqual(0, state.ConfigurationNumber);
    }

    private static int Boot(FakeStore store, AccessoryDatabase database)
    {
        var state = new DatabaseState(store, new ReferenceCrypto("state"));
        Assert.AreEqual((int)BootStatus.Ready, (int)state.Load(database));
        return state.ConfigurationNumber;
    }

    private static AccessoryDatabase NewDatabase(params Service[] services)
    {
        var accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001");
        for (int i = 0; i < services.Length; i++)
        {
            accessory.Add(services[i]);
        }

        return new AccessoryDatabase(accessory);
    }

    // Outlets that are on, each behind the bridge.
    private static AccessoryDatabase NewBridge(int count)
    {
        var accessories = new Accessory[count];
        for (int i = 0; i < count; i++)
        {
            accessories[i] = new Accessory("Thing", "Maker", "Model1", "SN" + i);
            if (i > 0)
            {
                var outlet = new Outlet();
                outlet.On.Value = true;
                accessories[i].AccessoryId = (ulong)(i + 1);
                accessories[i].Add(outlet);
            }
        }

        return new AccessoryDatabase(accessories);
    }
}
