// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Server.Tests;

namespace HapNano.Hostile.Tests;

/// <summary>Requests that other software would read in two ways, and bytes that are no requests: what the lamp says to each, and that it says it whole.</summary>
[TestClass]
public class ShapeTests
{
    private const string None = "";
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\n";
    private const string Resources = "HTTP/1.1 500 Internal Server Error\r\n";

    [TestMethod]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BadRequest, DisplayName = "length and coding")]
    [DataRow("POST /identify HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", BadRequest, DisplayName = "coding and length")]
    [DataRow("POST /identify HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BadRequest, DisplayName = "chunked")]
    [DataRow("POST /identify HTTP/1.1\r\ntransfer-encoding:\tidentity\r\nContent-Length: 0\r\n\r\n", BadRequest, DisplayName = "identity coding")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /accessories HTTP/1.1\r\n\r\n", None, DisplayName = "two lengths")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", None, DisplayName = "the same length twice")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 0, 0\r\n\r\n", None, DisplayName = "list of lengths")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc", None, DisplayName = "signed length")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: -1\r\n\r\n", None, DisplayName = "negative length")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 0x3\r\n\r\nabc", None, DisplayName = "length in hexadecimal")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 18446744073709551617\r\n\r\na", None, DisplayName = "length beyond 64 bits")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 2147483647\r\n\r\na", Resources, DisplayName = "length of 2 GB")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length : 3\r\n\r\nabc", BadRequest, DisplayName = "blank before the colon")]
    [DataRow("POST /identify HTTP/1.1\r\nX-Folded: a\r\n Content-Length: 3\r\n\r\nabc", BadRequest, DisplayName = "folded line")]
    [DataRow("POST /identify HTTP/1.1\r\n Content-Length: 3\r\n\r\nabc", BadRequest, DisplayName = "folded first line")]
    [DataRow("POST /identify HTTP/1.1\nContent-Length: 0\n\n", BadRequest, DisplayName = "bare LF")]
    [DataRow("POST /identify HTTP/1.1\r\nX: a\rContent-Length: 3\r\n\r\nabc", BadRequest, DisplayName = "bare CR")]
    [DataRow("POST /identify HTTP/1.1\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n", BadRequest, DisplayName = "NUL in a field")]
    [DataRow("POST http://lamp/identify HTTP/1.1\r\nContent-Length: 0\r\n\r\n", BadRequest, DisplayName = "absolute form")]
    [DataRow("CONNECT lamp:80 HTTP/1.1\r\n\r\n", BadRequest, DisplayName = "authority form")]
    [DataRow("OPTIONS * HTTP/1.1\r\n\r\n", BadRequest, DisplayName = "asterisk form")]
    [DataRow("POST  /identify HTTP/1.1\r\nContent-Length: 0\r\n\r\n", BadRequest, DisplayName = "two blanks")]
    [DataRow("POST /identify HTTP/2.0\r\nContent-Length: 0\r\n\r\n", BadRequest, DisplayName = "another version")]
    [DataRow("GET /\r\n", BadRequest, DisplayName = "HTTP/0.9")]
    [DataRow("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", BadRequest, DisplayName = "preface of HTTP/2")]
    [DataRow("POST /identify HTTP/1.1\r\n\r\n", BadRequest, DisplayName = "no length")]
    [DataRow("POST /identify HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n", BadRequest, DisplayName = "expects 100")]
    [DataRow("SSH-2.0-OpenSSH_9.2\r\n", BadRequest, DisplayName = "SSH")]
    [DataRow("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", BadRequest, DisplayName = "TLS hello")]
    [DataRow("\u0000\u0000\u0000\u0000", BadRequest, DisplayName = "zeros")]
    [DataRow("\u0005\u0001\u0000", BadRequest, DisplayName = "SOCKS")]
    public void Receive_Shape_IsRefusedWholeAndNothingBehindItIsRead(string shape, string expected)
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        using var stranger = new Stranger(lamp);

        // What comes behind it on the wire is no request, whatever it looks like, and takes nothing away from the answer.
        stranger.Say(shape);
        for (int i = 0; i < 50; i++)
        {
            stranger.Say("GET /accessories HTTP/1.1\r\n\r\n");
        }

        string heard = stranger.HearAll(out bool isReset);
        Assert.AreEqual(expected, heard.Length == 0 ? "" : heard[..(heard.IndexOf('\n') + 1)]);
        Assert.IsFalse(expected.Length > 0 && isReset, "the answer was followed by a reset");
        Assert.IsFalse(heard.Contains("470", StringComparison.Ordinal), "what came behind was read");
        session.CheckServed(lamp);
    }

    [TestMethod]
    [DataRow("header", None)]
    [DataRow("URL", None)]
    [DataRow("fields", None)]
    [DataRow("body", Resources)]
    public void Receive_MoreThanTheLimit_IsRefused(string what, string expected)
    {
        string much = new('a', 20_000);
        string request = what switch
        {
            "header" => $"GET /accessories HTTP/1.1\r\nX: {much}",
            "URL" => $"GET /characteristics?id={much}",
            "fields" => "GET /accessories HTTP/1.1\r\n" + string.Concat(System.Linq.Enumerable.Repeat("a:b\r\n", 4000)),
            _ => $"POST /pair-setup HTTP/1.1\r\nContent-Length: {much.Length}\r\n\r\n{much}",
        };
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        using var stranger = new Stranger(lamp);

        string heard = stranger.Say(request).HearAll(out _);

        Assert.AreEqual(expected, heard.Length == 0 ? "" : heard[..(heard.IndexOf('\n') + 1)]);
        session.CheckServed(lamp);
    }

    [TestMethod]
    public void Receive_SessionsRequestsOverTheLimits_AreRefusedOneByOne()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);

        // JSON 17 deep, a TLV8 item that is cut, and a body of something else keep the session; only what cannot be framed ends it.
        Assert.AreEqual(400, session.Ask("PUT /characteristics", new string('[', 17) + new string(']', 17)).Status);
        Assert.AreEqual(400, session.Ask("PUT /characteristics", "{\"x\":" + new string('[', 16) + new string(']', 16) + "}").Status);
        Assert.AreEqual(204, session.Ask("PUT /characteristics", "{\"x\":" + new string('[', 15) + new string(']', 15) + "}").Status);
        Assert.AreEqual(400, session.Ask("POST /pairings", "\u0006\u0009").Status);
        Assert.AreEqual(400, session.Ask("PUT /prepare", "\u0000").Status);
        session.CheckServed(lamp);
        Assert.AreEqual(500, session.Ask("PUT /characteristics", new string(' ', 5000)).Status);
        Assert.IsTrue(session.IsClosedByAccessory());
    }

    [TestMethod]
    public void Prepare_AThousandTimes_HoldsTheLastOne()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = Household.Connect(lamp);
        var before = new Resources();

        for (int i = 0; i < 1000; i++)
        {
            Assert.AreEqual(200, session.Ask("PUT /prepare", $"{{\"ttl\":9007199254740991,\"pid\":{i}}}").Status);
        }

        before.CheckReturned();
        string write = $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{lamp.Switch.On.InstanceId},\"value\":true}}],\"pid\":";
        StringAssert.Contains(session.Ask("PUT /characteristics", write + "998}").Body, "-70410");
        session.CheckServed(lamp);
    }
}
