// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Storage;
using HapNano.Tests.Fakes;
using HapNano.Tests.Model;

namespace HapNano.Tests.Session;

/// <summary>The table of connections: who may come, who must go, and what is kept.</summary>
[TestClass]
public class HapHostTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string NeedsSession =
        "HTTP/1.1 470 Connection Authorization Required\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70411}";

    [TestMethod]
    public void Accept_TableFull_WaitsUntilOneIsClosed()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = Fill(bench, HapHost.MaxConnections);
        Assert.IsNull(bench.Connect(99));
        peers[4].Close();
        Assert.AreEqual(4, bench.Connect(99).Connection.Slot);
        Assert.IsNull(bench.Connect(99));
    }

    [TestMethod]
    public void Poll_StrangerSaysNothing_IsClosedAfterTenSeconds()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.Connect();
        peer.SendRaw(Hex.Utf8("GET /acc"));
        bench.Pass(TimeLimits.StrangerIdleMs - 1);
        Assert.IsFalse(peer.IsClosed);
        bench.Pass(1);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Poll_StrangerAsksNowAndThen_StaysOpen()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.Connect();
        for (int i = 0; i < 10; i++)
        {
            bench.Pass(TimeLimits.StrangerIdleMs - 1);
            Assert.AreEqual(NeedsSession, peer.Ask(HostPeer.Request("GET", "/accessories")));
        }
    }

    [TestMethod]
    public void Poll_OwnerOfPairSetup_MayLookForTheLabelForFiveMinutes()
    {
        HostBench bench = new HostBench();
        bench.Settle();
        HostPeer peer = bench.Connect();
        peer.AskTlv("/pair-setup", TestController.SetupM1());
        bench.Pass(TimeLimits.SetupIdleMs - 1);
        Assert.IsFalse(peer.IsClosed);
        bench.Pass(1);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Accept_StrangersFillTheTable_TheOldestMakesRoomAfterHalfAMinute()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = Fill(bench, HapHost.MaxConnections);
        for (int i = 0; i < 4; i++)
        {
            bench.Pass(8000);
            Assert.IsNull(i < 3 ? bench.Connect(99) : null);
            Chat(peers);
        }

        Assert.IsNull(bench.Connect(99));
        Assert.IsTrue(peers[0].IsClosed);
        Assert.IsFalse(peers[1].IsClosed);
        Assert.IsNull(bench.Connect(99));
        Assert.IsFalse(peers[1].IsClosed, "one at a time");
        peers[0].Close();
        Assert.IsNotNull(bench.Connect(99));
    }

    [TestMethod]
    public void Accept_StrangersFillTheTable_OneFromTheSameAddressGoesFirst()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = Fill(bench, HapHost.MaxConnections);
        for (int i = 0; i < 4; i++)
        {
            bench.Pass(8000);
            Chat(peers);
        }

        Assert.IsNull(bench.Connect(1005));
        Assert.IsTrue(peers[5].IsClosed);
        Assert.IsFalse(peers[0].IsClosed);
    }

    [TestMethod]
    public void Accept_StrangersFillTheTable_OneMakesRoomAtOnceForAnAddressThatVerified()
    {
        HostBench bench = HostBench.Paired();
        bench.ConnectAdmin(7).Close();
        HostPeer[] peers = Fill(bench, HapHost.MaxConnections);
        Assert.IsNull(bench.Connect(7));
        Assert.IsTrue(peers[0].IsClosed);
        peers[0].Close();
        Assert.IsTrue(bench.Connect(7).Verify(HostBench.Admin));
    }

    [TestMethod]
    public void Accept_ConnectionsOfOneAddressThatVerified_DoNotMakeRoomForEachOther()
    {
        HostBench bench = HostBench.Paired();
        bench.ConnectAdmin(7).Close();
        HostPeer[] peers = FillFromOne(bench, 7);

        Assert.IsNull(bench.Connect(7));
        for (int i = 0; i < peers.Length; i++)
        {
            Assert.IsFalse(peers[i].IsClosed);
        }
    }

    [TestMethod]
    public void IsCrowded_AddressWithTwoStrangersInAFullTable_MayNotWait()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = new HostPeer[HapHost.MaxConnections];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = bench.Connect((ulong)(i < 9 ? 66 : 70 + i));
        }

        Assert.IsNull(bench.Connect(66));
        Assert.IsTrue(bench.Host.IsCrowded(66, bench.NowMs));
        Assert.IsFalse(bench.Host.IsCrowded(79, bench.NowMs), "has one");
        Assert.IsFalse(bench.Host.IsCrowded(5, bench.NowMs), "has none");

        // One of its own goes for it: it may wait for that.
        bench.Pass(TimeLimits.StrangerIdleMs);
        Assert.IsTrue(peers[0].IsClosed);
        Assert.IsFalse(bench.Host.IsCrowded(66, bench.NowMs));
    }

    [TestMethod]
    public void IsCrowded_HubComesBackWithManyConnections_EachWaitsForThoseThatVerify()
    {
        HostBench bench = HostBench.Paired();

        // The hub lost its power: the sessions that it had look like any other's.
        HostPeer[] dead = new HostPeer[HapHost.MaxVerifiedConnections];
        for (int i = 0; i < dead.Length; i++)
        {
            dead[i] = bench.ConnectAdmin(7);
        }

        HostPeer[] verifying = new HostPeer[] { bench.Connect(7), bench.Connect(7), bench.Connect(7) };
        Assert.IsNull(bench.Connect(7));
        Assert.IsFalse(bench.Host.IsCrowded(7, bench.NowMs));

        // Each of them takes the place of a dead one, and so there is one for the next.
        bench.Pass(ConnectionTable.VerifyingMs - 1);
        Assert.IsFalse(bench.Host.IsCrowded(7, bench.NowMs));
        Assert.IsTrue(verifying[0].Verify(HostBench.Admin));
        Assert.IsTrue(dead[0].IsClosed);
        dead[0].Close();
        Assert.IsNotNull(bench.Connect(7));
    }

    [TestMethod]
    public void IsCrowded_AddressThatVerifiedAndThenSaysNothing_MayNotWait()
    {
        HostBench bench = HostBench.Paired();
        bench.ConnectAdmin(7).Close();
        HostPeer[] peers = FillFromOne(bench, 7);

        Assert.IsNull(bench.Connect(7));
        bench.Pass(ConnectionTable.VerifyingMs);
        Assert.IsTrue(bench.Host.IsCrowded(7, bench.NowMs));
        Assert.IsFalse(bench.Host.IsCrowded(5, bench.NowMs), "others wait for them");
    }

    [TestMethod]
    public void IsCrowded_SessionsOfTheAddress_DoNotCount()
    {
        HostBench bench = HostBench.Paired();
        Sessions(bench, HapHost.MaxVerifiedConnections);
        HostPeer[] strangers = Fill(bench, HapHost.MaxConnections - HapHost.MaxVerifiedConnections);
        Assert.AreEqual(3, strangers.Length);
        Assert.IsNull(bench.Connect(1));
        Assert.IsFalse(bench.Host.IsCrowded(1, bench.NowMs));
    }

    [TestMethod]
    public void Verify_EightControllersAtOnceAfterAPowerCut_AreAllAdmitted()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = new HostPeer[HapHost.MaxVerifiedConnections];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = bench.Connect((ulong)(10 + i));
        }

        for (int i = 0; i < peers.Length; i++)
        {
            Assert.IsTrue(peers[i].Verify(i % 2 == 0 ? HostBench.Admin : HostBench.User), i.ToString());
        }
    }

    [TestMethod]
    public void Verify_StrangerFloodsAfterAPowerCut_ControllersGetTheirTurn()
    {
        // Eight controllers try once a second; in between a stranger asks at every moment.
        HostBench bench = HostBench.Paired();
        HostPeer[] sessions = new HostPeer[HapHost.MaxVerifiedConnections];
        int seconds = 0;
        for (int verified = 0; verified < sessions.Length; seconds++)
        {
            Assert.IsTrue(seconds < 4, "verified so far: " + verified.ToString());
            for (int i = 0; i < sessions.Length; i++)
            {
                Flood(bench);
                HostPeer peer = sessions[i] == null ? bench.Connect((ulong)(10 + i)) : null;
                if (peer != null && TryVerify(peer, i % 2 == 0 ? HostBench.Admin : HostBench.User))
                {
                    sessions[i] = peer;
                    verified++;
                }
                else if (peer != null)
                {
                    peer.Close();
                }

                bench.Pass(125);
            }
        }
    }

    [TestMethod]
    public void Accept_VerifiedSessionsFillTheirPart_NeverMakeRoomForAStranger()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] sessions = Sessions(bench, HapHost.MaxVerifiedConnections);
        HostPeer[] strangers = Fill(bench, HapHost.MaxConnections - HapHost.MaxVerifiedConnections);
        for (int i = 0; i < 20; i++)
        {
            bench.Pass(8000);
            Chat(strangers);
            Assert.IsNull(bench.Connect(99));
        }

        for (int i = 0; i < sessions.Length; i++)
        {
            Assert.IsFalse(sessions[i].IsClosed);
        }

        Assert.IsTrue(strangers[0].IsClosed);
    }

    [TestMethod]
    public void Verify_NinthOfTheSamePairing_ReplacesItsLongestIdle()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] sessions = Sessions(bench, HapHost.MaxVerifiedConnections);
        bench.Pass(1000);
        for (int i = 0; i < sessions.Length; i++)
        {
            if (i != 4 && i != 5)
            {
                sessions[i].Read("id=1.11");
            }
        }

        // Sessions 0, 2, 4 and 6 are the owner's, the others the user's: each has one that was idle longest.
        Assert.IsTrue(bench.Connect(50).Verify(HostBench.Admin));
        Assert.IsTrue(sessions[4].IsClosed);
        Assert.IsTrue(bench.Connect(51).Verify(HostBench.User));
        Assert.IsTrue(sessions[5].IsClosed);
        Assert.IsFalse(sessions[0].IsClosed);
    }

    [TestMethod]
    public void Verify_NinthOfAnotherPairing_ReplacesTheLongestIdleOverAMinute()
    {
        HostBench bench = BenchOfNine(out QuickController[] controllers);
        HostPeer[] sessions = new HostPeer[8];
        for (int i = 0; i < 8; i++)
        {
            sessions[i] = bench.Connect((ulong)i, controllers[i]);
        }

        bench.Pass(ConnectionTable.ReplaceableIdleMs - 9000);
        Ask(sessions, 0, 3);
        bench.Pass(9000);
        Assert.IsFalse(bench.Connect(50).Verify(controllers[8]));
        bench.Pass(1);
        HostPeer ninth = bench.Connect(51);
        Assert.IsTrue(ninth.Verify(controllers[8]));
        Assert.IsTrue(sessions[3].IsClosed);
        Assert.IsFalse(sessions[4].IsClosed);
    }

    [TestMethod]
    public void Verify_NinthAndAllAreActive_ClosesTheNewcomerWithoutM4()
    {
        HostBench bench = BenchOfNine(out QuickController[] controllers);
        HostPeer[] sessions = new HostPeer[8];
        for (int i = 0; i < 8; i++)
        {
            sessions[i] = bench.Connect((ulong)i, controllers[i]);
        }

        HostPeer ninth = bench.Connect(50);
        Assert.IsFalse(ninth.Verify(controllers[8]));
        Assert.IsTrue(ninth.IsClosed);
        Ask(sessions, 0, 8);
    }

    [TestMethod]
    public void Verify_SixthStrangersM1InASecond_IsClosed()
    {
        HostBench bench = HostBench.Paired();
        for (int i = 0; i < 5; i++)
        {
            bench.Connect(9).AskTlv("/pair-verify", HostBench.Admin.VerifyM1());
        }

        HostPeer sixth = bench.Connect(9);
        sixth.Send(HostPeer.Post("/pair-verify", HostBench.Admin.VerifyM1()));
        Assert.IsTrue(sixth.IsClosed);
        bench.Pass(200);
        bench.Connect(9).AskTlv("/pair-verify", HostBench.Admin.VerifyM1());
    }

    [TestMethod]
    public void Verify_AddressThatVerifiedBefore_IsNotLimited()
    {
        HostBench bench = HostBench.Paired();
        bench.ConnectAdmin(9);
        for (int i = 0; i < 7; i++)
        {
            bench.Connect(9).AskTlv("/pair-verify", HostBench.Admin.VerifyM1());
        }
    }

    [TestMethod]
    public void PairSetup_WholeExchange_PairsAndAnnouncesIt()
    {
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        byte[] m6 = Setup(bench, peer, HostBench.Admin);
        Assert.AreEqual(6, (int)TestController.Value(m6, TlvType.State)[0]);
        Assert.AreEqual("+", bench.PairedLog);
        Assert.IsTrue(bench.Host.IsPaired);
        peer.Close();
        bench.Settle();
        Assert.IsTrue(bench.Connect().Verify(HostBench.Admin));
        Assert.IsTrue(bench.Reboot().Connect().Verify(HostBench.Admin));
    }

    [TestMethod]
    public void PairSetup_ThenVerifyOnTheSameConnection_Works()
    {
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        Setup(bench, peer, HostBench.Admin);
        Assert.IsTrue(peer.Verify(HostBench.Admin));
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}"));
    }

    [TestMethod]
    public void PairSetup_ArithmeticUnderWay_AnswersWhenItIsDone()
    {
        HostBench bench = new HostBench();
        bench.Settle();
        HostPeer peer = bench.Connect();
        HostPeer other = bench.Connect(2);
        byte[] m2 = peer.AskTlv("/pair-setup", TestController.SetupM1());
        peer.Send(HostPeer.Post("/pair-setup", HostBench.Admin.SetupM3(m2, HostBench.Code)));
        Assert.AreEqual(0, peer.Connection.OutputCount);
        Assert.AreEqual(NeedsSession, other.Ask(HostPeer.Request("GET", "/accessories")));
        bench.Settle();
        Assert.IsTrue(peer.Connection.OutputCount > 0);
    }

    [TestMethod]
    public void PairSetup_NoByteOfM6Taken_IsUndone()
    {
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        SendM5(bench, peer, HostBench.Admin);
        Assert.IsTrue(bench.Host.IsPaired);
        Assert.IsTrue(peer.Connection.OutputCount > 0);
        peer.Close();
        bench.Settle();
        Assert.IsFalse(bench.Host.IsPaired);
        Assert.AreEqual("+-", bench.PairedLog);
        Assert.IsFalse(bench.Reboot().Host.IsPaired);
    }

    [TestMethod]
    public void PairSetup_OneByteOfM6Taken_Stays()
    {
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        SendM5(bench, peer, HostBench.Admin);
        peer.Connection.Sent(1, bench.NowMs);
        peer.Close();
        bench.Settle();
        Assert.IsTrue(bench.Host.IsPaired);
    }

    [TestMethod]
    public void PairSetup_OneByteOfM6TakenBehindCloseAll_Stays()
    {
        // The sender was in its socket call when the server stopped.
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        SendM5(bench, peer, HostBench.Admin);
        bench.Host.CloseAll();
        peer.Connection.Sent(1, bench.NowMs);
        peer.Close();
        bench.Settle();
        Assert.IsTrue(bench.Host.IsPaired);
    }

    [TestMethod]
    public void RemovePairing_OfAnother_ClosesItsSessionsAtOnce()
    {
        HostBench bench = HostBench.Paired();
        HostPeer admin = bench.ConnectAdmin();
        HostPeer user = bench.ConnectUser(2);
        HostPeer same = bench.ConnectUser(3);
        Expect.Bytes("060102", admin.AskTlv("/pairings", QuickController.RemovePairing(HostBench.User)), 0, 3);
        Assert.IsTrue(user.IsClosed);
        Assert.IsTrue(same.IsClosed);
        Assert.AreEqual("HTTP/1.1 200 OK", admin.Read("id=1.11").Substring(0, 15));
        Assert.AreEqual(string.Empty, bench.PairedLog);
    }

    [TestMethod]
    public void RemovePairing_OfItself_AnswersThenCloses()
    {
        HostBench bench = HostBench.Paired();
        HostPeer admin = bench.ConnectAdmin();
        HostPeer second = bench.ConnectAdmin(2);
        HostPeer user = bench.ConnectUser(3);
        admin.Send(HostPeer.Post("/pairings", QuickController.RemovePairing(HostBench.Admin)));
        bench.Settle();
        Assert.IsFalse(admin.IsClosed);
        Expect.Bytes("060102", HostPeer.TlvBody(admin.TakeBytes()), 0, 3);
        Assert.IsTrue(admin.IsClosed);
        Assert.IsTrue(second.IsClosed);

        // The last administrator is gone, and with it everybody.
        Assert.IsTrue(user.IsClosed);
        Assert.AreEqual("-", bench.PairedLog);
        Assert.IsFalse(bench.Reboot().Host.IsPaired);
    }

    [TestMethod]
    public void RemovePairing_WhileItsSessionStreams_ClosesIt()
    {
        HostBench bench = HostBench.Paired();
        HostPeer user = bench.ConnectUser(2);
        user.Send(HostPeer.Request("GET", "/accessories"));
        Assert.IsTrue(user.Connection.OutputCount > 0);
        bench.ConnectAdmin(1).AskTlv("/pairings", QuickController.RemovePairing(HostBench.User));
        Assert.AreEqual(0, user.Connection.OutputCount);
        Assert.IsTrue(user.IsClosed);
    }

    [TestMethod]
    public void AddPairing_Demoted_IsNoAdministratorFromNowOn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer admin = bench.ConnectAdmin(1);
        HostPeer user = bench.ConnectUser(2);
        Assert.AreEqual("HTTP/1.1 207", user.Read("id=1.35").Substring(0, 12));
        admin.AskTlv("/pairings", QuickController.AddPairing(HostBench.User, 1));
        Assert.AreEqual("HTTP/1.1 200", user.Read("id=1.35").Substring(0, 12));
        admin.AskTlv("/pairings", QuickController.AddPairing(HostBench.User, 0));
        Assert.AreEqual("HTTP/1.1 207", user.Read("id=1.35").Substring(0, 12));
    }

    [TestMethod]
    public void TakeValues_TwoSecondsBehindTheLastChange_GivesThem()
    {
        HostBench bench = HostBench.Paired();
        Assert.IsFalse(bench.SaveValues(false));
        bench.Relay.Move(true);
        bench.Settle();
        bench.Pass(1500);
        bench.Lamp.Brightness.Value = 30;
        bench.Settle();
        bench.Pass(1999);
        Assert.IsFalse(bench.SaveValues(false));
        int announced = bench.StoreCount;
        bench.Pass(1);
        Assert.IsTrue(bench.StoreCount > announced);
        Assert.IsTrue(bench.SaveValues(false));
        Assert.IsFalse(bench.SaveValues(false));
        Assert.IsFalse(bench.SaveValues(true));
        Assert.AreEqual(long.MaxValue, bench.Host.NextDeadlineMs);
    }

    [TestMethod]
    public void Poll_ValuesDueWhileAPairingIsWritten_ControllersAreServedAndTheValuesComeNext()
    {
        HostBench bench = HostBench.Paired();
        HostPeer admin = bench.ConnectAdmin(1);
        HostPeer user = bench.ConnectUser(2);
        bench.Relay.Move(true);
        bench.Settle();
        bench.Pass(1999);
        admin.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("guest"), 0)));
        Assert.IsTrue(bench.Host.Transaction.IsPending);
        bench.NowMs++;
        for (int i = 0; i < 3; i++)
        {
            bench.Host.Poll(bench.NowMs);
            Assert.IsTrue(bench.Host.NextDeadlineMs <= bench.NowMs);
        }

        user.Send(HostPeer.Request("GET", "/characteristics?id=1.11"));
        Assert.AreEqual("HTTP/1.1 200", user.Take().Substring(0, 12));
        Assert.IsTrue(bench.ServeStore());
        Assert.AreEqual("060102", Hex.Text(HostPeer.TlvBody(admin.TakeBytes())));
        Assert.IsTrue(bench.SaveValues(false));
        Assert.AreEqual(long.MaxValue, bench.Host.NextDeadlineMs);
    }

    [TestMethod]
    public void TakeValues_ChangesGoOn_GivesThemAfterTenSeconds()
    {
        HostBench bench = HostBench.Paired();
        for (int i = 0; i < 10; i++)
        {
            bench.Lamp.Brightness.Value = i + 1;
            bench.Settle();
            Assert.IsFalse(bench.SaveValues(false));
            bench.Pass(1000);
        }

        Assert.IsTrue(bench.SaveValues(false));
    }

    [TestMethod]
    public void TakeValues_WriteFails_IsTriedAgainHalfAMinuteLater()
    {
        HostBench bench = HostBench.Paired();
        bench.Relay.Move(true);
        bench.Pass(2000);
        bench.Store.WritesLeft = 0;
        Assert.IsTrue(bench.SaveValues(false));
        bench.Store.WritesLeft = -1;
        bench.Pass(29999);
        Assert.IsFalse(bench.SaveValues(false));
        bench.Pass(1);
        Assert.IsTrue(bench.SaveValues(false));
        Assert.IsTrue(bench.Reboot().Lamp.On.Value);
    }

    [TestMethod]
    public void TakeValues_Final_GivesWhatIsNotDueYet()
    {
        HostBench bench = HostBench.Paired();
        bench.Relay.Move(true);
        Assert.IsTrue(bench.SaveValues(true));
        Assert.IsTrue(bench.Reboot().Relay.Value);
    }

    [TestMethod]
    public void TakeValues_ValueThatIsNotKept_IsNoReason()
    {
        HostBench bench = HostBench.Paired();
        bench.Text.Value = "new";
        Assert.IsFalse(bench.SaveValues(true));
    }

    [TestMethod]
    public void Reboot_AfterAKill_HasTheSamePairingsNumberAndValues()
    {
        HostBench bench = new HostBench();
        HostPeer peer = bench.Connect();
        Setup(bench, peer, HostBench.Admin);
        Assert.IsTrue(peer.Verify(HostBench.Admin));
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":12,\"value\":33}]}");
        bench.Pass(2000);
        Assert.IsTrue(bench.SaveValues(false));
        string database = bench.Connect(2, HostBench.Admin).Ask(HostPeer.Request("GET", "/accessories"));

        HostBench next = bench.Reboot();
        Assert.AreEqual(bench.Host.ConfigurationNumber, next.Host.ConfigurationNumber);
        Assert.AreEqual(Hex.Text(bench.Host.DeviceIdText), Hex.Text(next.Host.DeviceIdText));
        Assert.AreEqual(Hex.Text(bench.Host.SetupHash), Hex.Text(next.Host.SetupHash));
        Assert.AreEqual(database, next.Connect(1, HostBench.Admin).Ask(HostPeer.Request("GET", "/accessories")));
        Assert.IsTrue(next.Relay.Value);
        Assert.AreEqual(33, next.Dimmer.Value);
        Assert.IsTrue(next.Host.IsPaired);
    }

    [TestMethod]
    public void Text_ForDiscovery_IsWhatTheDatabaseSays()
    {
        HapHost host = new HostBench().Host;
        Assert.AreEqual(1, host.ConfigurationNumber);
        Assert.AreEqual(17, host.DeviceIdText.Length);
        Assert.AreEqual("Model1", System.Text.Encoding.UTF8.GetString(host.Model, 0, host.Model.Length));
        Assert.AreEqual(5, host.Category);
        Assert.AreEqual(8, host.SetupHash.Length);
    }

    [TestMethod]
    public void Received_SubscriptionToEverythingOfTwentyLamps_FitsOneRequest()
    {
        Accessory[] accessories = new Accessory[21];
        accessories[0] = ModelTools.NewAccessory("bridge");
        for (int i = 1; i < accessories.Length; i++)
        {
            Lightbulb lamp = new Lightbulb();
            lamp.AddBrightness();
            lamp.AddHue();
            lamp.AddSaturation();
            accessories[i] = ModelTools.NewAccessory("lamp" + i.ToString());
            accessories[i].AccessoryId = (ulong)(i + 1);
            accessories[i].Add(lamp);
        }

        HostBench bench = HostBench.Paired(new AccessoryDatabase(accessories));
        string entries = string.Empty;
        for (int i = 0; i < bench.Database.CharacteristicCount; i++)
        {
            Characteristic characteristic = bench.Database.CharacteristicAt(i);
            entries += !characteristic.Definition.CanNotify ? string.Empty
                : ",{\"aid\":" + characteristic.Service.Accessory.AccessoryId.ToString()
                    + ",\"iid\":" + characteristic.InstanceId.ToString() + ",\"ev\":true}";
        }

        Assert.IsTrue(entries.Length > 2048);
        Assert.AreEqual(NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[" + entries.Substring(1) + "]}"));
    }

    [TestMethod]
    public void CloseAll_EveryConnection_IsClosedAndAnnounced()
    {
        HostBench bench = HostBench.Paired();
        HostPeer stranger = bench.Connect(9);
        HostPeer session = bench.ConnectAdmin();
        int announced = bench.OutputCount;
        bench.Host.CloseAll();
        Assert.IsTrue(stranger.IsClosed);
        Assert.IsTrue(session.IsClosed);
        Assert.AreEqual(announced + 2, bench.OutputCount);
    }

    [TestMethod]
    public void Work_NothingToDo_ReturnsFalse()
    {
        HostBench bench = HostBench.Paired();
        bench.Settle();
        Assert.IsFalse(bench.Host.Work(bench.NowMs));
        int woken = bench.WorkCount;
        bench.Connect().AskTlv("/pair-verify", HostBench.Admin.VerifyM1());
        Assert.IsTrue(bench.WorkCount > woken, "the key pool wants to be filled again");
    }

    [TestMethod]
    public void HapHost_WrongArguments_Throws()
    {
        HostBench bench = new HostBench();
        FakeStore store = new FakeStore();
        AccessoryState state = new AccessoryState(store, bench.Crypto);
        state.Load(null);
        DatabaseState database = new DatabaseState(store, bench.Crypto);
        database.Load(bench.Database);
        Expect.Throws(typeof(ArgumentNullException), () => new HapHost(null, database, state, bench.Crypto, bench));
        Expect.Throws(typeof(ArgumentNullException), () => new HapHost(bench.Database, null, state, bench.Crypto, bench));
        Expect.Throws(typeof(ArgumentNullException), () => new HapHost(bench.Database, database, null, bench.Crypto, bench));
        Expect.Throws(typeof(ArgumentNullException), () => new HapHost(bench.Database, database, state, null, bench));
        Expect.Throws(typeof(ArgumentNullException), () => new HapHost(bench.Database, database, state, bench.Crypto, null));
        RefusesSettings(bench, database, state, new HapSettings { ReceiveBytes = HapSettings.LeastReceiveBytes - 1 });
        RefusesSettings(bench, database, state, new HapSettings { OutputBytes = HapSettings.LeastOutputBytes - 1 });
        RefusesSettings(bench, database, state, new HapSettings { EventIntervalMs = -1 });
    }

    private static void RefusesSettings(HostBench bench, DatabaseState database, AccessoryState state, HapSettings settings)
    {
        Expect.Throws(
            typeof(ArgumentOutOfRangeException), () => new HapHost(bench.Database, database, state, bench.Crypto, bench, settings));
    }

    private static HostPeer[] Fill(HostBench bench, int count)
    {
        HostPeer[] peers = new HostPeer[count];
        for (int i = 0; i < count; i++)
        {
            peers[i] = bench.Connect((ulong)(1000 + i));
            bench.NowMs++;
        }

        return peers;
    }

    // Takes every place from one address.
    private static HostPeer[] FillFromOne(HostBench bench, ulong address)
    {
        HostPeer[] peers = new HostPeer[HapHost.MaxConnections];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = bench.Connect(address);
        }

        return peers;
    }

    // A stranger's Pair Verify M1, until it is closed for it.
    private static void Flood(HostBench bench)
    {
        bool isClosed = false;
        while (!isClosed)
        {
            HostPeer stranger = bench.Connect(66);
            stranger.Send(HostPeer.Post("/pair-verify", new QuickController("stranger").VerifyM1()));
            isClosed = stranger.IsClosed;
            stranger.Close();
        }
    }

    private static bool TryVerify(HostPeer peer, QuickController controller)
    {
        peer.Send(HostPeer.Post("/pair-verify", controller.VerifyM1()));
        if (peer.IsClosed)
        {
            return false;
        }

        peer.Send(HostPeer.Post("/pair-verify", controller.VerifyM3(HostPeer.TlvBody(peer.TakeBytes()))));
        return peer.FinishVerify(controller);
    }

    // Requests that are whole and lead nowhere.
    private static void Chat(HostPeer[] peers)
    {
        for (int i = 0; i < peers.Length; i++)
        {
            if (!peers[i].IsClosed)
            {
                peers[i].Ask(HostPeer.Request("GET", "/accessories"));
            }
        }
    }

    private static void Ask(HostPeer[] sessions, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            Assert.AreEqual("HTTP/1.1 200", sessions[i].Read("id=1.11").Substring(0, 12));
        }
    }

    private static HostPeer[] Sessions(HostBench bench, int count)
    {
        HostPeer[] sessions = new HostPeer[count];
        for (int i = 0; i < count; i++)
        {
            sessions[i] = bench.Connect((ulong)i, i % 2 == 0 ? HostBench.Admin : HostBench.User);
            bench.Pass(200);
        }

        return sessions;
    }

    private static HostBench BenchOfNine(out QuickController[] controllers)
    {
        FakeStore store = new FakeStore();
        HostBench first = new HostBench(store, null);
        controllers = new QuickController[9];
        for (int i = 0; i < 9; i++)
        {
            controllers[i] = new QuickController("c" + i.ToString());
        }

        store.Set(StoreRecord.Pairings, QuickController.Record(9, controllers));
        HostBench bench = first.Reboot();

        // Everybody has been here before, so that nobody counts as a stranger.
        for (int i = 0; i < 9; i++)
        {
            HostPeer peer = bench.Connect((ulong)i, controllers[i]);
            peer.Close();
            bench.Pass(1000);
        }

        return bench;
    }

    private static void SendM5(HostBench bench, HostPeer peer, QuickController controller)
    {
        byte[] m2 = peer.AskTlv("/pair-setup", TestController.SetupM1());
        peer.AskTlv("/pair-setup", controller.SetupM3(m2, HostBench.Code));
        peer.Send(HostPeer.Post("/pair-setup", controller.SetupM5()));
        bench.Settle();
    }

    private static byte[] Setup(HostBench bench, HostPeer peer, QuickController controller)
    {
        SendM5(bench, peer, controller);
        return HostPeer.TlvBody(peer.TakeBytes());
    }
}
