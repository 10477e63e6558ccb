// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using HapNano.Pairing;
using HapNano.Server.Tests;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>Messages that were good once, or for somebody else.</summary>
[TestClass]
public class ReplayTests
{
    private static readonly byte[] s_refusedM4 = [6, 1, 4, 7, 1, 2];

    [TestMethod]
    public void Session_RecordedAndReplayedWhole_DoesNothing()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        session.CheckServed(lamp);
        Assert.IsTrue(lamp.Device.Value);
        lamp.Device.Set(false);

        using var stranger = new Stranger(lamp);
        StringAssert.StartsWith(stranger.Say(session.Sent[0]).Hear(), "HTTP/1.1 200", "M1 is anybody's");
        StringAssert.EndsWith(stranger.Say(session.Sent[1]).Hear(), "\u0006\u0001\u0004\u0007\u0001\u0002", "M3 belongs to other keys");
        foreach (byte[] frame in session.Sent.Skip(2))
        {
            stranger.Say(frame);
        }

        // The frames are no request, and none comes.
        Clock.Pass(10);
        Assert.IsFalse(stranger.HearAll(out _).Contains("20", StringComparison.Ordinal));
        Assert.IsFalse(lamp.Device.Value);
        session.CheckServed(lamp);
    }

    [TestMethod]
    public void Session_FrameSentTwice_EndsIt()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        session.CheckServed(lamp);

        session.Socket.Send(session.Sent[^2]);

        Assert.IsTrue(session.IsClosedByAccessory());
        Assert.IsTrue(lamp.Device.Value);
        Household.CheckServed(lamp);
    }

    [TestMethod]
    public void Session_FramesOfAnother_EndIt()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController one = Household.Connect(lamp);
        using RawController other = Household.Connect(lamp);

        other.Socket.Send(one.Sealed("GET /accessories"));

        Assert.IsTrue(other.IsClosedByAccessory());
        Household.CheckServed(lamp);
    }

    [TestMethod]
    public void Verify_M3OnAnotherConnection_IsRefused()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        TestController owner = PairedState.Owner();
        using RawController one = lamp.Connect(Household.Host);
        byte[] m3 = owner.VerifyM3(one.Post("/pair-verify", owner.VerifyM1()));
        using RawController other = lamp.Connect(Household.Host);
        other.Post("/pair-verify", owner.VerifyM1());

        CollectionAssert.AreEqual(s_refusedM4, other.Post("/pair-verify", m3));
        using var third = new Stranger(lamp);
        StringAssert.StartsWith(third.Post("/pair-verify", m3), "HTTP/1.1 400", "without an M1");
        owner.VerifyM4(one.Post("/pair-verify", m3));
    }

    [TestMethod]
    public void Verify_M2ReflectedAsM3_IsRefused()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController connection = lamp.Connect(Stranger.Host);
        byte[] m2 = connection.Post("/pair-verify", PairedState.Owner().VerifyM1());

        byte[] m3 = [6, 1, 3, .. TestController.Item(TlvType.EncryptedData, TestController.Value(m2, TlvType.EncryptedData))];

        CollectionAssert.AreEqual(s_refusedM4, connection.Post("/pair-verify", m3));
    }

    [TestMethod]
    public void Verify_AccessorysKeyOfAnotherConnectionInM1_IsAnsweredWithAnotherKey()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController connection = lamp.Connect(Stranger.Host);
        byte[] key = TestController.Value(connection.Post("/pair-verify", PairedState.Owner().VerifyM1()), TlvType.PublicKey);
        using RawController other = lamp.Connect(Stranger.Host);

        // Keys are used once, so the lamp takes it for anybody's; what it answers is sealed for nobody, and signed with another key in it.
        byte[] m2 = other.Post("/pair-verify", [6, 1, 1, .. TestController.Item(TlvType.PublicKey, key)]);

        CollectionAssert.AreNotEqual(key, TestController.Value(m2, TlvType.PublicKey));
    }

    // RFC 7748 §6.1: the points of which every multiple that a controller can ask for is zero.
    [TestMethod]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000", "0")]
    [DataRow("0100000000000000000000000000000000000000000000000000000000000000", "1")]
    [DataRow("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", "order 8")]
    [DataRow("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", "order 8, the other")]
    [DataRow("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "p - 1")]
    [DataRow("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "p")]
    [DataRow("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "p + 1")]
    public void Verify_KeyInM1ThatGivesAnAllZeroSecret_IsRefused(string key, string what)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using var stranger = new Stranger(lamp);

        StringAssert.StartsWith(stranger.Post("/pair-verify", [6, 1, 1, .. TestController.Item(TlvType.PublicKey, Convert.FromHexString(key))]), "HTTP/1.1 400", what);

        Household.CheckServed(lamp);
    }

    [TestMethod]
    public void Verify_TwoAtOnceWithTheSameM1_HaveKeysOfTheirOwn()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        TestController one = PairedState.Owner();
        TestController other = PairedState.Owner();
        using RawController first = lamp.Connect(Household.Host);
        using RawController second = lamp.Connect(Household.Host);
        byte[] firstM2 = first.Post("/pair-verify", one.VerifyM1());
        byte[] secondM2 = second.Post("/pair-verify", other.VerifyM1());

        CollectionAssert.AreEqual(one.VerifyM1(), other.VerifyM1());
        CollectionAssert.AreNotEqual(TestController.Value(firstM2, TlvType.PublicKey), TestController.Value(secondM2, TlvType.PublicKey));
        one.VerifyM3(firstM2);
        other.VerifyM3(secondM2);
        CollectionAssert.AreNotEqual(one.SharedSecret, other.SharedSecret);
    }

    [TestMethod]
    public void PairSetup_M5OnAnotherConnection_IsRefusedAndNothingIsStored()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var phone = new TestController("phone");
        using RawController one = lamp.Connect(Household.Host);
        byte[] m2 = one.Post("/pair-setup", TestController.SetupM1());
        byte[] m5 = phone.SetupM5(one.Post("/pair-setup", phone.SetupM3(m2, TestLamp.SetupCode)));
        using var other = new Stranger(lamp);

        StringAssert.StartsWith(other.Post("/pair-setup", m5), "HTTP/1.1 400");
        StringAssert.Contains(other.Post("/pair-setup", TestController.SetupM1()), "\u0007\u0001\u0007", "Busy: the owner keeps it");
        phone.SetupM6(one.Post("/pair-setup", m5));
        Assert.IsTrue(lamp.Panel.WaitFor("paired"));
        using var late = new Stranger(lamp);
        StringAssert.StartsWith(late.Post("/pair-setup", m5), "HTTP/1.1 400", "replayed");
        StringAssert.Contains(late.Post("/pair-setup", TestController.SetupM1()), "\u0007\u0001\u0006", "Unavailable");
    }

    [TestMethod]
    public void PairSetup_RecordedAndReplayedWhole_PairsNobody()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var phone = new TestController("phone");
        using RawController connection = lamp.Connect(Household.Host);
        connection.Pair(phone, TestLamp.SetupCode);
        lamp.Server.FactoryReset();
        Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
        using var stranger = new Stranger(lamp);

        StringAssert.StartsWith(stranger.Say(connection.Sent[0]).Hear(), "HTTP/1.1 200");
        StringAssert.EndsWith(stranger.Say(connection.Sent[1]).Hear(), "\u0006\u0001\u0004\u0007\u0001\u0002", "another B, another proof");
        StringAssert.StartsWith(stranger.Say(connection.Sent[2]).Hear(), "HTTP/1.1 400");
    }

    [TestMethod]
    public void AddPairing_AccessorysOwnIdentifierAndKey_OpensNothingToReflection()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        TestController owner = PairedState.Owner();
        using RawController session = Household.Connect(lamp);
        byte[] add =
        [
            6, 1, 1, 0, 1, PairingMethod.AddPairing, .. TestController.Item(TlvType.Identifier, owner.AccessoryId), .. TestController.Item(TlvType.PublicKey, owner.AccessoryLtpk),
            .. TestController.Item(TlvType.Permissions, 1),
        ];
        session.Post("/pairings", add);

        // The lamp's own signature comes back to it, from an identity that it knows now.
        using RawController mirror = lamp.Connect(Stranger.Host);
        byte[] m2 = mirror.Post("/pair-verify", owner.VerifyM1());
        byte[] m3 = [6, 1, 3, .. TestController.Item(TlvType.EncryptedData, TestController.Value(m2, TlvType.EncryptedData))];
        CollectionAssert.AreEqual(s_refusedM4, mirror.Post("/pair-verify", m3));
        session.CheckServed(lamp);
        Assert.AreEqual(17, owner.AccessoryId.Length);
    }

    [TestMethod]
    public void RemovePairing_SessionThatNeverSentARequest_IsClosed()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        var guest = new TestController("guest") { AccessoryId = PairedState.Owner().AccessoryId, AccessoryLtpk = PairedState.Owner().AccessoryLtpk };
        using RawController session = Household.Connect(lamp);
        CollectionAssert.AreEqual(new byte[] { 6, 1, 2 }, session.Post("/pairings", TestController.AddPairing(guest, 0)));
        using RawController silent = lamp.Connect(Household.Host).Verify(guest);
        using RawController half = lamp.Connect(Household.Host);
        byte[] m2 = half.Post("/pair-verify", guest.VerifyM1());

        CollectionAssert.AreEqual(new byte[] { 6, 1, 2 }, session.Post("/pairings", TestController.RemovePairing(guest)));

        Assert.IsTrue(silent.IsClosedByAccessory());
        CollectionAssert.AreEqual(s_refusedM4, half.Post("/pair-verify", guest.VerifyM3(m2)), "between M2 and M3");
        session.CheckServed(lamp);
    }
}
