// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>The pipe of one controller, bytes in and bytes out.</summary>
[TestClass]
public class HapConnectionTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";

    [TestMethod]
    public void Write_On_MovesTheDevice()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}"));
        Assert.IsTrue(bench.Relay.Value);
        Assert.AreEqual(1, bench.Relay.SetCount);
    }
}
