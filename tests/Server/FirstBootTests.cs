// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Linq;
using System.Threading;
using HapNano.Tests.Fakes;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>A chip whose radio, and with it the source of randomness, comes on late.</summary>
[TestClass]
public class FirstBootTests
{
    [TestMethod]
    public void Run_RandomnessComesLate_NothingIsDrawnStoredOrShownBefore()
    {
        var medium = new MemoryMedium();
        var crypto = new QuickCrypto { IsRandomReady = false };
        var log = new RecordingLog();
        Log.Sink = log;
        using TestLamp lamp = TestLamp.Begin(medium, crypto);
        Assert.IsTrue(WaitForRefusals(crypto), "it asks again");
        Log.Sink = null;
        Assert.HasCount(1, log.Lines.Where(line => line.Contains("waits for randomness", System.StringComparison.Ordinal)));
        Assert.IsEmpty(lamp.Panel.Lines);
        Assert.IsEmpty(medium.Files);

        crypto.IsRandomReady = true;

        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
        Assert.IsNotEmpty(medium.Files);
    }

    [TestMethod]
    public void Stop_RandomnessNeverComes_Ends()
    {
        var medium = new MemoryMedium();
        var crypto = new QuickCrypto { IsRandomReady = false };
        using TestLamp lamp = TestLamp.Begin(medium, crypto);
        Assert.IsTrue(WaitForRefusals(crypto));

        lamp.Stop();

        Assert.IsEmpty(lamp.Panel.Lines);
        Assert.IsEmpty(medium.Files);
    }

    private static bool WaitForRefusals(QuickCrypto crypto) => SpinWait.SpinUntil(() => crypto.RefusedDraws >= 2, Patience.Long);
}
