// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Server;
using HapNano.Server.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>Peers that go, flood, dawdle or talk nonsense: behind each of them the owner is served, and everything that was held is given back.</summary>
[TestClass]
public class AbuseTests
{
    private const string Watch = "{\"characteristics\":[{\"aid\":1,\"iid\":IID,\"ev\":true}]}";

    private static readonly Dictionary<string, Action<TestLamp, RawController>> s_sessionStates = new()
    {
        ["connected"] = (_, _) => { },
        ["half a head"] = (_, peer) => peer.Socket.Send("GET /acc"u8),
        ["half a body"] = (_, peer) => peer.Socket.Send("POST /pair-verify HTTP/1.1\r\nContent-Length: 37\r\n\r\n\u0006"u8),
        ["request without waiting for its answer"] = (_, peer) => peer.Socket.Send("GET /accessories HTTP/1.1\r\n\r\n"u8),
        ["refused"] = (_, peer) => peer.Socket.Send("nonsense\r\n\r\n"u8),
        ["verify M1"] = (_, peer) => peer.Post("/pair-verify", PairedState.Owner().VerifyM1()),
        ["verified"] = (_, peer) => peer.Verify(PairedState.Owner()),
        ["half a frame"] = (_, peer) => peer.Socket.Send(peer.Verify(PairedState.Owner()).Sealed("GET /accessories")[..9]),
        ["frames without waiting for their answers"] = (_, peer) =>
        {
            peer.Verify(PairedState.Owner());
            for (int i = 0; i < 20; i++)
            {
                peer.Socket.Send(peer.Sealed("GET /accessories"));
            }
        },
        ["half an answer taken"] = (_, peer) =>
        {
            peer.Socket.Send(peer.Verify(PairedState.Owner()).Sealed("GET /accessories"));
            peer.Socket.Receive(new byte[10]);
        },
        ["subscribed"] = (lamp, peer) =>
        {
            peer.Verify(PairedState.Owner()).Ask("PUT /characteristics", Watch.Replace("IID", lamp.Switch.On.InstanceId.ToString()));
            lamp.Device.Set(!lamp.Device.Value);
        },
        ["pairing is removed"] = (_, peer) => peer.Verify(PairedState.Owner()).Ask("POST /pairings", "\u0006\u0001\u0001\u0000\u0001\u0005"),
    };

    private static readonly Dictionary<string, Action<RawController>> s_setupStates = new()
    {
        ["M1 without waiting"] = peer => peer.Socket.Send("POST /pair-setup HTTP/1.1\r\nContent-Length: 6\r\n\r\n\u0000\u0001\u0000\u0006\u0001\u0001"u8),
        ["M2"] = peer => Own(peer),
        ["M3 without waiting"] = peer => SendM3(peer, new TestController("gone")),
        ["M4"] = peer =>
        {
            var gone = new TestController("gone");
            peer.Post("/pair-setup", gone.SetupM3(Own(peer), TestLamp.SetupCode));
        },
    };

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Connection_EndsInAnyState_GivesEverythingBack(bool isReset)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: TestLamp.ManyServices());
        using RawController session = Household.Connect(lamp);
        var before = new Resources();
        foreach (KeyValuePair<string, Action<TestLamp, RawController>> state in s_sessionStates)
        {
            for (int i = 0; i < 3; i++)
            {
                RawController peer = lamp.Connect(Household.Host);
                state.Value(lamp, peer);
                End(peer, isReset);
            }

            session.CheckServed(lamp);
        }

        before.CheckReturned();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void PairSetup_OwnerEndsInAnyState_SomebodyElsePairs(bool isReset)
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var before = new Resources();
        foreach (Action<RawController> state in s_setupStates.Values)
        {
            RawController peer = lamp.Connect(Stranger.Host);
            state(peer);
            End(peer, isReset);
        }

        using (RawController phone = lamp.Connect(Household.Host))
        {
            Own(phone);
            phone.Pair(new TestController("new owner"), TestLamp.SetupCode);
        }

        before.CheckReturned();
    }

    [TestMethod]
    public void Accept_TenThousandConnections_GiveEverythingBack()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        session.CheckServed(lamp);
        var before = new Resources();

        for (int i = 0; i < 10_000; i++)
        {
            var stranger = new Stranger(lamp);
            if (i % 4 == 0)
            {
                // Hears something or is refused: either way the lamp has come so far, and its backlog does not overflow.
                stranger.Say("GET /accessories HTTP/1.1\r\n\r\n").Hear();
            }

            stranger.Reset();
        }

        session.CheckServed(lamp);
        Household.CheckServed(lamp);
        before.CheckReturned();
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Receive_Garbage_EndsThatConnectionOnly(int seed)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        var before = new Resources();
        var random = new Random(seed);
        for (int i = 0; i < 25; i++)
        {
            using var stranger = new Stranger(lamp);
            byte[] garbage = new byte[random.Next(1, 4000)];
            random.NextBytes(garbage);
            stranger.Say(garbage);
        }

        session.CheckServed(lamp);
        before.CheckReturned();
    }

    [TestMethod]
    public void Receive_GarbageInASession_EndsItWithoutAWord()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        var random = new Random(3);
        for (int i = 0; i < 10; i++)
        {
            // A length that is in range, and what it announces.
            using RawController peer = Household.Connect(lamp);
            byte[] garbage = new byte[1100];
            random.NextBytes(garbage);
            garbage[1] &= 3;
            peer.Socket.Send(garbage);
            Assert.AreEqual(0, CountUntilEnd(peer.Socket));
        }

        session.CheckServed(lamp);
    }

    [TestMethod]
    public void Receive_RequestByteByByte_IsAnswered()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        foreach (byte one in session.Sealed($"GET /characteristics?id=1.{lamp.Switch.On.InstanceId}"))
        {
            session.Socket.Send([one]);
        }

        StringAssert.Contains(session.ReadAnswer(), "\"value\":false");
        session.CheckServed(lamp);
    }

    [TestMethod]
    public void Events_PeerThatNeverReads_IsClosedWhenItsTimeIsOver()
    {
        Service[] extra = TestLamp.ManyServices();
        var log = new RecordingLog();
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: extra);
        using RawController session = Household.Connect(lamp);
        using var lazy = new RawController(lamp.Panel.Port, receiveBufferBytes: 4096, host: Household.Host);
        lazy.Verify(PairedState.Owner());
        foreach (Lightbulb bulb in extra.Cast<Lightbulb>())
        {
            int[] watched = [bulb.On.InstanceId, bulb.Brightness.InstanceId, bulb.Hue.InstanceId, bulb.Saturation.InstanceId];
            Assert.AreEqual(204, lazy.Ask("PUT /characteristics", $"{{\"characteristics\":[{string.Join(',', watched.Select(iid => $"{{\"aid\":1,\"iid\":{iid},\"ev\":true}}"))}]}}").Status);
        }

        Log.Sink = log;
        Log.Level = LogLevel.Debug;
        try
        {
            // From here on it takes nothing: the system's buffers fill with some megabytes, then ours waits.
            int round = 0;
            Household.WaitUntil(
                () =>
                {
                    for (int i = 0; i < 20; i++)
                    {
                        Change(extra, ++round);
                        Clock.Pass(1);
                        Thread.Sleep(1);
                    }

                    return log.Lines.Any(line => line.Contains("closed: place", StringComparison.Ordinal));
                },
                "closed");
            Assert.IsGreaterThan(10, round, "it had its ten seconds");
        }
        finally
        {
            Log.Sink = null;
            Log.Level = LogLevel.Warning;
        }

        session.CheckServed(lamp);
        Assert.IsGreaterThan(0, CountUntilEnd(lazy.Socket));
    }

    [TestMethod]
    public void Answers_PeerThatNeverReads_IsClosedByTheLampsClockWhileOthersAreServed()
    {
        var log = new RecordingLog();
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: TestLamp.ManyServices());
        using RawController session = Household.Connect(lamp);
        using var lazy = new RawController(lamp.Panel.Port, receiveBufferBytes: 4096, host: Household.Host);
        lazy.Verify(PairedState.Owner());
        Log.Sink = log;
        Log.Level = LogLevel.Debug;
        try
        {
            // Answers that nobody takes fill the system's buffers, then ours; requests that nobody reads then fill the way here.
            lazy.AskUntilStuck("GET /accessories");
            session.CheckServed(lamp);
            Assert.IsFalse(log.Lines.Any(line => line.Contains("closed: place", StringComparison.Ordinal)), "it has its ten seconds");

            Clock.Pass(10);
            Household.WaitUntil(() => log.Lines.Any(line => line.Contains("closed: place", StringComparison.Ordinal)), "closed");

            // Nobody waited in a call that only the system's own ten seconds end: that would be an exception.
            Assert.IsFalse(log.Lines.Any(line => line.Contains("Exception", StringComparison.Ordinal)), string.Join('\n', log.Lines));
        }
        finally
        {
            Log.Sink = null;
            Log.Level = LogLevel.Warning;
        }

        session.CheckServed(lamp);
        Assert.IsGreaterThan(0, CountUntilEnd(lazy.Socket));
    }

    [TestMethod]
    public void Subscriptions_OfAllSessionsToEverything_AreGoneWithThem()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: TestLamp.ManyServices());
        using RawController session = Household.Connect(lamp);
        string all = $"{{\"characteristics\":[{string.Join(',', Enumerable.Range(1, 40).Select(iid => $"{{\"aid\":1,\"iid\":{iid},\"ev\":true}}"))}]}}";
        var before = new Resources();
        for (int i = 0; i < 20; i++)
        {
            using RawController peer = Household.Connect(lamp);
            Assert.AreEqual(207, peer.Ask("PUT /characteristics", all).Status, "some do not exist");
            lamp.Device.Set(!lamp.Device.Value);
        }

        session.CheckServed(lamp);
        before.CheckReturned();
    }

    private static void Change(Service[] bulbs, int round)
    {
        foreach (Lightbulb bulb in bulbs.Cast<Lightbulb>())
        {
            bulb.On.Value = round % 2 == 0;
            bulb.Brightness.Value = round % 100;
            bulb.Hue.Value = round % 360;
            bulb.Saturation.Value = round % 100;
        }
    }

    private static void End(RawController peer, bool isReset)
    {
        if (isReset)
        {
            peer.Socket.LingerState = new LingerOption(true, 0);
        }

        peer.Dispose();
    }

    private static void SendM3(RawController peer, TestController controller)
    {
        byte[] m3 = controller.SetupM3(Own(peer), TestLamp.SetupCode);
        peer.Socket.Send([.. System.Text.Encoding.ASCII.GetBytes($"POST /pair-setup HTTP/1.1\r\nContent-Length: {m3.Length}\r\n\r\n"), .. m3]);
    }

    // Pair Setup M2. The lamp has to notice first that the owner before is gone; until then it is Busy.
    private static byte[] Own(RawController peer)
    {
        byte[] m2 = [];
        Household.WaitUntil(() => TestController.Value(m2 = peer.Post("/pair-setup", TestController.SetupM1()), TlvType.Error) == null, "Pair Setup is free");
        return m2;
    }

    private static int CountUntilEnd(Socket socket)
    {
        byte[] buffer = new byte[65536];
        int all = 0;
        try
        {
            for (int count = socket.Receive(buffer); count > 0; count = socket.Receive(buffer))
            {
                all += count;
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // As good an end as any.
        }

        return all;
    }
}
