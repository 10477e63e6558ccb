// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;
using HapNano.Model;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>What a host would take of the board's heap for good, as <see cref="HeapCells"/> counts it, without its database.</summary>
[TestClass]
public class HostCostTests
{
    private static readonly Type[] s_database =
    {
        typeof(AccessoryDatabase), typeof(Accessory), typeof(Service), typeof(Characteristic), typeof(CharacteristicDefinition), typeof(CryptoProvider),
        typeof(HostBench),
    };

    public TestContext TestContext { get; set; }

    [TestMethod]
    public void Host_OfAnIdleAccessory_Takes10400BytesAtMost()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Ask(HostPeer.Request("GET", "/accessories"));
        peer.Close();
        bench.Settle();
        int bytes = Measure("a host that serves two pairings, with what it keeps for the next who come", bench);
        Assert.IsTrue(bytes <= 10400 && bytes > 7500, bytes.ToString());
    }

    [TestMethod]
    public void Host_PairedByASetup_HoldsNothingOfIt()
    {
        HostBench bench = new HostBench();
        bench.Settle();
        HostPeer stranger = bench.Connect();
        QuickController admin = HostBench.Admin;
        byte[] m2 = stranger.AskTlv("/pair-setup", TestController.SetupM1());
        stranger.AskTlv("/pair-setup", admin.SetupM3(m2, HostBench.Code));
        stranger.AskTlv("/pair-setup", admin.SetupM5());
        Assert.IsTrue(bench.Host.IsPaired);
        stranger.Close();
        bench.Settle();
        int paired = Measure("a host that was just paired", bench);

        // The same, but for what others have left in it, as one that starts with the pairing.
        HostBench again = bench.Reboot();
        HostPeer visitor = again.Connect();
        visitor.Ask(HostPeer.Request("GET", "/nothing"));
        visitor.Close();
        again.Settle();
        int rebooted = Measure("the same after a restart", again);
        Assert.IsTrue(paired <= rebooted + OneSmallArray, paired + " and " + rebooted);

        // The last administrator goes, and everything is there again for the next one.
        HostPeer owner = bench.ConnectAdmin();
        owner.AskTlv("/pairings", QuickController.RemovePairing(admin));
        owner.Close();
        bench.Settle();
        Assert.IsFalse(bench.Host.IsPaired);
        int unpaired = Measure("unpaired again", bench);
        Assert.IsTrue(unpaired > paired + 384, unpaired.ToString());
    }

    // Pair Setup M2 and M6 are long and short: the array that M4 left in is kept.
    private const int OneSmallArray = 276;

    private int Measure(string what, HostBench bench)
    {
        var cells = new HeapCells(s_database);
        cells.Add(bench.Host);
        TestContext.WriteLine($"{what}: {cells.Bytes} bytes of heap\n{cells.Listing}");
        return cells.Bytes;
    }
}
