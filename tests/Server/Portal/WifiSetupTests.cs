// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using HapNano.Model;
using HapNano.Tests.Fakes;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The server without a network: access point, page over sockets, and the way back.</summary>
[TestClass]
public class WifiSetupTests : RadioTests
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = true });

    [TestCleanup]
    public void CloseTheBrowser()
    {
        _browser.Dispose();
    }

    [TestMethod]
    public async Task Run_NoCredentials_AsksForThemAndJoinsWithThem()
    {
        Link.Simulated.Stored = null;
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());
        Assert.IsTrue(lamp.Panel.WaitFor("access point"));
        Match point = Regex.Match(lamp.Panel.Lines[0], "^access point (Test Lamp [0-9A-F]{4}) hapnano-setup$");
        Assert.IsTrue(point.Success, lamp.Panel.Lines[0]);
        Assert.AreEqual((point.Groups[1].Value, "hapnano-setup"), Link.Simulated.AccessPoint);
        Assert.AreEqual(0, lamp.Panel.Port, "HAP is closed meanwhile");
        string page = await _browser.GetStringAsync(lamp.Panel.Page);
        StringAssert.Contains(page, "518-08-582");
        StringAssert.Contains(page, "<option value=a>Home<option value=b>&lt;b&gt;&amp;&quot;Neighbour&quot;<option value=c>Café");

        StringAssert.Contains(await Try(lamp, page, "wrong password"), "refused the password");
        Assert.IsNull(Link.Simulated.Stored, "nothing is stored that does not work");
        StringAssert.Contains(await Try(lamp, page, "correct horse"), "Joined.");

        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
        Assert.IsNull(Link.Simulated.AccessPoint);
        Assert.AreEqual(("Home", "correct horse"), Link.Simulated.Stored);
        Assert.AreEqual(AccessoryStatus.WifiSetup, lamp.Indicator.Shown[0]);
        Assert.IsTrue(lamp.Indicator.WaitForLast(AccessoryStatus.Unpaired));
        await Assert.ThrowsAsync<HttpRequestException>(() => _browser.GetStringAsync(lamp.Panel.Page));
    }

    [TestMethod]
    public async Task SetUpWifi_WhilePaired_ClosesHapAndComesBackWithItsPairing()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using (RawController before = lamp.Connect().Verify(PairedState.Owner()))
        {
            lamp.Server.SetUpWifi();
            Assert.IsTrue(lamp.Panel.WaitFor("access point"));
            Assert.Throws<SocketException>(() => lamp.Connect());
        }

        string page = await _browser.GetStringAsync(lamp.Panel.Page);
        Assert.DoesNotContain("518-08-582", page);
        await Try(lamp, page, "correct horse");

        Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
        using RawController after = lamp.Connect().Verify(PairedState.Owner());
        StringAssert.Contains(after.Ask("GET /accessories").Body, "\"Test Lamp\"");
    }

    [TestMethod]
    public async Task PostCode_NewCode_PairsAndTheOldOneDoesNot()
    {
        Link.Simulated.Stored = null;
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());
        Assert.IsTrue(lamp.Panel.WaitFor("access point"));
        string page = await _browser.GetStringAsync(lamp.Panel.Page);

        string after = await Post(lamp, "code", page, ("c", "314-15-926"));
        StringAssert.Contains(after, "314-15-926");
        await Try(lamp, page, "correct horse");

        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
        Assert.AreEqual("314-15-926", lamp.Panel.Code);
        using RawController controller = lamp.Connect();
        controller.Pair(new TestController("owner of this test"), "314-15-926");
    }

    [TestMethod]
    public async Task SetUpWifi_NobodyComesForTenMinutes_TheOldNetworkIsJoinedAgain()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        try
        {
            lamp.Server.SetUpWifi();
            Assert.IsTrue(lamp.Panel.WaitFor("access point"));
            Platform.AheadMs += 8 * 60 * 1000;
            await _browser.GetStringAsync(lamp.Panel.Page);
            Platform.AheadMs += 9 * 60 * 1000;
            lamp.Server.Wake();
            await _browser.GetStringAsync(lamp.Panel.Page);

            Platform.AheadMs += (10 * 60 * 1000) + 1;
            lamp.Server.Wake();

            Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
            Assert.IsNull(Link.Simulated.AccessPoint);
            Assert.AreEqual(("Home", "correct horse"), Link.Simulated.Stored);
            Assert.IsTrue(lamp.Indicator.WaitForLast(AccessoryStatus.Paired));
        }
        finally
        {
            Platform.AheadMs = 0;
        }
    }

    [TestMethod]
    [DataRow(true, DisplayName = "a network is stored: half an hour")]
    [DataRow(false, DisplayName = "none is: for as long as it takes")]
    public async Task SetUpWifi_SomebodyComesAgainAndAgain_EndsAllTheSameWhereThereIsANetwork(bool isStored)
    {
        Link.Simulated.Stored = isStored ? Link.Simulated.Stored : null;
        using TestLamp lamp = TestLamp.Begin(PairedState.Medium(), TestLamp.Settings());
        try
        {
            Assert.IsTrue(lamp.Panel.WaitFor(isStored ? "listening" : "access point"));
            lamp.Server.SetUpWifi();
            Assert.IsTrue(lamp.Panel.WaitFor("access point", isStored ? 1 : 2));
            for (int visit = 0; visit < 5; visit++)
            {
                Platform.AheadMs += (5 * 60 * 1000) + 50_000;
                lamp.Server.Wake();
                StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "action=/wifi", $"visit {visit}");
            }

            Platform.AheadMs += 51_000;
            lamp.Server.Wake();

            if (isStored)
            {
                Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
                Assert.IsNull(Link.Simulated.AccessPoint);
            }
            else
            {
                Platform.AheadMs += 24L * 3600 * 1000;
                lamp.Server.Wake();
                StringAssert.Contains(await _browser.GetStringAsync(lamp.Panel.Page), "action=/wifi");
            }
        }
        finally
        {
            Platform.AheadMs = 0;
        }
    }

    /// <summary>Without the radio there is no randomness, without it no identity, and before that no page: the access point comes first.</summary>
    [TestMethod]
    [DataRow(true, DisplayName = "a network is stored, and the station disabled")]
    [DataRow(false, DisplayName = "no network is stored either")]
    public async Task Run_FirstBootOfARadioThatIsOff_OpensTheAccessPointBeforeItDraws(bool isStored)
    {
        Link.Simulated.Stored = isStored ? Link.Simulated.Stored : null;
        Link.Simulated.IsStationOn = false;
        var medium = new MemoryMedium();
        using TestLamp lamp = TestLamp.Begin(medium, new ChipCrypto(Link.Simulated));

        Assert.IsTrue(lamp.Panel.WaitFor("access point"));

        CollectionAssert.AreEqual(new[] { "Test Lamp 0000", Link.Simulated.AccessPoint?.Name }, Link.Simulated.Opened);
        Assert.AreNotEqual("Test Lamp 0000", Link.Simulated.AccessPoint?.Name);
        string page = await _browser.GetStringAsync(lamp.Panel.Page);
        StringAssert.Contains(await Try(lamp, page, "correct horse"), "Joined.");
        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
    }

    [TestMethod]
    public void SetUpWifi_WhileRandomnessIsAwaited_OpensTheAccessPoint()
    {
        Link.Simulated.IsStationOn = false;
        Wifi.IsWanted = false;
        var crypto = new ChipCrypto(Link.Simulated);
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), crypto);
        Assert.IsTrue(SpinWait.SpinUntil(() => crypto.RefusedDraws >= 2, Patience.Long));
        Assert.IsEmpty(lamp.Panel.Lines);

        Wifi.Join();
        lamp.Server.SetUpWifi();

        Assert.IsTrue(lamp.Panel.WaitFor("access point"));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("1234567")]
    [DataRow("1234567890123456789012345678901234567890123456789012345678901234")]
    [DataRow("pässwords")]
    [DataRow("pass\tword")]
    public void SetupPassword_NoneThatWpa2Takes_IsRefused(string password)
    {
        string before = Wifi.SetupPassword;

        Assert.ThrowsExactly<ArgumentException>(() => Wifi.SetupPassword = password);

        Assert.AreEqual(before, Wifi.SetupPassword);
    }

    [TestMethod]
    public async Task Stop_WhileTheAccessPointIsOpen_Ends()
    {
        Link.Simulated.Stored = null;
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());
        Assert.IsTrue(lamp.Panel.WaitFor("access point"));
        await _browser.GetStringAsync(lamp.Panel.Page);

        lamp.Stop();
    }

    [TestMethod]
    public async Task Connections_ThatAskNothing_KeepNobodyOut()
    {
        Link.Simulated.Stored = null;
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());
        Assert.IsTrue(lamp.Panel.WaitFor("access point"));
        var page = new Uri(lamp.Panel.Page!);
        var silent = new List<Socket>();
        for (int i = 0; i < 12; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, page.Port);
            await socket.SendAsync("GET / HT"u8.ToArray());
            silent.Add(socket);
        }

        StringAssert.Contains(await _browser.GetStringAsync(page), "action=/wifi");

        silent.ForEach(socket => socket.Dispose());
    }

    [TestMethod]
    public async Task Connection_Nonsense_GetsFourHundredAndIsClosed()
    {
        Link.Simulated.Stored = null;
        using TestLamp lamp = TestLamp.Begin(new MemoryMedium(), TestLamp.Settings());
        Assert.IsTrue(lamp.Panel.WaitFor("access point"));

        StringAssert.StartsWith(await Raw(lamp, "\u0016\u0003\u0001 TLS\r\n\r\n"), "HTTP/1.1 400 Bad Request");
        StringAssert.StartsWith(await Raw(lamp, "GET / HTTP/1.1\r\nCookie: " + new string('x', 3000)), "HTTP/1.1 413 Content Too Large");
    }

    private static async Task<string> Raw(TestLamp lamp, string text)
    {
        using var client = new TcpClient { ReceiveTimeout = (int)Patience.Long.TotalMilliseconds };
        await client.ConnectAsync(IPAddress.Loopback, new Uri(lamp.Panel.Page!).Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        byte[] answer = new byte[1000];
        return Encoding.Latin1.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
    }

    // Names the network on the page, and follows the page to the end of the attempt.
    private async Task<string> Try(TestLamp lamp, string page, string password)
    {
        string text = await Post(lamp, "wifi", page, ("s", "a"), ("n", ""), ("p", password));
        while (text.Contains("http-equiv=refresh", StringComparison.Ordinal))
        {
            Thread.Sleep(50);
            text = await _browser.GetStringAsync(lamp.Panel.Page);
        }

        return text;
    }

    private async Task<string> Post(TestLamp lamp, string path, string page, params (string Name, string Value)[] fields)
    {
        string token = Regex.Match(page, "name=t value=([0-9a-f]+)").Groups[1].Value;
        var form = new List<KeyValuePair<string, string>> { new("t", token) };
        foreach ((string name, string value) in fields)
        {
            form.Add(new(name, value));
        }

        using var content = new FormUrlEncodedContent(form);
        using HttpResponseMessage response = await _browser.PostAsync(lamp.Panel.Page + path, content);
        return await response.Content.ReadAsStringAsync();
    }
}
