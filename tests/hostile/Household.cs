// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Server.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>What the lamp's owner does while somebody else misbehaves.</summary>
internal static class Household
{
    /// <summary>The owner's own address ends so.</summary>
    public const byte Host = 5;

    /// <summary>A session of the owner.</summary>
    public static RawController Connect(TestLamp lamp, byte host = Host) => lamp.Connect(host).Verify(PairedState.Owner());

    /// <summary>Switches the lamp, reads it back, and looks at the pin.</summary>
    public static void CheckServed(this RawController session, TestLamp lamp)
    {
        int instanceId = lamp.Switch.On.InstanceId;
        bool isOn = !lamp.Device.Value;
        string value = isOn ? "true" : "false";
        Assert.AreEqual(204, session.AskAmongEvents("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{instanceId},\"value\":{value}}}]}}"));
        Assert.AreEqual(isOn, lamp.Device.Value);
        Assert.AreEqual(200, session.AskAmongEvents($"GET /characteristics?id=1.{instanceId}", ""));
    }

    /// <summary>A new connection of the owner is served.</summary>
    public static void CheckServed(TestLamp lamp, byte host = Host)
    {
        using RawController session = Connect(lamp, host);
        session.CheckServed(lamp);
    }

    /// <summary>Somebody new pairs.</summary>
    public static void CheckPairs(TestLamp lamp, string name = "new owner")
    {
        using RawController phone = lamp.Connect(Host);
        phone.Pair(new TestController(name), TestLamp.SetupCode);
        Assert.IsTrue(lamp.Panel.WaitFor("paired"), "paired");
    }

    /// <summary>Asks again and again until something is so; nobody says how long that may take.</summary>
    public static void WaitUntil(Func<bool> condition, string what)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsTrue(clock.Elapsed < Patience.Long, "still not: " + what);
            System.Threading.Thread.Sleep(10);
        }
    }
}
