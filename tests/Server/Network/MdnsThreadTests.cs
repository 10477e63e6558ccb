// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Reflection;
using HapNano.Mdns;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class MdnsThreadTests
{
    // The address as an A record's data, and the four bytes of a TTL of 0 behind type SRV and class IN with the cache-flush bit.
    private const string LoopbackData = "\u0004\u007F\0\0\u0001";
    private const string SecondLoopbackData = "\u0004\u007F\0\0\u0002";
    private const string SrvWithoutLife = "\0\u0021\u0080\u0001\0\0\0\0";

    [TestMethod]
    public void Round_FromStartToStop_AnnouncesUpdatesFollowsTheAddressAndTakesLeave()
    {
        NetworkLink before = NetworkLink.Board;
        var link = new FakeLink();
        NetworkLink.Board = link;
        try
        {
            using var listener = new MulticastListener();
            string name = "Thread " + Guid.NewGuid().ToString("N")[..8];
            var owner = new FakeOwner();
            var service = new MdnsService(name, "thread-" + Guid.NewGuid().ToString("N")[..8], "_hap._tcp", 4711);
            var thread = new MdnsThread(service, 1, null, 75000, owner);
            thread.Start();

            // Without an address it waits; the link coming up starts it.
            link.Simulated.ComeUp();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains("sf=1") && packet.Contains(LoopbackData));

            owner.IsPaired = true;
            thread.TextChanged();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains("sf=0"));

            link.Simulated.Offered = [127, 0, 0, 2];
            link.Simulated.ComeUp();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains(SecondLoopbackData));

            // A drop that nobody saw, and the same address: membership is renewed and everything said again, from the probe on.
            link.Simulated.Drop();
            link.Simulated.ComeUp();
            listener.WaitFor(packet => IsProbe(packet, name));
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains(SecondLoopbackData));

            thread.Stop();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains(SrvWithoutLife));
            Assert.IsFalse(owner.IsUnavailable);
        }
        finally
        {
            NetworkLink.Board = before;
        }
    }

    // A query, RFC 6762 §8.1, with our name.
    private static bool IsProbe(string packet, string name) => packet.Length > 12 && packet[2] == '\0' && packet.Contains(name);

    [TestMethod]
    [DataRow(75_000, DisplayName = "as usual")]
    [DataRow(0, DisplayName = "turned off")]
    public void Constructor_Interval_IsTheResponders(int reannounceMs)
    {
        Assert.AreEqual(75_000, new ServerSettings().ReannounceMs);
        var thread = new MdnsThread(new MdnsService("Thread", "thread", "_hap._tcp", 4711), 1, null, reannounceMs, new FakeOwner());

        var responder = (MdnsResponder)typeof(MdnsThread).GetField("_responder", BindingFlags.NonPublic | BindingFlags.Instance).GetValue(thread);
        Assert.AreEqual(reannounceMs, responder.ReannounceIntervalMs);
    }

    private static bool IsAnswer(string packet, string name) => packet.Length > 12 && packet[2] == '\u0084' && packet.Contains(name);

    private sealed class FakeOwner : IMdnsOwner
    {
        public bool IsPaired { get; set; }

        public bool IsUnavailable { get; private set; }

        public void FillText(MdnsService service) => service.SetText("sf", IsPaired ? "0" : "1");

        public void Renamed(int instanceNumber, int hostNumber)
        {
        }

        public void Unavailable() => IsUnavailable = true;
    }
}
