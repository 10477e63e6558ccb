// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;

/// <summary>Three controllers, a flash and a clock that do whatever they like, from a seed: nothing throws, and what must always hold does.</summary>
[TestClass]
public class PairSetupWalkTests
{
    private const int Controllers = 3;
    private const int Steps = 600;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Handle_AnyOrderOfEvents_KeepsItsPromises(int seed)
    {
        PairingBench bench = new PairingBench();
        PairSetupWalker[] walkers = new PairSetupWalker[Controllers];
        for (int i = 0; i < Controllers; i++)
        {
            walkers[i] = new PairSetupWalker(bench, (ulong)i);
        }

        uint random = (uint)seed * 2654435761;
        for (int step = 0; step < Steps; step++)
        {
            random = (random * 1664525) + 1013904223;
            Move(bench, walkers[(random >> 28) % Controllers], (int)(random >> 8) & 0xffff);
            AssertPromises(bench, walkers);
        }

        AssertCalm(bench, walkers);
        AssertFar(bench, walkers);
    }

    // A walk that never came to M6, or was never refused, would prove nothing.
    private static void AssertFar(PairingBench bench, PairSetupWalker[] walkers)
    {
        int paired = 0;
        int errors = 0;
        for (int i = 0; i < walkers.Length; i++)
        {
            paired += walkers[i].Paired;
            errors += walkers[i].Errors;
        }

        Assert.IsTrue(paired > 0 && errors > 0, "paired and refused");
    }

    private static void Move(PairingBench bench, PairSetupWalker walker, int choice)
    {
        // Flash and randomness fail for a while only: most of the time there is a way to get on.
        if (choice % 5 == 0)
        {
            bench.Store.WritesLeft = -1;
            bench.Crypto.IsRandomReady = true;
        }

        switch (choice % 32)
        {
            case 0:
                walker.Close();
                break;
            case 1:
                bench.NowMs += (choice >> 5) * 10;
                break;
            case 2:
                bench.Store.WritesLeft = 0;
                break;
            case 3:
                bench.Crypto.IsRandomReady = false;
                break;
            case 4:
                bench.Setup.Delivered(walker.Peer);
                break;
            case 5:
                Unpair(bench);
                break;
            default:
                GetOn(bench, walker, choice);
                break;
        }
    }

    private static void GetOn(PairingBench bench, PairSetupWalker walker, int choice)
    {
        if (choice % 3 == 0)
        {
            bench.Setup.Work(bench.NowMs);
        }
        else if (choice % 7 == 0)
        {
            bench.ServeStore();
        }
        else
        {
            walker.Talk(choice >> 5);
        }
    }

    // What POST /pairings does when the last administrator goes.
    private static void Unpair(PairingBench bench)
    {
        if (!bench.Transaction.IsBusy && bench.Context.Pairings.IsPaired)
        {
            byte[] record = Hex.Bytes("0100");
            bench.Store.Set(StoreRecord.Pairings, record);
            bench.Context.Pairings.Apply(record);
        }
    }

    private static void AssertPromises(PairingBench bench, PairSetupWalker[] walkers)
    {
        int owners = 0;
        for (int i = 0; i < walkers.Length; i++)
        {
            owners += bench.Setup.IsOwner(walkers[i].Peer) ? 1 : 0;
        }

        byte[] stored = bench.Store.Get(StoreRecord.Pairings);
        byte[] counted = bench.Store.Get(StoreRecord.Attempts);
        Assert.IsTrue(owners <= 1, "one owner");
        Assert.AreEqual(stored != null && stored[1] > 0, bench.Context.Pairings.IsPaired, "memory is what flash is");
        Assert.IsTrue(counted == null || counted[1] <= bench.Setup.FailedAttempts, "no count is lost");
    }

    private static void AssertCalm(PairingBench bench, PairSetupWalker[] walkers)
    {
        bench.Store.WritesLeft = -1;
        bench.Crypto.IsRandomReady = true;
        for (int i = 0; i < walkers.Length; i++)
        {
            walkers[i].Close();
        }

        bench.Settle();
        Assert.AreEqual((int)PairSetupStep.M1, (int)bench.Setup.Expected, "M1 is expected");
        Assert.IsTrue(bench.Setup.IsWiped, "secrets are wiped");
        Assert.IsFalse(bench.Transaction.IsBusy);
        Unpair(bench);
        bench.NowMs += SetupOwnership.ForgetMs;
        bench.Pair(new TestController("afterwards"));
    }
}
