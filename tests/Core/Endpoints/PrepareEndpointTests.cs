// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>Timed writes: PUT /prepare, and the write that carries its number.</summary>
[TestClass]
public class PrepareEndpointTests
{
    private const string Prepared =
        "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 12\r\n\r\n{\"status\":0}";

    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string Rejected33 =
        "HTTP/1.1 207 Multi-Status\r\nContent-Type: application/hap+json\r\nContent-Length: 56\r\n\r\n"
        + "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"status\":-70410}]}";

    private const string Timed = "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":1}],\"pid\":11122333}";
    private const string Plain = "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":1}]}";

    [TestMethod]
    public void Prepare_ThenWrite_IsDone()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(Prepared, Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}"));
        Assert.AreEqual(NoContent, peer.Write(Timed));
    }

    [TestMethod]
    public void Prepare_WriteAtTheLastMoment_IsDone()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        bench.Pass(2500);
        Assert.AreEqual(NoContent, peer.Write(Timed));
    }

    [TestMethod]
    public void Prepare_WriteTooLate_IsRejected()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        bench.Pass(2501);
        Assert.AreEqual(Rejected33, peer.Write(Timed));
    }

    [TestMethod]
    public void Prepare_ConnectionClosed_IsNotInheritedByTheNextInItsPlace()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        int slot = peer.Connection.Slot;
        peer.Close();
        HostPeer next = bench.ConnectAdmin();
        Assert.AreEqual(slot, next.Connection.Slot);
        Assert.AreEqual(Rejected33, next.Write(Timed));
    }

    [TestMethod]
    public void Prepare_TwoConnections_HaveTheirOwn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer one = bench.ConnectAdmin(1);
        HostPeer other = bench.ConnectAdmin(2);
        Prepare(one, "{\"ttl\":2500,\"pid\":11122333}");
        Assert.AreEqual(Rejected33, other.Write(Timed));
        Prepare(other, "{\"ttl\":2500,\"pid\":7}");
        Assert.AreEqual(NoContent, one.Write(Timed));
    }

    [TestMethod]
    public void Prepare_LongestTime_IsAccepted()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(Prepared, Prepare(peer, "{\"pid\":18446744073709551615,\"ttl\":9007199254740991}"));
        Assert.AreEqual(NoContent, peer.Write("{\"pid\":18446744073709551615,\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":1}]}"));
    }

    [TestMethod]
    public void Write_NotPrepared_IsRejectedForEveryEntry()
    {
        HostBench bench = HostBench.Paired();
        string answer = bench.ConnectAdmin().Write(
            "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":1},{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":9,\"iid\":9,\"value\":1}],\"pid\":1}");
        Assert.AreEqual(
            "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"status\":-70410},{\"aid\":1,\"iid\":11,\"status\":-70410},{\"aid\":9,\"iid\":9,\"status\":-70410}]}",
            answer.Substring(answer.IndexOf("{")));
        Assert.IsFalse(bench.Relay.Value);
    }

    [TestMethod]
    public void Write_OtherNumber_UsesThePreparedWriteUp()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":1}],\"pid\":5}");
        Assert.AreEqual(Rejected33, peer.Write(Timed));
    }

    [TestMethod]
    public void Write_Twice_IsRejectedTheSecondTime()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        Assert.AreEqual(NoContent, peer.Write(Timed));
        Assert.AreEqual(Rejected33, peer.Write(Timed));
    }

    [TestMethod]
    public void Write_WithoutNumber_FailsAndKeepsThePreparedWrite()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        Assert.AreEqual(Rejected33, peer.Write(Plain));
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}"));
        Assert.AreEqual(NoContent, peer.Write(Timed));
    }

    [TestMethod]
    public void Write_TimedWriteNeeded_SubscriptionAloneIsNot()
    {
        Assert.AreEqual(
            NoContent, HostBench.Paired().ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":33,\"ev\":true}]}"));
    }

    [TestMethod]
    public void Prepare_Again_ReplacesTheFirst()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Prepare(peer, "{\"ttl\":2500,\"pid\":1}");
        Prepare(peer, "{\"ttl\":2500,\"pid\":11122333}");
        Assert.AreEqual(NoContent, peer.Write(Timed));
    }

    [TestMethod]
    public void Write_PreparedOnAnotherConnection_IsRejected()
    {
        HostBench bench = HostBench.Paired();
        Prepare(bench.ConnectAdmin(1), "{\"ttl\":2500,\"pid\":11122333}");
        Assert.AreEqual(Rejected33, bench.ConnectAdmin(2).Write(Timed));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"ttl\":2500}")]
    [DataRow("{\"pid\":1}")]
    [DataRow("{\"ttl\":2500,\"pid\":1,\"pid\":1}")]
    [DataRow("{\"ttl\":2500,\"ttl\":2500,\"pid\":1}")]
    [DataRow("{\"ttl\":-1,\"pid\":1}")]
    [DataRow("{\"ttl\":\"2500\",\"pid\":1}")]
    [DataRow("{\"ttl\":2500,\"pid\":null}")]
    [DataRow("{\"ttl\":9007199254740992,\"pid\":1}")]
    [DataRow("{\"ttl\":2500,\"pid\":18446744073709551616}")]
    [DataRow("{\"ttl\":2500,\"pid\":11122333}x")]
    [DataRow("{\"ttl\":2500,\"pid\":11122333")]
    public void Prepare_Malformed_IsABadRequest(string json)
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(BadRequest, Prepare(peer, json));
        Assert.AreEqual(Rejected33, peer.Write(Timed));
    }

    [TestMethod]
    public void Prepare_UnknownMembers_ArePassedOver()
    {
        Assert.AreEqual(Prepared, Prepare(HostBench.Paired().ConnectAdmin(), "{\"x\":{\"ttl\":1},\"ttl\":2500,\"y\":[],\"pid\":11122333}"));
    }

    private static string Prepare(HostPeer peer, string json)
    {
        return peer.Ask(HostPeer.Put("/prepare", json));
    }
}
