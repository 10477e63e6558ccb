// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>POST /identify.</summary>
[TestClass]
public class IdentifyEndpointTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string Refused =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70401}";

    [TestMethod]
    public void Handle_Unpaired_Identifies()
    {
        HostBench bench = new HostBench();
        Assert.AreEqual(NoContent, bench.Connect().Ask(HostPeer.Post("/identify", new byte[0])));
        Assert.AreEqual(1, bench.IdentifyCount);
    }

    [TestMethod]
    public void Handle_ProductThrows_IsAnsweredAndShown()
    {
        HostBench bench = new HostBench();
        bench.Database.AccessoryAt(0).Identified += accessory => throw new System.InvalidOperationException();
        Assert.AreEqual(NoContent, bench.Connect().Ask(HostPeer.Post("/identify", new byte[0])));
        Assert.AreEqual(1, bench.IdentifyCount);
        Assert.AreEqual(1, bench.FailureCount);
    }

    [TestMethod]
    public void Write_IdentifyCharacteristicAndProductThrows_IsAnsweredAndShown()
    {
        HostBench bench = HostBench.Paired();
        int iid = bench.Database.AccessoryAt(0).Information.Identify.InstanceId;
        bench.Database.AccessoryAt(0).Identified += accessory => throw new System.InvalidOperationException();
        Assert.AreEqual(
            NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":" + iid.ToString() + ",\"value\":true}]}"));
        Assert.AreEqual(1, bench.IdentifyCount);
        Assert.AreEqual(1, bench.FailureCount);
    }

    [TestMethod]
    public void Handle_PairedAndPlain_IsRefused()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(Refused, bench.Connect().Ask(HostPeer.Post("/identify", new byte[0])));
        Assert.AreEqual(0, bench.IdentifyCount);
    }

    [TestMethod]
    public void Handle_PairedInSession_IsRefused()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(Refused, bench.ConnectAdmin().Ask(HostPeer.Post("/identify", new byte[0])));
        Assert.AreEqual(0, bench.IdentifyCount);
    }

    [TestMethod]
    public void Write_IdentifyCharacteristic_Identifies()
    {
        HostBench bench = HostBench.Paired();
        int iid = bench.Database.AccessoryAt(0).Information.Identify.InstanceId;
        Assert.AreEqual(
            NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":" + iid.ToString() + ",\"value\":true}]}"));
        Assert.AreEqual(1, bench.IdentifyCount);
    }
}
