// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;

/// <summary>The published Pair Setup, byte for byte.</summary>
[TestClass]
public class PairSetupTranscriptTests
{
    [TestMethod]
    public void Handle_PublishedTranscript_IsReplayed()
    {
        PairingBench bench = new PairingBench();
        bench.Crypto.Script(Hex.Bytes(PairSetupVectors.Srp_b));
        FakePeer peer = new FakePeer(1);

        Assert.AreEqual(PairSetupVectors.M2, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M1))));
        Assert.AreEqual(PairSetupVectors.M4, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M3))));
        Assert.AreEqual(PairSetupVectors.M6, Hex.Text(bench.Send(peer, Hex.Bytes(PairSetupVectors.M5))));

        Assert.IsTrue(bench.Context.Pairings.IsPaired);
        Assert.IsTrue(bench.Setup.IsWiped);
    }
}
