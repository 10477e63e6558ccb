// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HapNano.Interop.Tests;

/// <summary>The pages of the lamp in a real browser, with the window of a phone.</summary>
[TestClass]
public sealed partial class PageTests
{
    private const string Network = "Virtual Home";
    // 31 bytes of UTF-8.
    private const string Awkward = " \"Büro\" & 'Garten' <Größen> ";
    private const string Password = "correct horse";

    [TestMethod]
    public async Task Setup_NewLamp_AsksShowsTriesJoinsAndIsPaired()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartSetupAsync(folder.Path, "--setup-code", "518-08-582");
        await using Browser browser = await Browser.StartAsync();
        await using HapController controller = await HapController.StartAsync();

        Assert.AreEqual(200, await browser.OpenAsync(lamp.Page));
        CollectionAssert.AreEqual(new[] { Network, "Virtual Café & Bar", Awkward }, await browser.TextAsync("option"));
        CollectionAssert.AreEqual(new[] { "518-08-582" }, await browser.TextAsync("#code"));
        string? payload = await browser.ReadQrAsync("svg");
        StringAssert.Matches(payload, PayloadText());

        await browser.ChooseAsync("select", Network);
        await browser.FillAsync("input[name=p]", "wrong horse");
        await browser.ClickAsync("button:text-is('Join')");
        await browser.WaitForAsync("[role=alert]", "refused the password");
        Assert.AreEqual("", await browser.ValueAsync("input[name=p]"));
        Assert.DoesNotContain("wrong horse", await browser.SourceAsync());

        await browser.FillAsync("input[name=p]", Password);
        await browser.ClickAsync("button:text-is('Join')");
        await browser.WaitForAsync("[role=status]", "Joined.");

        // The page was one page's: nothing was fetched from elsewhere, and the browser's own rules found nothing to object to.
        string[] requests = await browser.RequestsAsync();
        Assert.IsTrue(requests.All(url => url.StartsWith(lamp.Page, StringComparison.Ordinal)), string.Join('\n', requests));
        Assert.IsEmpty((await browser.ComplaintsAsync()).Where(text => !text.Contains("favicon", StringComparison.Ordinal) && !IsRefusal(text)));

        await lamp.WaitForListeningAsync();
        Assert.AreEqual(0, await browser.StatusAsync(lamp.Page), "the access point is closed");
        StringAssert.Contains(lamp.Transcript, payload!);
        Assert.DoesNotContain(Password, lamp.Transcript);
        await controller.ConnectAsync(lamp.Address, lamp.Port);
        await controller.CallAsync("pairSetup", "518-08-582");
    }

    /// <summary>The radio joins it under exactly this name.</summary>
    [TestMethod]
    [DataRow(true, DisplayName = "chosen")]
    [DataRow(false, DisplayName = "typed")]
    public async Task Setup_NameWithBlanksQuotesAndSigns_ArrivesWhole(bool isChosen)
    {
        Assert.AreEqual(31, System.Text.Encoding.UTF8.GetByteCount(Awkward));
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartSetupAsync(folder.Path);
        await using Browser browser = await Browser.StartAsync();
        await browser.OpenAsync(lamp.Page);

        await (isChosen ? browser.ChooseAsync("select", Awkward.Trim()) : browser.FillAsync("input[name=n]", Awkward));
        await browser.FillAsync("input[name=p]", Password);
        await browser.ClickAsync("button:text-is('Join')");

        await browser.WaitForAsync("[role=status]", "Joined.");
        await lamp.WaitForListeningAsync();
    }

    [TestMethod]
    public async Task Setup_BadInputAndOtherCodes_AreToldOnThePage()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartSetupAsync(folder.Path);
        await using Browser browser = await Browser.StartAsync();
        await browser.OpenAsync(lamp.Page);
        string before = (await browser.TextAsync("#code"))[0];
        string? payload = await browser.ReadQrAsync("svg");

        await browser.FillAsync("input[name=p]", "short");
        await browser.ClickAsync("button:text-is('Join')");
        await browser.WaitForAsync("[role=alert]", "8 to 63 characters");

        await browser.FillAsync("input[name=n]", "Nobody's network");
        await browser.FillAsync("input[name=p]", Password);
        await browser.ClickAsync("button:text-is('Join')");
        await browser.WaitForAsync("[role=alert]", "no network of that name");

        await browser.FillAsync("input[name=c]", "123-45-678");
        await browser.ClickAsync("button:text-is('Set')");
        await browser.WaitForAsync("[role=alert]", "XXX-XX-XXX");
        CollectionAssert.AreEqual(new[] { before }, await browser.TextAsync("#code"));

        await browser.FillAsync("input[name=c]", "31415926");
        await browser.ClickAsync("button:text-is('Set')");
        await browser.WaitForAsync("#code", "314-15-926");
        string? other = await browser.ReadQrAsync("svg");
        StringAssert.Matches(other, PayloadText());
        Assert.AreNotEqual(payload, other);
        Assert.AreEqual(31415926, CodeOf(other!));
        Assert.AreEqual(long.Parse(before.Replace("-", "", StringComparison.Ordinal)), CodeOf(payload!));
    }

    /// <summary>What phones and computers ask for when they have joined a network.</summary>
    [TestMethod]
    public async Task Setup_CheckOfTheWayToTheInternet_EndsOnThePage()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartSetupAsync(folder.Path);
        string place = new Uri(lamp.Page).Authority;
        await using Browser browser = await Browser.StartAsync($"MAP * {place}, EXCLUDE 127.0.0.1");

        foreach (string check in new[]
        {
            "http://captive.apple.com/hotspot-detect.html", "http://connectivitycheck.gstatic.com/generate_204",
            "http://www.msftconnecttest.com/connecttest.txt", "http://detectportal.firefox.com/canonical.html",
        })
        {
            Assert.AreEqual(200, await browser.OpenAsync(check), check);
            Assert.AreEqual(lamp.Page, await browser.UrlAsync(), check);
        }

        Assert.AreEqual(1, await browser.CountAsync("form[action='/wifi']"));
    }

    [TestMethod]
    public async Task Setup_FormOfAnotherPage_IsForbidden()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartSetupAsync(folder.Path);
        await using Browser browser = await Browser.StartAsync();
        await browser.OpenAsync(lamp.Page);
        string token = TokenField().Match(await browser.SourceAsync()).Groups[1].Value;
        Assert.AreEqual(16, token.Length);

        // Even with the number of the real form, which no other page can read.
        await browser.OpenAsync("about:blank");
        await browser.ShowAsync($"""
            <form method=post action="{lamp.Page}wifi"><input name=t value={token}><input name=n value="{Network}"><input name=p value="{Password}"><button>Win a prize</button></form>
            """);
        await browser.ClickAsync("button");
        await browser.WaitForAsync("body", "403 Forbidden");

        await browser.OpenAsync(lamp.Page);
        Assert.AreEqual(1, await browser.CountAsync("form[action='/wifi']"), "nothing is being joined");
    }

    [TestMethod]
    public async Task Setup_ButtonHeldForFiveSeconds_OpensThePageAndClosesHap()
    {
        using var folder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path);

        await lamp.HoldButtonForWifiSetupAsync();
        string page = await lamp.WaitForSetupPageAsync();

        await using Browser browser = await Browser.StartAsync();
        Assert.AreEqual(200, await browser.OpenAsync(page));
        Assert.AreEqual(1, await browser.CountAsync("form[action='/wifi']"));
        Assert.AreEqual(0, await browser.StatusAsync($"http://{lamp.Address}:{lamp.Port}/accessories"));
    }

    [TestMethod]
    public async Task Status_PressWhilePaired_IsThereForItsTimeAndShowsNoSecret()
    {
        using var folder = new LampFolder();
        await using Browser browser = await Browser.StartAsync("MAP rebound.example 127.0.0.1");
        await using HapController controller = await HapController.StartAsync();
        await using Lamp lamp = await Lamp.StartAsync(folder.Path, "--setup-code", "518-08-582", "--status-minutes", "0.1");
        await lamp.PressButtonAsync();
        await controller.ConnectAsync(lamp.Address, lamp.Port);
        JsonNode pairing = (await controller.CallAsync("pairSetup", "518-08-582"))!;
        Assert.DoesNotContain("status page", lamp.Transcript, "nobody owned it when the button was pressed");

        await lamp.PressButtonAsync();
        string page = await lamp.WaitForStatusPageAsync();
        Assert.AreEqual(200, await browser.OpenAsync(page));
        string[] rows = await browser.TextAsync("tr");
        foreach (string label in new[] { "Up, minutes", "Free heap, bytes", "Wi-Fi signal, dBm", "Wi-Fi lost", "Sessions", "Closed for another", "Pair Verify failed", "Flash writes failed", "Closed, took no bytes" })
        {
            Assert.HasCount(1, rows.Where(row => row.StartsWith(label + "\t", StringComparison.Ordinal)), $"{label} in {string.Join('\n', rows)}");
        }

        Assert.Contains("Wi-Fi signal, dBm\t-58", rows);
        string source = await browser.SourceAsync();
        Assert.DoesNotContain("518-08-582", source);
        Assert.DoesNotContain(Network, source);
        foreach (string member in new[] { "AccessoryPairingID", "iOSDevicePairingID", "AccessoryLTPK", "iOSDeviceLTPK" })
        {
            string hex = pairing[member]!.GetValue<string>();
            Assert.DoesNotContain(hex, source, member);
            Assert.DoesNotContain(System.Text.Encoding.Latin1.GetString(Convert.FromHexString(hex)), source, member);
        }

        Assert.AreEqual(0, await browser.CountAsync("form, input, button, a"), "there is nothing to change");
        Assert.AreEqual(421, await browser.OpenAsync($"http://rebound.example:{new Uri(page).Port}/"), "a name that somebody has lead here");
        Assert.AreEqual(404, await browser.StatusAsync(page + "wifi"));
        while (await browser.StatusAsync(page) != 0)
        {
            await Task.Delay(200);
        }
    }

    // The nine digits of base 36 hold the setup code in their lowest 27 bits.
    private static long CodeOf(string payload)
    {
        long number = 0;
        foreach (char digit in payload[7..16])
        {
            number = (number * 36) + (char.IsAsciiDigit(digit) ? digit - '0' : digit - 'A' + 10);
        }

        return number & 0x7FFFFFF;
    }

    // The browser writes to its console what status a form got.
    private static bool IsRefusal(string text) => text.Contains("the server responded with a status of 400", StringComparison.Ordinal);

    [GeneratedRegex("^X-HM://[0-9A-Z]{13}$")]
    private static partial Regex PayloadText();

    [GeneratedRegex("name=\"t\" value=\"([0-9a-f]+)\"")]
    private static partial Regex TokenField();
}
