// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HapNano.Interop.Tests;

/// <summary>The lamp and Debian's avahi on one link: what avahi finds, hears and takes, and who keeps a name that both want.</summary>
[TestClass]
public sealed partial class AvahiTests
{
    private const string OtherHost = "somebody-else";

    [TestMethod]
    public async Task Avahi_LampStartsPairsAndStops_IsResolvedFollowedAndForgotten()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(OtherHost);
        await using LineProcess browser = avahi.Browse();
        await using Lamp lamp = await lan.StartLampAsync();

        string[] found = await ResolvedAsync(browser);
        Assert.AreEqual(lan.Names.Instance, Unescape(found[3]));
        Assert.AreEqual("_hap._tcp", found[4]);
        Assert.AreEqual(lan.Names.Host + ".local", found[6]);
        Assert.AreEqual(lamp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), found[8]);
        Dictionary<string, string> text = Text(found[9]);
        CollectionAssert.AreEquivalent(new[] { "c#", "ci", "ff", "id", "md", "pv", "s#", "sf", "sh" }, text.Keys, "no serial number, nothing else");
        Assert.AreEqual("1 5 0 Lightbulb 1.1 1 1", string.Join(' ', new[] { "c#", "ci", "ff", "md", "pv", "s#", "sf" }.Select(key => text[key])));
        StringAssert.Matches(text["id"], DeviceId());
        StringAssert.EndsWith(lan.Names.Instance, text["id"].Replace(":", "")[^4..]);
        StringAssert.EndsWith(text["sh"], "==");

        Assert.AreEqual(NetworkLan.LampAddress, await avahi.ResolveAsync("-4", lan.Names.Host + ".local"));

        await using HapController controller = await lan.StartControllerAsync();
        await controller.ConnectAsync(NetworkLan.LampAddress, lamp.Port);
        await controller.CallAsync("pairSetup", NamedLamp.SetupCode);
        await avahi.WaitForTextAsync(line => line.Contains("\"sf=0\"", StringComparison.Ordinal), "sf=0 after pairing");

        Assert.AreEqual(0, await lamp.TerminateAsync());
        await browser.WaitForLineAsync(line => line.StartsWith('-'), "the lamp's goodbye");
    }

    [TestMethod]
    public async Task Avahi_HasBothNames_LampTakesTheNextOnesAndKeepsThem()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(lan.Names.Host);
        LineProcess publisher = avahi.Publish(lan.Names.Instance, 4711);
        await publisher.WaitForLineAsync(line => line.Contains("Established"), "avahi's own service");
        await using LineProcess browser = avahi.Browse();
        await ResolvedAsync(browser);

        await using (Lamp lamp = await lan.StartLampAsync())
        {
            string[] found = await ResolvedAsync(browser);
            Assert.AreEqual(lan.Names.Instance + " (2)", Unescape(found[3]));
            Assert.AreEqual(lan.Names.Host + "-2.local", found[6]);
            Assert.AreEqual(NetworkLan.LampAddress, await avahi.ResolveAsync("-4", lan.Names.Host + "-2.local"));
            Assert.AreEqual(0, await lamp.TerminateAsync());
        }

        // Nobody has the plain names any more; controllers know the lamp under the others by now.
        await publisher.DisposeAsync();
        await avahi.SetHostNameAsync(OtherHost);
        await using Lamp again = await lan.StartLampAsync();
        string[] kept = await ResolvedAsync(browser);
        Assert.AreEqual(lan.Names.Instance + " (2)", Unescape(kept[3]));
        Assert.AreEqual(lan.Names.Host + "-2.local", kept[6]);
    }

    [TestMethod]
    public async Task Avahi_WantsNamesThatTheLampHas_TakesOthers()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(OtherHost);
        await using LineProcess browser = avahi.Browse();
        await using Lamp lamp = await lan.StartLampAsync();
        await ResolvedAsync(browser);

        // It holds the lamp's records, so it knows before it probes; its host name it has to probe for.
        await using LineProcess publisher = avahi.Publish(lan.Names.Instance, 4711);
        string established = await publisher.WaitForLineAsync(line => line.Contains("Established"), "avahi's own service");
        StringAssert.Contains(established, lan.Names.Instance + " #2");
        await avahi.SetHostNameAsync(lan.Names.Host);
        string conflict = await avahi.WaitForLogAsync(line => line.Contains("conflict", StringComparison.Ordinal), "avahi's conflict");
        StringAssert.Contains(conflict, lan.Names.Host + "-2");

        Assert.AreEqual(NetworkLan.LampAddress, await avahi.ResolveAsync("-4", lan.Names.Host + ".local"));
    }

    [TestMethod]
    public async Task Avahi_ListsTheLampAsKnown_GetsNoAnswer()
    {
        await using NamedLan lan = await NamedLan.CreateAsync();
        await using JsonProcess ear = await lan.StartEarAsync();
        await using Avahi avahi = await lan.StartAvahiAsync(OtherHost);
        await using Lamp lamp = await lan.StartLampAsync();
        for (int i = 0; i < 3; i++)
        {
            await ear.WaitForAsync("heard", packet => IsPointerFrom(packet, NetworkLan.LampAddress), "the lamp's announcement");
        }

        // Avahi asks again after 1 s, 2 s and so on. Whatever the lamp says to the first of these questions comes before the next.
        await using LineProcess browser = avahi.Browse();
        await ear.WaitForAsync("heard", packet => ListsAsKnown(packet, lan.Names), "avahi's question with the lamp as known");
        bool isAnswered = false;
        await ear.WaitForAsync(
            "heard",
            packet =>
            {
                isAnswered |= IsPointerFrom(packet, NetworkLan.LampAddress);
                return ListsAsKnown(packet, lan.Names);
            },
            "avahi's next question");
        Assert.IsFalse(isAnswered);
    }

    private static bool IsPointerFrom(JsonNode packet, string address) =>
        packet["type"]!.GetValue<string>() == "response"
        && packet["from"]!.GetValue<string>() == address
        && packet["answers"]!.AsArray().Any(answer => IsServicePointer(answer!));

    private static bool ListsAsKnown(JsonNode packet, NamedLamp known) =>
        packet["type"]!.GetValue<string>() == "query"
        && packet["from"]!.GetValue<string>() == NetworkLan.PeerAddress
        && packet["answers"]!.AsArray().Any(answer =>
            IsServicePointer(answer!) && answer!["data"]!.GetValue<string>() == known.Instance + "._hap._tcp.local");

    private static bool IsServicePointer(JsonNode record) =>
        record["type"]!.GetValue<string>() == "PTR" && record["name"]!.GetValue<string>() == "_hap._tcp.local";

    // The next line that resolves a service over IPv4: =;interface;protocol;name;type;domain;host;address;port;text.
    private static async Task<string[]> ResolvedAsync(LineProcess browser)
    {
        string line = await browser.WaitForLineAsync(
            text => text.StartsWith("=;eth0;IPv4;", StringComparison.Ordinal), "a resolved service");
        return line.Split(';');
    }

    // "key=value" "key=value", in any order.
    private static Dictionary<string, string> Text(string strings) => strings.Trim('"').Split("\" \"")
        .Select(entry => entry.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    // Avahi writes characters other than letters, digits and hyphens as a backslash and three decimal digits.
    private static string Unescape(string name) =>
        Regex.Replace(name, @"\\(\d{3})", code => ((char)int.Parse(code.Groups[1].ValueSpan)).ToString());

    [GeneratedRegex("^([0-9A-F]{2}:){5}[0-9A-F]{2}$")]
    private static partial Regex DeviceId();
}
