// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Endpoints;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>What connections would take of the board's heap, as <see cref="HeapCells"/> counts it; the tests print what each kind of object takes.</summary>
[TestClass]
public class SessionCostTests
{
    // What the host has once, or takes back.
    private static readonly Type[] s_shared =
    {
        typeof(HapHost), typeof(OutputBuffers), typeof(ByteSink), typeof(JsonWriter), typeof(Tlv8Writer), typeof(CryptoProvider), typeof(Endpoint),
        typeof(Characteristic), typeof(PairingContext), typeof(TimedWrites),
    };

    public TestContext TestContext { get; set; }

    [TestMethod]
    public void Session_Idle_Takes700BytesAtMost()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        bench.Relay.Move(true);
        bench.Settle();
        Assert.AreNotEqual(string.Empty, peer.Take());
        AssertBytes(700, "an idle session", peer);
    }

    [TestMethod]
    public void Sessions_EightWithAnEventEach_Take9000BytesAtMost()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = new HostPeer[HapHost.MaxVerifiedConnections];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = Subscribed(bench, (ulong)(i + 1));
        }

        bench.Relay.Move(true);
        bench.Settle();
        for (int i = 0; i < peers.Length; i++)
        {
            Assert.IsTrue(peers[i].Connection.OutputCount > 0);
            Assert.AreEqual(OutputBuffers.SmallBytes, peers[i].Connection.OutputBuffer.Length);
        }

        AssertBytes(7700, "eight sessions that have an event to send each", peers);

        // What they shared while they came and were told: one of each.
        Assert.AreEqual(peers.Length, bench.Host.Buffers.SmallCount);
        Assert.AreEqual(1, bench.Host.Buffers.LargeCount);
        Assert.AreEqual(1, bench.Host.Workspaces.MadeCount);
    }

    [TestMethod]
    public void Session_WithHalfARequest_Takes2250BytesAtMost()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        peer.SendRaw(Hex.Slice(peer.Frame(HostPeer.Request("GET", "/accessories")), 0, 20));
        AssertBytes(2250, "a session with half a request", peer);
    }

    [TestMethod]
    public void Stranger_Idle_Takes500BytesAtMost()
    {
        HostBench bench = HostBench.Paired();
        AssertBytes(500, "a stranger that says nothing", bench.Connect());
    }

    private static HostPeer Subscribed(HostBench bench, ulong address)
    {
        HostPeer peer = bench.ConnectAdmin(address);
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        bench.Pass(1000);
        return peer;
    }

    private void AssertBytes(int most, string what, params HostPeer[] peers)
    {
        var cells = new HeapCells(s_shared);
        foreach (HostPeer peer in peers)
        {
            cells.Add(peer.Connection);
        }

        TestContext.WriteLine($"{what}: {cells.Bytes} bytes of heap\n{cells.Listing}");
        Assert.IsTrue(cells.Bytes <= most, cells.Bytes.ToString());

        // A figure far below would be a count that misses something.
        Assert.IsTrue(cells.Bytes > most * 3 / 4, cells.Bytes.ToString());
    }
}
