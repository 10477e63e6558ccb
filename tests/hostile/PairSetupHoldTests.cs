// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Pairing;
using HapNano.Server.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>A stranger who wants Pair Setup for itself, against somebody who wants to pair.</summary>
[TestClass]
public class PairSetupHoldTests
{
    private const byte Busy = 7;

    [TestMethod]
    [DataRow(0)]
    [DataRow(13)]
    public void PairSetup_StrangersM1EveryTwentySecondsForHalfAnHour_SomebodyPairs(int secondsBefore)
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var strangers = new List<Stranger>();
        var phone = new TestController("phone");
        RawController? connection = null;
        byte[]? m2 = null;
        int m2Second = 0;
        int pairedSecond = -1;
        Clock.Pass(secondsBefore);
        for (int second = 0; second < 30 * 60 && pairedSecond < 0; second += 5)
        {
            // The stranger: on connections that it keeps, so that it is never gone.
            if (second % 20 == 0)
            {
                strangers.Add(new Stranger(lamp));
                strangers[^1].Post("/pair-setup", TestController.SetupM1());
            }

            // The phone asks every ten seconds while it is Busy; its user types for half a minute.
            if (m2 == null && second >= 60 && second % 10 == 0)
            {
                connection?.Dispose();
                connection = lamp.Connect(Household.Host);
                byte[] answer = connection.Post("/pair-setup", TestController.SetupM1());
                m2 = TestController.Value(answer, TlvType.Error) == null ? answer : null;
                Assert.IsTrue(m2 != null || TestController.Value(answer, TlvType.Error)[0] == Busy);
                m2Second = second;
            }
            else if (m2 != null && second >= m2Second + 30)
            {
                pairedSecond = TryFinish(connection!, phone, m2) ? second : -1;
                m2 = null;
            }

            Clock.Pass(5);
        }

        Assert.IsGreaterThanOrEqualTo(0, pairedSecond, "paired within half an hour");
        Assert.IsLessThanOrEqualTo(180, pairedSecond, "began at 60 s");
        Assert.IsTrue(lamp.Panel.WaitFor("paired"));
        connection?.Dispose();
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [TestMethod]
    public void PairSetup_FloodOfM1_SomebodyPairs()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var before = new Resources();
        for (int i = 0; i < 300; i++)
        {
            using var stranger = new Stranger(lamp);
            stranger.Post("/pair-setup", TestController.SetupM1());
        }

        using (var stranger = new Stranger(lamp))
        {
            for (int i = 0; i < 300; i++)
            {
                StringAssert.StartsWith(stranger.Post("/pair-setup", TestController.SetupM1()), "HTTP/1.1 200");
            }
        }

        Clock.Pass(60);
        Household.CheckPairs(lamp);
        before.CheckReturned();
    }

    [TestMethod]
    public void PairSetup_FloodOfM3_SomebodyPairs()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        byte[] m3 = [.. TestController.Item(TlvType.State, 3), .. TestController.Item(TlvType.PublicKey, [2]), .. TestController.Item(TlvType.Proof, new byte[64])];
        using (var stranger = new Stranger(lamp))
        {
            for (int i = 0; i < 200; i++)
            {
                StringAssert.StartsWith(stranger.Post("/pair-setup", m3), "HTTP/1.1 400", "M3 without an M1");
            }

            for (int i = 0; i < 20; i++)
            {
                stranger.Post("/pair-setup", TestController.SetupM1());
                StringAssert.Contains(stranger.Post("/pair-setup", m3), "\u0006\u0001\u0004\u0007\u0001\u0002", "a wrong proof");
            }
        }

        Clock.Pass(60);
        Household.CheckPairs(lamp);
    }

    // False when the exchange was taken over meanwhile.
    private static bool TryFinish(RawController connection, TestController phone, byte[] m2)
    {
        try
        {
            byte[] m4 = connection.Post("/pair-setup", phone.SetupM3(m2, TestLamp.SetupCode));
            phone.SetupM6(connection.Post("/pair-setup", phone.SetupM5(m4)));
            return true;
        }
        catch (System.InvalidOperationException)
        {
            return false;
        }
    }
}
