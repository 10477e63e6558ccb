// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>The bodies that HomeKitADK's own tests refuse.</summary>
[TestClass]
public class AdkBodyTests
{
    [TestMethod]
    [DataRow("/characteristics", JsonVectors.WriteAdkDuplicatePid)]
    [DataRow("/prepare", JsonVectors.PrepareAdkDuplicateTtl)]
    [DataRow("/prepare", JsonVectors.PrepareAdkDuplicatePid)]
    public void Put_MemberTwice_IsBadRequest(string target, string bodyHex)
    {
        byte[] body = Hex.Bytes(bodyHex);
        HostPeer peer = HostBench.Paired().ConnectAdmin();

        string answer = peer.Ask(HostPeer.Put(target, Encoding.UTF8.GetString(body, 0, body.Length)));

        Assert.IsTrue(answer.StartsWith("HTTP/1.1 400 "), answer);
    }
}
