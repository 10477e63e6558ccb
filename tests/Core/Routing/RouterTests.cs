// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Routing;

/// <summary>The table of paths and methods: which answer a request gets before any endpoint sees it.</summary>
[TestClass]
public class RouterTests
{
    private const string Refused = "HTTP/1.1 470 Connection Authorization Required\r\nContent-Length: 0\r\n\r\n";
    private const string RefusedWithStatus =
        "HTTP/1.1 470 Connection Authorization Required\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70411}";

    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    private const string NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private const string NotAllowed = "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n";
    private const string NoResource =
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70409}";

    [TestMethod]
    [DataRow("GET", "/accessories", RefusedWithStatus)]
    [DataRow("GET", "/characteristics?id=1.11", RefusedWithStatus)]
    [DataRow("PUT", "/characteristics", RefusedWithStatus)]
    [DataRow("PUT", "/prepare", RefusedWithStatus)]
    [DataRow("POST", "/pairings", Refused)]
    [DataRow("POST", "/resource", Refused)]
    [DataRow("POST", "/secure-message", Refused)]
    [DataRow("POST", "/config", Refused)]
    [DataRow("GET", "/", Refused)]
    [DataRow("GET", "/nothing", Refused)]
    [DataRow("DELETE", "/accessories", RefusedWithStatus)]
    [DataRow("PUT", "/pairings", Refused)]
    [DataRow("GET", "/identify", NotAllowed)]
    [DataRow("GET", "/pair-setup", NotAllowed)]
    [DataRow("PUT", "/pair-verify", NotAllowed)]
    public void Find_PlainConnection_NeedsASession(string method, string target, string answer)
    {
        HostPeer peer = HostBench.Paired().Connect();
        Assert.AreEqual(answer, Ask(peer, method, target));
        Assert.IsFalse(peer.IsClosed);
    }

    [TestMethod]
    [DataRow("POST", "/pair-setup", BadRequest)]
    [DataRow("POST", "/pair-verify", BadRequest)]
    [DataRow("GET", "/pair-setup", NotAllowed)]
    [DataRow("POST", "/accessories", NotAllowed)]
    [DataRow("POST", "/characteristics", NotAllowed)]
    [DataRow("GET", "/pairings", NotAllowed)]
    [DataRow("GET", "/prepare", NotAllowed)]
    [DataRow("GET", "/identify", NotAllowed)]
    [DataRow("POST", "/resource", NoResource)]
    [DataRow("POST", "/secure-message", NotFound)]
    [DataRow("POST", "/config", NotFound)]
    [DataRow("GET", "/", NotFound)]
    [DataRow("GET", "/Accessories", NotFound)]
    [DataRow("GET", "/accessories/", NotFound)]
    [DataRow("GET", "/accessories?a=1", NotFound)]
    [DataRow("GET", "/accessorie", NotFound)]
    [DataRow("GET", "/characteristicz", NotFound)]
    [DataRow("get", "/accessories", NotAllowed)]
    public void Find_Session_MatchesPathAndMethodExactly(string method, string target, string answer)
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(answer, Ask(peer, method, target));
        Assert.IsFalse(peer.IsClosed);
    }

    [TestMethod]
    public void Find_QueryOnPut_IsPassedOver()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual("HTTP/1.1 204 No Content\r\n\r\n", peer.Ask(HostPeer.Put("/characteristics?x=1", "{}")));
    }

    private static string Ask(HostPeer peer, string method, string target)
    {
        return peer.Ask(method == "GET" || method == "get" || method == "DELETE"
            ? HostPeer.Request(method, target)
            : HostPeer.Request(method, target, "application/hap+json", new byte[0]));
    }
}
