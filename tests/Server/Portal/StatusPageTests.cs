// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The page that a press of the button opens.</summary>
[TestClass]
public class StatusPageTests
{
    private readonly HttpClient _browser = new();

    /// <summary>An address of three bytes stands for all that the system may refuse in its own words: no memory, no socket.</summary>
    [TestMethod]
    public void Open_RefusedByTheSystem_StaysClosedAndThrowsNothing()
    {
        var page = new StatusPage(null!, new ServerSettings { BindAddress = [127, 0, 0] });
        int faults = Counters.Faults;
        page.Open();
        Assert.AreEqual(long.MaxValue, page.LeftMs);
        Assert.IsGreaterThan(faults, Counters.Faults);
        page.Close();
    }

    [TestMethod]
    public async Task ShowStatusPage_NoMemory_LampServesOnAndThePageComesLater()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        lamp.Panel.IsShortOfMemory = true;
        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("no memory"));

        Assert.AreEqual(200, session.Ask("GET /accessories").Status);
        lamp.Panel.IsShortOfMemory = false;
        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "Sessions");
    }

    [TestMethod]
    public async Task ShowStatusPage_Paired_TellsWhatWentWrongAndNoSecret()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        string before = await _browser.GetStringAsync(lamp.Panel.Page);
        Assert.AreEqual((0, 0), (Row(before, "Sessions"), Row(before, "Frames not authentic")));

        using (RawController session = lamp.Connect().Verify(PairedState.Owner()))
        {
            string during = await _browser.GetStringAsync(lamp.Panel.Page);
            Assert.AreEqual((1, 1), (Row(during, "Sessions"), Row(during, "Connections")));
            session.Socket.Send([16, 0, .. new byte[32]]);
            Assert.IsTrue(session.IsClosedByAccessory());
        }

        using (RawController stranger = lamp.Connect())
        {
            // TLV8: state M1 and a public key; then state M3 and sealed data that nobody sealed.
            stranger.Ask("POST /pair-verify", "\u0006\u0001\u0001\u0003\u0020\u0009" + new string('\0', 31));
            StringAssert.Contains(stranger.Ask("POST /pair-verify", "\u0006\u0001\u0003\u0005\u0020" + new string('x', 32)).Body, "\u0007\u0001\u0002");
        }

        using (RawController stranger = lamp.Connect())
        {
            stranger.Socket.Send("no HTTP\r\n\r\n"u8);
            Assert.IsTrue(stranger.IsClosedByAccessory());
        }

        lamp.Device.IsBroken = true;
        using (RawController session = lamp.Connect().Verify(PairedState.Owner()))
        {
            int iid = (int)lamp.Switch.On.InstanceId;
            StringAssert.Contains(session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{iid},\"value\":true}}]}}").Body, "-70402");
        }

        string after = await _browser.GetStringAsync(lamp.Panel.Page);
        Assert.AreEqual((1, 1), (Row(after, "Frames not authentic"), Row(after, "Pair Verify failed")));
        Assert.AreEqual((1, Row(before, "Lamp's own code failed") + 1), (Row(after, "Requests refused"), Row(after, "Lamp's own code failed")));
        Assert.IsGreaterThan(0, Row(after, "Free heap, bytes"));
        Assert.DoesNotContain(TestLamp.SetupCode, after);
        Assert.DoesNotContain("X-HM:", after);
        Assert.DoesNotContain("owner", after);
        Assert.DoesNotMatchRegex("[0-9A-F]{2}(:[0-9A-F]{2}){5}", after);
        Assert.DoesNotContain("<form", after);
        using HttpResponseMessage posted = await _browser.PostAsync(lamp.Panel.Page, new StringContent("x"));
        Assert.AreEqual(405, (int)posted.StatusCode);
        using HttpResponseMessage other = await _browser.GetAsync(lamp.Panel.Page + "accessories");
        Assert.AreEqual(404, (int)other.StatusCode);
    }

    /// <summary>A name of somebody else's that leads here: a script of his page would read the answer (DNS rebinding).</summary>
    [TestMethod]
    [DataRow("rebound.example", 421)]
    [DataRow("127.0.0.1.rebound.example", 421)]
    [DataRow("127.0.0.2", 421)]
    [DataRow("OWN.local", 200)]
    [DataRow("OWN-2.local.", 200)]
    [DataRow("127.0.0.1", 200)]
    public async Task Get_Host_MustBeTheAddressOrTheNameOfDiscovery(string host, int status)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        using var request = new HttpRequestMessage(HttpMethod.Get, lamp.Panel.Page);
        request.Headers.Host = host.Replace("OWN", ServiceNames.Host("Test Lamp", PairedState.DeviceId()), StringComparison.Ordinal);

        using HttpResponseMessage answer = await _browser.SendAsync(request);

        Assert.AreEqual(status, (int)answer.StatusCode);
        Assert.AreEqual(status == 200, (await answer.Content.ReadAsStringAsync()).Contains("Sessions", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task ShowStatusPage_TenMinutesAreOver_IsGoneAndComesAgain()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        try
        {
            lamp.Server.ShowStatusPage();
            Assert.IsTrue(lamp.Panel.WaitFor("status page"));
            Platform.AheadMs += 9 * 60 * 1000;
            lamp.Server.Wake();
            StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "Sessions");

            // Pressed again: ten more from now.
            lamp.Server.ShowStatusPage();
            Assert.IsTrue(lamp.Panel.WaitFor("status page", 2));
            Platform.AheadMs += 9 * 60 * 1000;
            lamp.Server.Wake();
            StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "Sessions");

            Platform.AheadMs += (60 * 1000) + 1;
            lamp.Server.Wake();
            await WaitUntilGone(_browser, lamp.Panel.Page!);

            lamp.Server.ShowStatusPage();
            Assert.IsTrue(lamp.Panel.WaitFor("status page", 3));
            StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "Sessions");
        }
        finally
        {
            Platform.AheadMs = 0;
        }
    }

    [TestMethod]
    public async Task ShowStatusPage_OwnerIsGone_ClosesAndUnpairedNeverOpens()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        lamp.Server.ShowStatusPage();
        Assert.IsTrue(lamp.Panel.WaitFor("status page"));
        string page = lamp.Panel.Page!;

        lamp.Server.FactoryReset();

        Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
        await WaitUntilGone(_browser, page);
        lamp.Server.ShowStatusPage();
        lamp.Stop();
        Assert.HasCount(1, Array.FindAll(lamp.Panel.Lines, line => line == "status page"));
    }

    internal static async Task WaitUntilGone(HttpClient browser, string page)
    {
        long endMs = Environment.TickCount64 + (long)Patience.Long.TotalMilliseconds;
        while (Environment.TickCount64 < endMs)
        {
            try
            {
                await browser.GetStringAsync(page);
                Thread.Sleep(50);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }

        Assert.Fail("The page is still there.");
    }

    private static long Row(string page, string label)
    {
        Match match = Regex.Match(page, $"<td>{label}<td>(-?[0-9]+)");
        Assert.IsTrue(match.Success, $"{label}: {page}");
        return long.Parse(match.Groups[1].Value);
    }
}
