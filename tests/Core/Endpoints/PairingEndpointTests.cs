// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>What malformed TLV8 gets over HTTP, on all three paths that take it.</summary>
[TestClass]
public class PairingEndpointTests
{
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

    [TestMethod]
    [DataRow("/pair-setup", false)]
    [DataRow("/pair-verify", false)]
    [DataRow("/pairings", true)]
    public void Post_MalformedTlv_IsABadRequestWithoutABody(string target, bool isSecured)
    {
        string[] bodies = { "", "06", "0601", "060201", "ff", "0601010601" };
        for (int i = 0; i < bodies.Length; i++)
        {
            HostBench bench = HostBench.Paired();
            HostPeer peer = isSecured ? bench.ConnectAdmin() : bench.Connect();

            Assert.AreEqual(BadRequest, peer.Ask(HostPeer.Post(target, Hex.Bytes(bodies[i]))), bodies[i]);
            Assert.IsFalse(peer.IsClosed, "the connection stays");
        }
    }
}
