// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;

/// <summary>HAP Pair Setup M1 with more than one reason to refuse it.</summary>
[TestClass]
public class PairSetupChecksTests
{
    private const string Unavailable = "060102070106";

    // Split without Transient: refused with Authentication where nothing else is wrong.
    private const string Split = "000100060101130400000001";

    [TestMethod]
    public void HandleM1_SeveralReasons_GivesTheFirst()
    {
        FakeStore store = new FakeStore();
        store.Set(StoreRecord.Attempts, Hex.Bytes("0163"));
        PairingBench bench = new PairingBench(store);
        FakePeer owner = new FakePeer(10);
        FakePeer other = new FakePeer(20);

        // Owned by another and split.
        byte[] m2 = PairSetupFlow.ToM3(bench, owner);
        Assert.AreEqual(PairingErrorVectors.Busy, Hex.Text(bench.Send(other, Hex.Bytes(Split))));

        // The hundredth wrong code, which reserves the exchange for its host, and split.
        bench.Send(owner, new TestController("hundredth").SetupM3(m2, PairingBench.WrongCode));
        Assert.AreEqual(PairingErrorVectors.MaxTries, Hex.Text(bench.Send(other, TestController.SetupM1())));
        Assert.AreEqual(PairingErrorVectors.MaxTries, Hex.Text(bench.Send(other, Hex.Bytes(Split))));

        // The same, and paired.
        TestController first = new TestController("first");
        bench.Context.Pairings.Apply(Bytes.Concat(Hex.Bytes("010124"), first.Identifier, first.Ltpk, Hex.Bytes("01")));
        Assert.AreEqual(Unavailable, Hex.Text(bench.Send(other, Hex.Bytes(Split))));
    }

    [TestMethod]
    public void HandleM1_MalformedWhilePaired_IsRejectedFirst()
    {
        PairingBench bench = new PairingBench();
        TestController first = new TestController("first");
        bench.Context.Pairings.Apply(Bytes.Concat(Hex.Bytes("010124"), first.Identifier, first.Ltpk, Hex.Bytes("01")));

        Assert.AreEqual(0, bench.Send(new FakePeer(1), Hex.Bytes("060101")).Length);
        Assert.IsTrue(bench.Outcome == HapNano.Pairing.PairingOutcome.BadRequest);
    }
}
