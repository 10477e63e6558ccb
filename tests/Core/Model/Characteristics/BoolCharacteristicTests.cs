// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class BoolCharacteristicTests
{
    [TestMethod]
    [DataRow("true", true)]
    [DataRow("false", false)]
    [DataRow("1", true)]
    [DataRow("0", false)]
    public void Write_Boolean_IsTaken(string json, bool expected)
    {
        BoolCharacteristic on = NewOn(!expected);

        Assert.AreEqual(0, ModelTools.Write(on, json));
        Assert.AreEqual(expected, on.Value);
        Assert.AreEqual(expected ? "true" : "false", ModelTools.Text(on));
    }

    [TestMethod]
    [DataRow("2")]
    [DataRow("-1")]
    [DataRow("0.5")]
    [DataRow("\"true\"")]
    [DataRow("\"\"")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    public void Write_AnythingElse_IsRefused(string json)
    {
        BoolCharacteristic on = NewOn(true);

        Assert.AreEqual(-70410, ModelTools.Write(on, json));
        Assert.IsTrue(on.Value);
    }

    [TestMethod]
    public void Write_SameValue_ChangesNothingAndTellsNobody()
    {
        BoolCharacteristic on = NewOn(true);
        var listener = new RecordingListener();
        ModelTools.NewDatabase(on).Listener = listener;
        int changes = 0;
        on.Changed += _ => changes++;

        Assert.AreEqual(0, ModelTools.Write(on, "true"));
        Assert.AreEqual(0, listener.ChangeCount + changes);
        Assert.AreEqual(0, ModelTools.Write(on, "false"));
        Assert.AreEqual(1, listener.ChangeCount);
        Assert.AreEqual(1, changes);
        Assert.AreSame(on, listener.LastChanged);
    }

    [TestMethod]
    public void Value_SetByTheProgram_TellsListenerAndSubscribers()
    {
        BoolCharacteristic on = NewOn(false);
        var listener = new RecordingListener();
        ModelTools.NewDatabase(on).Listener = listener;
        bool told = false;
        on.Changed += value => told = value;

        on.Value = true;

        Assert.IsTrue(told);
        Assert.AreEqual(1, listener.ChangeCount);
    }

    [TestMethod]
    public void Bind_Device_ValueBecomesTheDevices()
    {
        BoolCharacteristic on = NewOn(false);
        var relay = new FakeBoolDevice();
        relay.Move(true);

        on.Bind(relay);

        Assert.IsTrue(on.Value);
        Assert.AreEqual(0, relay.SetCount);
    }

    [TestMethod]
    public void Bind_SecondDeviceOrNone_Throws()
    {
        BoolCharacteristic on = NewOn(false);
        on.Bind(new FakeBoolDevice());

        Expect.Throws(typeof(System.InvalidOperationException), () => on.Bind(new FakeBoolDevice()));
        Expect.Throws(typeof(System.ArgumentNullException), () => NewOn(false).Bind(null));
    }

    [TestMethod]
    public void Write_BoundDevice_MovesIt()
    {
        BoolCharacteristic on = NewOn(false);
        var relay = new FakeBoolDevice();
        on.Bind(relay);

        Assert.IsFalse(ModelTools.IsCorrected(on, "true"));
        Assert.IsTrue(relay.Value);
        Assert.IsTrue(on.Value);

        // A write of the value that is there already is a command all the same.
        Assert.IsFalse(ModelTools.IsCorrected(on, "true"));
        Assert.AreEqual(2, relay.SetCount);
    }

    [TestMethod]
    [DataRow(-70402)]
    [DataRow(-70403)]
    public void Write_DeviceRefuses_GivesItsStatusAndKeepsTheValue(int status)
    {
        BoolCharacteristic on = NewOn(false);
        var relay = new FakeBoolDevice { Answer = (HapStatus)status };
        on.Bind(relay);
        int changes = 0;
        on.Changed += _ => changes++;

        Assert.AreEqual(status, ModelTools.Write(on, "true"));
        Assert.IsFalse(on.Value);
        Assert.AreEqual(0, changes);
    }

    [TestMethod]
    public void Write_DeviceStaysWhereItIs_IsCorrected()
    {
        BoolCharacteristic on = NewOn(false);
        on.Bind(new FakeBoolDevice { IsStuck = true });

        Assert.IsTrue(ModelTools.IsCorrected(on, "true"));
        Assert.IsFalse(on.Value);
    }

    [TestMethod]
    public void Write_SilentDevice_IsFollowed()
    {
        BoolCharacteristic on = NewOn(false);
        on.Bind(new FakeBoolDevice { IsSilent = true });

        Assert.IsFalse(ModelTools.IsCorrected(on, "true"));
        Assert.IsTrue(on.Value);
    }

    [TestMethod]
    public void Device_MovedByHand_ChangesTheValueOnce()
    {
        BoolCharacteristic on = NewOn(false);
        var relay = new FakeBoolDevice();
        on.Bind(relay);
        var listener = new RecordingListener();
        ModelTools.NewDatabase(on).Listener = listener;

        relay.Move(true);
        relay.Move(true);

        Assert.IsTrue(on.Value);
        Assert.AreEqual(1, listener.ChangeCount);
    }

    [TestMethod]
    public void Write_WriteOnly_TellsEveryTimeAndHoldsNoState()
    {
        var identify = new BoolCharacteristic(CharacteristicDefinitions.Identify);
        var listener = new RecordingListener();
        ModelTools.NewDatabase(identify).Listener = listener;
        int told = 0;
        identify.Changed += _ => told++;

        Assert.IsFalse(ModelTools.IsCorrected(identify, "true"));
        Assert.IsFalse(ModelTools.IsCorrected(identify, "true"));

        Assert.AreEqual(2, told);
        Assert.AreEqual(0, listener.ChangeCount);
    }

    [TestMethod]
    public void Constructor_AnotherFormat_BreaksType()
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new BoolCharacteristic(CharacteristicDefinitions.Hue));
        Expect.Throws(typeof(System.ArgumentNullException), () => new BoolCharacteristic(null));
    }

    private static BoolCharacteristic NewOn(bool value)
    {
        return new BoolCharacteristic(CharacteristicDefinitions.On, value);
    }
}
