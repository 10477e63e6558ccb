// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using HapNano.Server;
using HapNano.Server.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>Strangers in every place: how long they may stay, who gets in meanwhile, and that no controller waits for ever.</summary>
[TestClass]
public class CrowdTests
{
    [TestMethod]
    [DataRow("idle", "")]
    [DataRow("half a request", "GET /accessories HTTP/1.1\r\nHost: la")]
    [DataRow("half a body", "POST /pair-verify HTTP/1.1\r\nContent-Length: 37\r\n\r\n\u0006\u0001\u0001")]
    public void Accept_AllPlacesTakenByStrangers_ControllerIsServedWhenTheirTimeIsOver(string kind, string said)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        var before = new Resources();
        Stranger[] strangers = Crowd(lamp, said);
        Task served = Task.Run(() => Household.CheckServed(lamp));

        // Waits behind them: nobody had to go before the time was over.
        Assert.IsFalse(served.Wait(TimeSpan.FromMilliseconds(300)), kind);
        Clock.Pass(10);

        served.GetAwaiter().GetResult();
        Leave(strangers);
        before.CheckReturned();
    }

    [TestMethod]
    public void Accept_StrangersThatSendAByteNowAndThen_GainNoTime()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        Stranger[] strangers = Crowd(lamp, "GET /accessories HTTP/1.1\r\n");
        Task served = Task.Run(() => Household.CheckServed(lamp));

        for (int i = 0; i < 4; i++)
        {
            Clock.Pass(3);
            Array.ForEach(strangers, stranger => stranger.Say("a"));
        }

        served.GetAwaiter().GetResult();
        Leave(strangers);
    }

    [TestMethod]
    public void Accept_StrangersThatChat_MakeRoomAfterHalfAMinute()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        Stranger[] strangers = Crowd(lamp, "");
        Task served = Task.Run(() => Household.CheckServed(lamp));

        for (int i = 0; i < 5 && !served.IsCompleted; i++)
        {
            foreach (Stranger stranger in strangers)
            {
                stranger.Say("GET /accessories HTTP/1.1\r\n\r\n").Hear();
            }

            Clock.Pass(7);
        }

        served.GetAwaiter().GetResult();
        Leave(strangers);
    }

    [TestMethod]
    public void Accept_AddressThatVerifiedBefore_WaitsForNobody()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        Household.CheckServed(lamp);
        Stranger[] strangers = Crowd(lamp, "");

        Household.CheckServed(lamp);

        Leave(strangers);
    }

    [TestMethod]
    public void Accept_OneHostConnectsWithoutEnd_ControllerWaitsForAPlaceAndNotInItsQueue()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        Stranger[] strangers = Crowd(lamp, "");
        var more = new List<Stranger>();

        // Far more than the backlog holds: if they waited, the last of them would not even be connected.
        for (int i = 0; i < 30; i++)
        {
            more.Add(new Stranger(lamp));
        }

        foreach (Stranger refused in more)
        {
            Assert.AreEqual("", refused.Hear(), "closed, and not kept waiting");
        }

        Task served = Task.Run(() => Household.CheckServed(lamp));
        Clock.Pass(10);
        served.GetAwaiter().GetResult();
        Leave([.. strangers, .. more]);
    }

    [TestMethod]
    public void Accept_HubComesBackWithManyConnections_AllAreServedAndNoneIsRefused()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        int crowds = Counters.Crowds;
        int waits = Counters.Waits;

        // What it had before its power failed looks like any session. Five more than the table holds beside them come at once.
        RawController[] dead = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(_ => Household.Connect(lamp))];
        RawController[] hub = [.. Enumerable.Range(0, HapHost.MaxConnections - HapHost.MaxVerifiedConnections + 5).Select(_ => lamp.Connect(Household.Host))];
        Household.WaitUntil(() => Counters.Waits > waits || Counters.Crowds > crowds, "one waits in hand");
        foreach (RawController connection in hub)
        {
            connection.Verify(PairedState.Owner()).CheckServed(lamp);
        }

        Assert.AreEqual(crowds, Counters.Crowds);
        Array.ForEach(hub, connection => connection.Dispose());
        Array.ForEach(dead, connection => connection.Dispose());
    }

    [TestMethod]
    public void Accept_FullTableAndBrowsersOnTheStatusPage_TakeNoMoreSocketsThanAnImageHas()
    {
        int before = Resources.Sockets();
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        RawController[] sessions = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(i => Household.Connect(lamp, (byte)(10 + i)))];
        Stranger[] strangers = [.. Enumerable.Range(0, HapHost.MaxConnections - sessions.Length).Select(i => new Stranger(lamp, (byte)(30 + i)))];
        int waits = Counters.Waits;
        using var newcomer = new Stranger(lamp, 40);
        Household.WaitUntil(() => Counters.Waits > waits, "one is in hand");

        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        var page = new Uri(lamp.Panel.Page!);
        Stranger[] browsers = [.. Enumerable.Range(0, 4).Select(i => new Stranger(page.Port, (byte)(50 + i)))];

        // The first three ask nothing, so each had its place and gave it to the next one.
        foreach (Stranger idle in browsers[..3])
        {
            Assert.AreEqual("", idle.Hear());
        }

        int ours = sessions.Length + strangers.Length + 1 + browsers.Length;
        const int discovery = 1;
        const int wake = 1;

        // On the loopback there is no discovery, and a PC's thread is woken by a socket. Who gives its place has gone before the next one is accepted.
        const int most = SocketBudget.Image - discovery + wake;
        Household.WaitUntil(
            () =>
            {
                int taken = Resources.Sockets() - before - ours;
                Assert.IsLessThanOrEqualTo(most, taken);
                return taken == most;
            },
            "as many as an image has");
        StringAssert.Contains(browsers[3].Say($"GET / HTTP/1.1\r\nHost: {page.Authority}\r\n\r\n").Hear(), "200 OK");

        // And whoever is in hand is served as soon as there is a place.
        strangers[0].Dispose();
        StringAssert.Contains(newcomer.Say("GET /accessories HTTP/1.1\r\n\r\n").Hear(), "470");
        Leave([.. strangers, .. browsers]);
        Array.ForEach(sessions, session => session.Dispose());
    }

    [TestMethod]
    public void Accept_EightSessionsAndAllOtherPlacesTaken_SessionsAreServedAndStay()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        RawController[] sessions = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(i => Household.Connect(lamp, (byte)(10 + i)))];
        Stranger[] strangers = [new(lamp), new(lamp), new(lamp)];
        for (int i = 0; i < 20; i++)
        {
            new Stranger(lamp).Dispose();
            Clock.Pass(60);
        }

        foreach (RawController session in sessions)
        {
            session.CheckServed(lamp);
            session.Dispose();
        }

        Leave(strangers);
    }

    [TestMethod]
    public void Verify_EightAtOnceAfterAPowerCut_AllAreServed()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());

        RawController[] sessions = new RawController[HapHost.MaxVerifiedConnections];
        Parallel.For(0, sessions.Length, i => sessions[i] = Household.Connect(lamp, (byte)(10 + i)));

        foreach (RawController session in sessions)
        {
            session.CheckServed(lamp);
        }

        Array.ForEach(sessions, session => session.Dispose());
    }

    [TestMethod]
    public void Verify_AfterAPowerCutWhileAHostFloodsVerify_AllAreServed()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        bool isOver = false;
        byte[] m1 = new TestController("stranger").VerifyM1();
        Task flood = Task.Run(() =>
        {
            while (!System.Threading.Volatile.Read(ref isOver))
            {
                using var stranger = new Stranger(lamp);
                stranger.Post("/pair-verify", m1);
            }
        });

        // A controller that is refused comes again, a second of the lamp's later.
        for (int i = 0; i < 4; i++)
        {
            int attempts = 0;
            while (!TryServe(lamp, (byte)(20 + i)))
            {
                Assert.IsLessThan(10, ++attempts, $"controller {i}");
                Clock.Pass(1);
            }
        }

        System.Threading.Volatile.Write(ref isOver, true);
        flood.GetAwaiter().GetResult();
    }

    private static bool TryServe(TestLamp lamp, byte host)
    {
        try
        {
            Household.CheckServed(lamp, host);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static Stranger[] Crowd(TestLamp lamp, string said)
    {
        Stranger[] strangers = [.. Enumerable.Range(0, HapHost.MaxConnections).Select(_ => new Stranger(lamp))];
        Array.ForEach(strangers, stranger => stranger.Say(said));

        // One more from there is refused: so all of them have their places.
        Household.WaitUntil(
            () =>
            {
                using var refused = new Stranger(lamp);
                return refused.Hear().Length == 0;
            },
            "a full table");
        return strangers;
    }

    private static void Leave(Stranger[] strangers) => Array.ForEach(strangers, stranger => stranger.Dispose());
}
