// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The setup's page in memory: requests as bytes in, responses as bytes out.</summary>
[TestClass]
public class SetupSiteTests
{
    private readonly Owner _owner = new();
    private readonly PageWriter _page = new(8192);
    private readonly SetupSite _site;

    public SetupSiteTests()
    {
        _site = new SetupSite(_owner, "Lamp <1> & co"u8.ToArray(), [1, 2, 3, 4, 5, 6, 7, 8]) { Host = "192.168.4.1"u8.ToArray() };
        _site.SetNetworks(["Home", "<i>\"&", "Café"]);
    }

    [TestMethod]
    public void Get_Root_AsksForTheNetworkAndShowsTheCode()
    {
        string page = Get("/");

        StringAssert.StartsWith(page, "HTTP/1.1 200 OK\r\n");
        StringAssert.Contains(page, "\r\nCache-Control: no-store\r\n");
        StringAssert.Contains(page, "default-src 'none'");
        StringAssert.Contains(page, "<h1>Lamp &lt;1&gt; &amp; co</h1>");
        StringAssert.Contains(page, "<option value=a>Home<option value=b>&lt;i&gt;&quot;&amp;<option value=c>Café</select>");
        StringAssert.Contains(page, "518-08-582");
        StringAssert.Contains(page, "<svg");
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("http:", page[page.IndexOf("<!DOCTYPE", StringComparison.Ordinal)..], "nothing from elsewhere");
    }

    [TestMethod]
    [DataRow("captive.apple.com", "/hotspot-detect.html")]
    [DataRow("connectivitycheck.gstatic.com", "/generate_204")]
    [DataRow("www.msftconnecttest.com", "/connecttest.txt")]
    [DataRow("detectportal.firefox.com", "/canonical.html")]
    [DataRow("192.168.4.1:8080", "/")]
    [DataRow("192.168.4.1.example.com", "/")]
    public void Get_AnotherHost_IsSentHere(string host, string path)
    {
        Assert.AreEqual("302 Found http://192.168.4.1/", Ask($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n", out _));
    }

    [TestMethod]
    public void Get_WithoutHost_IsSentHere()
    {
        Assert.AreEqual("302 Found http://192.168.4.1/", Ask("GET / HTTP/1.1\r\n\r\n", out _));
    }

    [TestMethod]
    public void Ask_OtherPathsAndMethods_AreRefused()
    {
        Assert.AreEqual("404 Not Found", Ask("GET /favicon.ico HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n", out _));
        Assert.AreEqual("404 Not Found", Ask("GET /wifi HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n", out _));
        Assert.AreEqual("405 Method Not Allowed", Ask("HEAD / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n", out _));
        Assert.AreEqual("404 Not Found", Post("/", ""));
    }

    [TestMethod]
    public void PostWifi_ChosenNetwork_IsTriedAndThePasswordNeverComesBack()
    {
        Assert.AreEqual("303 See Other http://192.168.4.1/", Post("/wifi", "s=a&n=&p=correct+horse"));

        Assert.AreEqual(1, _owner.Named);
        Assert.AreEqual(SetupStage.Trying, _site.Stage);
        _site.Read(out string name, out string password);
        Assert.AreEqual(("Home", "correct horse"), (name, password));
        string trying = Get("/");
        StringAssert.Contains(trying, "http-equiv=refresh");
        Assert.DoesNotContain("correct", trying);

        _site.Finish("The network refused the password.");
        string again = Get("/");
        StringAssert.Contains(again, "<p role=alert>The network refused the password.");
        Assert.DoesNotContain("correct", again);
        _site.Read(out _, out string forgotten);
        Assert.AreEqual("", forgotten);
    }

    [TestMethod]
    public void PostWifi_ChosenNetworks_KeepTheirNames()
    {
        string[] names = [" Home", "Home ", "Home", "\" <&>'", new string('ü', 15) + "!", "a\tb", .. Enumerable.Repeat("n", 9), "p"];
        _site.SetNetworks(names);
        for (int i = 0; i < names.Length; i++)
        {
            Assert.AreEqual("303 See Other http://192.168.4.1/", Post("/wifi", $"s={(char)('a' + i)}&n=&p=correct+horse"));

            _site.Read(out string name, out _);
            Assert.AreEqual(names[i], name);
            _site.Finish("");
        }

        // Of 32 bytes: the radio cannot store it.
        _site.SetNetworks([new string('n', 32)]);
        Assert.AreEqual("400 Bad Request", Post("/wifi", "s=a&n=&p=correct+horse"));
    }

    [TestMethod]
    public void PostWifi_TypedName_ComesBeforeTheChosenOne()
    {
        Post("/wifi", "s=a&n=Other+%26+hidden&p=");

        _site.Read(out string name, out string password);
        Assert.AreEqual(("Other & hidden", ""), (name, password));
    }

    [TestMethod]
    [DataRow("s=&n=&p=correct+horse", DisplayName = "no name")]
    [DataRow("p=correct+horse", DisplayName = "no field of a name")]
    [DataRow("s=d&n=&p=correct+horse", DisplayName = "a letter behind the list")]
    [DataRow("s=%60&n=&p=correct+horse", DisplayName = "a sign in front of the letters")]
    [DataRow("s=ab&n=&p=correct+horse", DisplayName = "two letters")]
    [DataRow("s=Home&n=&p=correct+horse", DisplayName = "a name in place of a letter")]
    [DataRow("n=12345678901234567890123456789012&p=correct+horse", DisplayName = "a name of 32 bytes")]
    [DataRow("n=a%00b&p=correct+horse", DisplayName = "a zero in the name")]
    [DataRow("n=%FF&p=correct+horse", DisplayName = "a name that is no UTF-8")]
    [DataRow("n=Home&p=1234567", DisplayName = "a password of 7")]
    [DataRow("n=Home&p=a%0Abcdefgh", DisplayName = "a line end in the password")]
    public void PostWifi_BadInput_IsRefusedWithThePage(string form)
    {
        string status = Post("/wifi", form);

        Assert.AreEqual("400 Bad Request", status);
        StringAssert.Contains(_text, "<p role=alert>");
        StringAssert.Contains(_text, "action=/wifi");
        Assert.DoesNotContain("correct", _text);
        Assert.AreEqual(SetupStage.Asking, _site.Stage);
        Assert.AreEqual(0, _owner.Named);
    }

    [TestMethod]
    public void PostWifi_LongestNameAndPassword_AreTaken()
    {
        string name = new('n', WifiRadio.MaxNameBytes), password = new('%', WifiRadio.MaxPasswordBytes);

        Assert.AreEqual("303 See Other http://192.168.4.1/", Post("/wifi", "s=%61&n=" + string.Concat(Enumerable.Repeat("%6E", 31)) + "&p=" + string.Concat(Enumerable.Repeat("%25", 63))));

        _site.Read(out string readName, out string readPassword);
        Assert.AreEqual((name, password), (readName, readPassword));
        Assert.AreEqual("400 Bad Request", new SetupSiteTests().Post("/wifi", "n=Home&p=" + new string('p', 64)));
    }

    [TestMethod]
    public void Post_NotFromThePage_IsForbiddenAndChangesNothing()
    {
        const string Form = "n=Home&p=correct+horse";
        string token = Token();
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form, "http://192.168.4.1"), "no token");
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form + "&t=0000000000000000", "http://192.168.4.1"), "another token");
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form + "&t=" + token[..15], "http://192.168.4.1"), "a cut token");
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form + "&t=" + token, "http://evil.example"), "another origin");
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form + "&t=" + token, "null"), "no origin that can be named");
        Assert.AreEqual("403 Forbidden", PostRaw("/wifi", Form + "&t=" + token, "http://192.168.4.1.evil.example"), "an origin that begins like ours");
        Assert.AreEqual("403 Forbidden", PostRaw("/code", "c=111-22-333", "http://192.168.4.1"), "the code too");
        Assert.AreEqual(SetupStage.Asking, _site.Stage);
        Assert.IsNull(_owner.Set);

        Assert.AreEqual("303 See Other http://192.168.4.1/", PostRaw("/wifi", Form + "&t=" + token, null), "old browsers name none");
    }

    [TestMethod]
    public void PostWifi_WhileAnotherIsTried_IsAConflict()
    {
        Post("/wifi", "n=Home&p=correct+horse");

        Assert.AreEqual("409 Conflict", Post("/wifi", "n=Other&p=correct+horse"));

        _site.Read(out string name, out _);
        Assert.AreEqual("Home", name);
    }

    [TestMethod]
    public void PostCode_Allowed_IsStoredAndShown()
    {
        Assert.AreEqual("303 See Other http://192.168.4.1/", Post("/code", "c=31415926"));

        Assert.AreEqual("314-15-926", _owner.Set);
        StringAssert.Contains(Get("/"), "314-15-926");
    }

    [TestMethod]
    [DataRow("123-45-678")]
    [DataRow("876-54-321")]
    [DataRow("111-11-111")]
    [DataRow("00000000")]
    [DataRow("1234")]
    [DataRow("314-15-92x")]
    [DataRow("314%0A15-926")]
    [DataRow("314-15-9261")]
    [DataRow("")]
    public void PostCode_ForbiddenOrNone_IsRefusedWithThePage(string code)
    {
        Assert.AreEqual("400 Bad Request", Post("/code", "c=" + code));

        Assert.IsNull(_owner.Set);
        StringAssert.Contains(_text, "XXX-XX-XXX");
        StringAssert.Contains(_text, "518-08-582", "the old one still shows");
    }

    [TestMethod]
    public void PostCode_StoreFails_SaysSo()
    {
        _owner.IsStoreFailing = true;

        Assert.AreEqual("500 Internal Server Error", Post("/code", "c=314-15-926"));
    }

    [TestMethod]
    public void Paired_NoCodeIsShownOrSet()
    {
        _owner.IsPaired = true;

        string page = Get("/");

        Assert.DoesNotContain("518-08-582", page);
        Assert.DoesNotContain("<svg", page);
        Assert.DoesNotContain("action=/code", page);
        Assert.AreEqual("403 Forbidden", Post("/code", "c=314-15-926"));
        Assert.IsNull(_owner.Set);
    }

    [TestMethod]
    public void Get_CodeOnTheLabelOnly_SaysSo()
    {
        _owner.Code = null;

        string page = Get("/");

        StringAssert.Contains(page, "on the label");
        Assert.DoesNotContain("<svg", page);
    }

    [TestMethod]
    public void Get_LongestNames_FitTheLongestPage()
    {
        _site.SetNetworks([.. Enumerable.Repeat(new string('"', 31), 40)]);

        string page = Get("/");

        Assert.HasCount(16, Regex.Matches(page, "<option value=[a-p]>"));
        Assert.IsFalse(_page.IsOverflowing);
        StringAssert.EndsWith(page, "</form>");
        Console.WriteLine($"longest page: {page.Length} bytes");
    }

    private string _text = "";

    private string Get(string path)
    {
        Ask($"GET {path} HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n", out string text);
        return text;
    }

    private string Token() => Regex.Match(Get("/"), "name=t value=([0-9a-f]{16})>").Groups[1].Value;

    private string Post(string path, string form) => PostRaw(path, form + (form.Length > 0 ? "&" : "") + "t=1020304050607080", "http://192.168.4.1");

    private string PostRaw(string path, string form, string? origin) => Ask(
        $"POST {path} HTTP/1.1\r\nHost: 192.168.4.1\r\n{(origin == null ? "" : $"Origin: {origin}\r\n")}Content-Length: {form.Length}\r\n\r\n{form}", out _);

    // The status, and where it sends to.
    private string Ask(string request, out string text)
    {
        var parsed = new PageRequest();
        parsed.Reset();
        byte[] bytes = Encoding.ASCII.GetBytes(request);
        bytes.CopyTo(parsed.Buffer, 0);
        Assert.AreEqual(Codec.ParseStatus.Done, parsed.Add(bytes.Length));
        _site.Answer(parsed, _page);
        text = Encoding.UTF8.GetString(_page.Buffer, 0, _page.Count);
        _text = text;
        Match match = Regex.Match(text, "^HTTP/1.1 ([^\r]*)\r\n(?:.*\r\nLocation: ([^\r]*))?", RegexOptions.Singleline);
        return (match.Groups[1].Value + " " + match.Groups[2].Value).Trim();
    }

    private sealed class Owner : ISetupOwner
    {
        public bool IsPaired { get; set; }

        public string? Code { get; set; } = "518-08-582";

        public bool IsStoreFailing { get; set; }

        public string? Set { get; private set; }

        public int Named { get; private set; }

        public byte[] SetupCode => Code == null ? null! : Encoding.ASCII.GetBytes(Code);

        public byte[] SetupPayload => "X-HM://0023ISYWY7OSX"u8.ToArray();

        public bool SetSetupCode(byte[] code)
        {
            if (IsStoreFailing)
            {
                return false;
            }

            Set = Encoding.ASCII.GetString(code);
            Code = Set;
            return true;
        }

        public void NetworkNamed() => Named++;
    }
}
