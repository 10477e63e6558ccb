// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Threading;
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

            link.Simulated.Roam([127, 0, 0, 2]);
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains(SecondLoopbackData));

            // To another access point, with the same address: membership is renewed and everything said again, from the probe on.
            link.Simulated.Roam();
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

    [TestMethod]
    public void Round_WithoutMemoryForAMoment_AnnouncesAndUpdatesLater()
    {
        NetworkLink before = NetworkLink.Board;
        var link = new FakeLink();
        NetworkLink.Board = link;
        try
        {
            using var listener = new MulticastListener();
            string name = "Moment " + Guid.NewGuid().ToString("N")[..8];
            var owner = new FakeOwner { Failures = 1 };
            var thread = new MdnsThread(new MdnsService(name, "moment-" + Guid.NewGuid().ToString("N")[..8], "_hap._tcp", 4711), 1, null, 75000, owner);
            thread.Start();
            link.Simulated.ComeUp();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains("sf=1"));

            owner.IsPaired = true;
            owner.Failures = 1;
            thread.TextChanged();
            listener.WaitFor(packet => IsAnswer(packet, name) && packet.Contains("sf=0"));
            thread.Stop();
        }
        finally
        {
            NetworkLink.Board = before;
        }
    }

    /// <summary>Nobody else of this process is in the group: without the thread's own membership the system drops the question.</summary>
    [TestMethod]
    public void Round_AfterEveryReturnOfTheLink_HearsTheGroup()
    {
        NetworkLink before = NetworkLink.Board;
        var link = new FakeLink();
        NetworkLink.Board = link;
        try
        {
            string name = "Group " + Guid.NewGuid().ToString("N")[..8];
            var thread = new MdnsThread(new MdnsService(name, "group-" + Guid.NewGuid().ToString("N")[..8], "_hap._tcp", 4711), 1, null, 0, new FakeOwner());
            thread.Start();
            for (int time = 1; time <= 3; time++)
            {
                int publications = Counters.Publications;
                link.Simulated.ComeUp();
                Assert.IsTrue(SpinWait.SpinUntil(() => Counters.Publications > publications, Patience.Long));
                Assert.IsTrue(AskTheGroup(name), $"time {time}");
                link.Simulated.Drop();
            }

            thread.Stop();
        }
        finally
        {
            NetworkLink.Board = before;
        }
    }

    // A question to the group from a port of its own gets its answer there (RFC 6762 §6.7): nothing that was announced can be taken for it.
    private static bool AskTheGroup(string name)
    {
        byte[] question = [0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, .. "_hap"u8, 4, .. "_tcp"u8, 5, .. "local"u8, 0, 0, 12, 0, 1];
        using var client = new UdpClient(AddressFamily.InterNetwork);
        client.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        client.Client.ReceiveTimeout = 1000;
        for (long endMs = Environment.TickCount64 + (long)Patience.Long.TotalMilliseconds; Environment.TickCount64 < endMs;)
        {
            client.Send(question, question.Length, new IPEndPoint(new IPAddress(MdnsResponder.IPv4Group), MdnsResponder.Port));
            try
            {
                IPEndPoint? from = null;
                while (!Encoding.Latin1.GetString(client.Receive(ref from)).Contains(name, StringComparison.Ordinal))
                {
                    // Other responders of this machine answer too.
                }

                return true;
            }
            catch (SocketException)
            {
                // Nobody yet: it may still be probing.
            }
        }

        return false;
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

        /// <summary>Times that the text cannot be filled.</summary>
        public int Failures { get; set; }

        public void FillText(MdnsService service)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new OutOfMemoryException();
            }

            service.SetText("sf", IsPaired ? "0" : "1");
        }

        public void Renamed(int instanceNumber, int hostNumber)
        {
        }

        public void Unavailable() => IsUnavailable = true;
    }
}
