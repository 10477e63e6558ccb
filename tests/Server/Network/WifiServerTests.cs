// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The server with a radio of its own.</summary>
[TestClass]
public class WifiServerTests : RadioTests
{
    [TestMethod]
    public void Run_NetworkComesAndGoes_TheLightSaysSoAndTheServerServes()
    {
        Link.Simulated.Answer = WifiJoinResult.NotFound;
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        Assert.IsTrue(lamp.Indicator.WaitFor(1));

        Link.Simulated.Answer = WifiJoinResult.Joined;
        Assert.IsTrue(lamp.Indicator.WaitFor(2));
        using (RawController session = lamp.Connect().Verify(PairedState.Owner()))
        {
            StringAssert.Contains(session.Ask("GET /accessories").Body, "\"Test Lamp\"");
        }

        Link.Simulated.Answer = WifiJoinResult.NotFound;
        Link.Simulated.Drop();
        Assert.IsTrue(lamp.Indicator.WaitFor(3));

        // Who is connected stays so: the controller decides when its connection is dead.
        CollectionAssert.AreEqual(new[] { AccessoryStatus.NoWifi, AccessoryStatus.Paired, AccessoryStatus.NoWifi }, lamp.Indicator.Shown);
        Assert.IsGreaterThanOrEqualTo(2, lamp.Server.Keeper.Attempts);
    }

    [TestMethod]
    public void Run_CryptoThatReachesTheRadio_TurnsPowerSaveOffAfterEveryReturn()
    {
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), new ChipCrypto());
        Assert.IsTrue(SpinWait.SpinUntil(() => Link.Simulated.IsUp && !Link.Simulated.IsSavingPower, Patience.Long));

        Link.Simulated.Roam([127, 0, 0, 2]);

        Assert.IsTrue(SpinWait.SpinUntil(() => !Link.Simulated.IsSavingPower, Patience.Long));
    }

    [TestMethod]
    public async Task ShowStatusPage_EachOpening_MeasuresTheSignalOnce()
    {
        using var browser = new HttpClient();
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        try
        {
            lamp.Server.ShowStatusPage();
            Assert.IsTrue(lamp.Panel.WaitFor("status page"));
            StringAssert.Contains(await browser.GetStringAsync(lamp.Panel.Page), "<td>-61");
            Link.Simulated.Signal = -72;
            StringAssert.Contains(await browser.GetStringAsync(lamp.Panel.Page), "<td>-61");

            Platform.AheadMs += 11 * 60 * 1000;
            lamp.Server.Wake();
            await StatusPageTests.WaitUntilGone(browser, lamp.Panel.Page!);
            lamp.Server.ShowStatusPage();
            Assert.IsTrue(lamp.Panel.WaitFor("status page", 2));
            StringAssert.Contains(await browser.GetStringAsync(lamp.Panel.Page), "<td>-72");
        }
        finally
        {
            Platform.AheadMs = 0;
        }
    }

    [TestMethod]
    public void Run_NobodyAskedToJoin_TheRadioIsLeftAlone()
    {
        Wifi.IsWanted = false;
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());

        Assert.IsTrue(lamp.Indicator.WaitFor(1));

        CollectionAssert.AreEqual(new[] { AccessoryStatus.Paired }, lamp.Indicator.Shown);
        Assert.IsEmpty(Link.Simulated.AttemptsMs);
    }
}
