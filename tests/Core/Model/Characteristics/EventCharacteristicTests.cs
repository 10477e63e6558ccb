// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class EventCharacteristicTests
{
    [TestMethod]
    public void Raise_SamePressAgain_IsSentAgain()
    {
        EventCharacteristic button = NewButton(out RecordingListener listener);

        button.Raise(ButtonPress.DoublePress);
        button.Raise(ButtonPress.DoublePress);
        button.Raise(ButtonPress.LongPress);

        Assert.AreEqual(112, listener.Events);
        Assert.AreSame(button, listener.LastChanged);
        Assert.AreEqual(0, listener.ChangeCount);
    }

    [TestMethod]
    public void Raise_PressTheHardwareHasNot_IsDropped()
    {
        var button = new EventCharacteristic(CharacteristicDefinitions.ProgrammableSwitchEvent);
        button.SetValidValues((int)ButtonPress.SinglePress, (int)ButtonPress.LongPress);
        var listener = new RecordingListener();
        ModelTools.NewDatabase(button).Listener = listener;

        button.Raise(ButtonPress.LongPress);
        button.Raise(ButtonPress.DoublePress);
        button.Raise(3);
        button.Raise(-1);

        Assert.AreEqual(2, listener.Events);
        Assert.AreEqual(",\"format\":\"uint8\",\"minValue\":0,\"maxValue\":2,\"minStep\":1,\"valid-values\":[0,2]", ModelTools.Metadata(button));
    }

    [TestMethod]
    public void WriteValue_AfterAPress_IsNull()
    {
        EventCharacteristic button = NewButton(out _);
        button.Raise(ButtonPress.LongPress);

        Assert.AreEqual("null", ModelTools.Text(button));
    }

    [TestMethod]
    public void Write_AnyValue_IsReadOnly()
    {
        EventCharacteristic button = NewButton(out RecordingListener listener);

        Assert.AreEqual(-70404, ModelTools.Write(button, "0"));
        Assert.AreEqual(0, listener.Events);
    }

    [TestMethod]
    public void Bind_Button_SendsItsPresses()
    {
        EventCharacteristic button = NewButton(out RecordingListener listener);
        var device = new FakeEventDevice();
        int told = 0;
        button.Raised += value => told = value;
        button.Bind(device);

        device.Press(ButtonPress.LongPress);

        Assert.AreEqual(2, listener.Events);
        Assert.AreEqual(2, told);
        Expect.Throws(typeof(System.InvalidOperationException), () => button.Bind(device));
    }

    [TestMethod]
    public void Raise_WithoutDatabase_IsHarmless()
    {
        new EventCharacteristic(CharacteristicDefinitions.ProgrammableSwitchEvent).Raise(ButtonPress.SinglePress);
    }

    [TestMethod]
    public void Constructor_WritableDefinition_BreaksType()
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new EventCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.UInt8)));
        ModelTools.Breaks(DatabaseRule.Type, () => new EventCharacteristic(CharacteristicDefinitions.ServiceLabelIndex));
    }

    [TestMethod]
    public void Constructor_AnotherOfApplesTypes_BreaksType()
    {
        // ChargingState: its value would be null, and the accessory refused.
        ModelTools.Breaks(
            DatabaseRule.Type,
            () => new EventCharacteristic(new CharacteristicDefinition(0x8F, CharacteristicFormat.UInt8, CharacteristicPermissions.ReadNotify)));

        var own = new EventCharacteristic(
            new CharacteristicDefinition("3A6F0C6E-6B0E-4C5B-9D33-0F6C1B7F2A11", CharacteristicFormat.UInt8, CharacteristicPermissions.ReadNotify));
        Assert.AreEqual("null", ModelTools.Text(own));
    }

    private static EventCharacteristic NewButton(out RecordingListener listener)
    {
        var button = new EventCharacteristic(CharacteristicDefinitions.ProgrammableSwitchEvent);
        listener = new RecordingListener();
        ModelTools.NewDatabase(button).Listener = listener;
        return button;
    }
}
