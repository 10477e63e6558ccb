// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using HapNano.Mdns;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>A program that joins Wi-Fi, on a board whose image has none.</summary>
[TestClass]
public class CableServerTests
{
    private readonly NetworkLink _before = NetworkLink.Board;
    private readonly CableLink _link = new();

    [TestInitialize]
    public void UseTheCable()
    {
        NetworkLink.Board = _link;
        Wifi.Join();
    }

    [TestCleanup]
    public void GiveItBack()
    {
        NetworkLink.Board = _before;
        Wifi.IsWanted = false;
    }

    [TestMethod]
    public async Task Run_NoRadio_ServesAndHasNothingToSetUp()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());

        lamp.Server.SetUpWifi();
        lamp.Server.ShowStatusPage();

        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        using var browser = new HttpClient();
        string page = await browser.GetStringAsync(lamp.Panel.Page);
        StringAssert.Contains(page, "<td>Sessions<td>1");
        Assert.DoesNotContain("Wi-Fi", page);
        StringAssert.Contains(session.Ask("GET /accessories").Body, "\"Test Lamp\"");
        CollectionAssert.AreEqual(new[] { AccessoryStatus.Paired }, lamp.Indicator.Shown);
    }

    [TestMethod]
    public void Run_FirstBootWithoutRadio_DrawsItsIdentityAndServes()
    {
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());

        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
    }

    [TestMethod]
    public void Round_CableWasOut_JoinsTheGroupAnew()
    {
        int publications = Counters.Publications;
        var thread = new MdnsThread(new MdnsService("Cable", "cable", "_hap._tcp", 4711), 1, null, 0, new SilentOwner());
        thread.Start();
        Assert.IsTrue(SpinWait.SpinUntil(() => Counters.Publications > publications, Patience.Long));

        _link.ComeUp();

        Assert.IsTrue(SpinWait.SpinUntil(() => Counters.Publications > publications + 1, Patience.Long));
        thread.Stop();
    }

    private sealed class SilentOwner : IMdnsOwner
    {
        public void FillText(MdnsService service)
        {
        }

        public void Renamed(int instanceNumber, int hostNumber)
        {
        }

        public void Unavailable()
        {
        }
    }
}
