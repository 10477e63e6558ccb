// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using System.Text.Json.Nodes;
using HapNano.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Interop.Tests.Comparison;

/// <summary>Asks one accessory everything that two may answer differently. It starts unpaired and ends unpaired.</summary>
internal sealed class PeerProbes(int port, string code)
{
    private const string Closed = "closed";
    private const string On = "{\"aid\":1,\"iid\":@on,\"value\":true}";

    private readonly List<(string Probe, string Answer)> _answers = [];
    private readonly Dictionary<long, string> _names = [];
    private readonly Dictionary<string, string> _iids = [];
    private readonly TestController _owner = new("owner of the peers");
    private WireClient? _shared;

    /// <summary>Every probe with its answer, in order.</summary>
    public IReadOnlyList<(string Probe, string Answer)> Run()
    {
        Unpaired();
        using (WireClient setup = new(port))
        {
            M2(setup);
            setup.Pair(_owner, code);
        }

        Paired();
        Learn();
        Routes();
        Reads();
        Writes();
        Timed();
        _shared?.Dispose();
        Events();
        Frames();
        Http();
        Pairings();
        return _answers;
    }

    private static byte[] Tlv(string hex) => Hex.Bytes(hex);

    private WireClient Session() => new WireClient(port).Verify(Owner());

    private TestController Owner() => new("owner of the peers") { AccessoryId = _owner.AccessoryId, AccessoryLtpk = _owner.AccessoryLtpk };

    private void Unpaired()
    {
        Fresh("unpaired: POST /identify", WireClient.Request("POST /identify", "application/hap+json", []));
        Fresh("unpaired: GET /accessories", WireClient.Get("/accessories"));
        Fresh("Pair Setup without a body", WireClient.Post("/pair-setup", []));
        Fresh("Pair Setup, TLV8 cut short", WireClient.Post("/pair-setup", Tlv("0601")));
        Fresh("Pair Setup M1 without Method", WireClient.Post("/pair-setup", Tlv("060101")));
        Fresh("Pair Setup M1 with Method 1", WireClient.Post("/pair-setup", Tlv("060101000101")));
        Fresh("Pair Setup M1 with Method 2", WireClient.Post("/pair-setup", Tlv("060101000102")));
        Fresh("Pair Setup M3 first", WireClient.Post("/pair-setup", [.. Tlv("060103"), .. TestController.Item(3, new byte[384]), .. TestController.Item(4, new byte[64])]));
        Fresh("Pair Setup M5 first", WireClient.Post("/pair-setup", [.. Tlv("060105"), .. TestController.Item(5, new byte[120])]));
        Fresh("Pair Setup, state 9", WireClient.Post("/pair-setup", Tlv("060109000100")));
        Fresh("GET /pair-setup", WireClient.Get("/pair-setup"));
        Fresh("unpaired: GET /nothing", WireClient.Get("/nothing"));

        using (WireClient first = new(port))
        using (WireClient second = new(port))
        {
            M2(first);
            Note("Pair Setup M1", first.Ask(WireClient.Post("/pair-setup", TestController.SetupM1())));
            Note("Pair Setup M1 while another connection is between M2 and M3", second.Ask(WireClient.Post("/pair-setup", TestController.SetupM1())));
        }

        using (WireClient client = new(port))
        {
            TestController controller = new("wrong");
            byte[] m2 = M2(client);
            Note("Pair Setup M3 with a wrong code", client.Ask(WireClient.Post("/pair-setup", controller.SetupM3(m2, "514-27-397"))));
            Note("the same connection's M5", client.Ask(WireClient.Post("/pair-setup", controller.SealedM5([]))));
            Note("the same connection's M1", client.Ask(WireClient.Post("/pair-setup", TestController.SetupM1())));
            Note(
                "its M3 with A = 0",
                client.Ask(WireClient.Post("/pair-setup", [.. Tlv("060103"), .. TestController.Item(3, new byte[384]), .. TestController.Item(4, new byte[64])])));
        }

        using (WireClient client = new(port))
        {
            byte[] m2 = M2(client);
            TestController controller = new("bad M5");
            client.Ask(WireClient.Post("/pair-setup", controller.SetupM3(m2, code)));
            Note("Pair Setup M5 without its items", client.Ask(WireClient.Post("/pair-setup", controller.SealedM5([]))));
        }

        using (WireClient client = new(port))
        {
            byte[] m2 = M2(client);
            TestController controller = new("bad tag");
            byte[] m5 = controller.SetupM5(Body(client, "/pair-setup", controller.SetupM3(m2, code)));
            m5[^1] ^= 1;
            Note("Pair Setup M5 whose tag is wrong", client.Ask(WireClient.Post("/pair-setup", m5)));
        }

        Fresh("unpaired: Pair Verify M1", WireClient.Post("/pair-verify", new TestController("stranger").VerifyM1()));
    }

    private void Paired()
    {
        Fresh("paired: POST /identify", WireClient.Request("POST /identify", "application/hap+json", []));
        Fresh("paired: Pair Setup M1", WireClient.Post("/pair-setup", TestController.SetupM1()));
        Fresh("Pair Verify M3 first", WireClient.Post("/pair-verify", [.. Tlv("060103"), .. TestController.Item(5, new byte[100])]));
        Fresh("Pair Verify M1 with a key of 31 bytes", WireClient.Post("/pair-verify", [.. Tlv("060101"), .. TestController.Item(3, new byte[31])]));
        Fresh("Pair Verify M1 with a key of zeros", WireClient.Post("/pair-verify", [.. Tlv("060101"), .. TestController.Item(3, new byte[32])]));
        using (WireClient client = new(port))
        {
            TestController stranger = new("stranger") { AccessoryId = _owner.AccessoryId, AccessoryLtpk = _owner.AccessoryLtpk };
            byte[] m2 = Body(client, "/pair-verify", stranger.VerifyM1());
            Note("Pair Verify M3 of an unknown controller", client.Ask(WireClient.Post("/pair-verify", stranger.VerifyM3(m2))));
        }

        Fresh("no session: GET /accessories", WireClient.Get("/accessories"));
        Fresh("no session: GET /characteristics?id=1.2", WireClient.Get("/characteristics?id=1.2"));
        Fresh("no session: PUT /prepare", WireClient.Put("/prepare", "{}"));
        Fresh("no session: POST /pairings", WireClient.Post("/pairings", TestController.ListPairings()));
    }

    // Instance ids by the type of their characteristic, so that both accessories speak of the same things.
    private void Learn()
    {
        var types = new Dictionary<string, string> { ["14"] = "identify", ["20"] = "maker", ["25"] = "on", ["8"] = "brightness" };
        JsonNode database = JsonNode.Parse(Shared("GET /accessories", WireClient.Get("/accessories"), isNoted: false)!.Body)!;
        foreach (JsonNode? characteristic in database["accessories"]![0]!["services"]!.AsArray().SelectMany(service => service!["characteristics"]!.AsArray()))
        {
            string type = characteristic!["type"]!.GetValue<string>();
            type = type.Length == 36 ? type[..8].TrimStart('0') : type;
            if (types.TryGetValue(type, out string? name))
            {
                long iid = characteristic["iid"]!.GetValue<long>();
                _names[iid] = name;
                _iids["@" + name] = iid.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private void Routes()
    {
        foreach (string target in new[] { "/nothing", "/Accessories", "/accessories/", "/pairings", "/prepare", "/identify" })
        {
            Shared($"GET {target}", WireClient.Get(target));
        }

        Shared("PUT /accessories", WireClient.Put("/accessories", "{}"));
        Shared("POST /resource", WireClient.Request("POST /resource", "application/hap+json", "{\"resource-type\":\"image\"}"u8.ToArray()));
        Shared("POST /secure-message", WireClient.Request("POST /secure-message", "application/octet-stream", [0]));
        Shared("session: POST /identify", WireClient.Request("POST /identify", "application/hap+json", []));
        Shared("session: Pair Setup M1", WireClient.Post("/pair-setup", TestController.SetupM1()));
        Shared("session: Pair Verify M1", WireClient.Post("/pair-verify", new TestController("again").VerifyM1()), mayStaySilent: true);
    }

    private void Reads()
    {
        foreach (string query in new[]
        {
            "", "?", "?id=", "?id=1", "?id=x", "?id=1.@on,", "?id=1.@on", "?id=1.@brightness,1.@on", "?id=1.@on,1.@on", "?id=1.999", "?id=2.1", "?id=1.@identify",
            "?id=1.@on,1.999", "?id=1.@on&perms=1", "?id=1.@on&type=1", "?id=1.@on&ev=1", "?id=1.@brightness&meta=1", "?id=1.@on&meta=2", "?id=1.@on&x=1",
        })
        {
            Shared("GET /characteristics" + query, WireClient.Get(Expand("/characteristics" + query)));
        }
    }

    private void Writes()
    {
        foreach (string body in new[]
        {
            "", "{", "{}", "[]", "{\"characteristics\":[]}", "{\"characteristics\":{}}", "{\"characteristics\":[1]}",
            List(On), List(On) + "x", List("{\"aid\":1,\"iid\":@on}"), List("{\"iid\":@on,\"value\":true}"), List("{\"aid\":1,\"value\":true}"),
            List("{\"aid\":1,\"iid\":999,\"value\":true}"), List("{\"aid\":9,\"iid\":@on,\"value\":true}"),
            List("{\"aid\":1,\"iid\":@on,\"value\":1}"), List("{\"aid\":1,\"iid\":@on,\"value\":2}"), List("{\"aid\":1,\"iid\":@on,\"value\":\"true\"}"),
            List("{\"aid\":1,\"iid\":@on,\"value\":null}"), List("{\"aid\":1,\"iid\":@on,\"value\":{}}"),
            List("{\"aid\":1,\"iid\":@brightness,\"value\":50}"), List("{\"aid\":1,\"iid\":@brightness,\"value\":101}"),
            List("{\"aid\":1,\"iid\":@brightness,\"value\":-1}"), List("{\"aid\":1,\"iid\":@brightness,\"value\":1.5}"),
            List("{\"aid\":1,\"iid\":@brightness,\"value\":50.0}"), List("{\"aid\":1,\"iid\":@brightness,\"value\":\"50\"}"),
            List("{\"aid\":1,\"iid\":@brightness,\"value\":true}"),
            List("{\"aid\":1,\"iid\":@maker,\"value\":\"x\"}"), List("{\"aid\":1,\"iid\":@maker,\"ev\":true}"), List("{\"aid\":1,\"iid\":@identify,\"value\":true}"),
            List("{\"aid\":1,\"iid\":@on,\"ev\":true}"), List("{\"aid\":1,\"iid\":@on,\"ev\":false}"), List("{\"aid\":1,\"iid\":@on,\"ev\":1}"),
            List("{\"aid\":1,\"iid\":@on,\"ev\":\"true\"}"), List("{\"aid\":1,\"iid\":@on,\"ev\":false}"),
            List(On, "{\"aid\":1,\"iid\":999,\"value\":true}"), List(On, "{\"aid\":1,\"iid\":@on,\"value\":false}"),
            List("{\"aid\":1,\"iid\":@on,\"value\":true,\"r\":true}"), List("{\"aid\":1,\"iid\":@on,\"value\":true,\"x\":{}}"),
            List("{\"aid\":1,\"iid\":@on,\"value\":true,\"authData\":\"%\"}"), List("{\"aid\":1,\"iid\":@on,\"value\":true,\"remote\":true}"),
        })
        {
            Shared("PUT /characteristics " + body, WireClient.Put("/characteristics", Expand(body)), body.Contains("[]", StringComparison.Ordinal));
        }
    }

    private void Timed()
    {
        string timed = "{\"characteristics\":[" + On + "],\"pid\":7}";
        Shared("PUT /characteristics with a pid that was not prepared", WireClient.Put("/characteristics", Expand(timed)));
        foreach (string body in new[] { "", "{}", "{\"ttl\":5000}", "{\"pid\":7}", "{\"ttl\":\"5000\",\"pid\":7}", "{\"ttl\":60000,\"pid\":7}" })
        {
            Shared("PUT /prepare " + body, WireClient.Put("/prepare", body));
        }

        Shared("then the write with another pid", WireClient.Put("/characteristics", Expand(timed.Replace("7}", "8}"))));
        Shared("then the write with its pid", WireClient.Put("/characteristics", Expand(timed)));
        Shared("prepared again", WireClient.Put("/prepare", "{\"ttl\":60000,\"pid\":7}"));
        Shared("prepared, a write without pid", WireClient.Put("/characteristics", Expand(List(On))));
        Shared("then the write with the pid", WireClient.Put("/characteristics", Expand(timed)));
        Shared("the same write again", WireClient.Put("/characteristics", Expand(timed)));
    }

    private void Events()
    {
        using WireClient writer = Session();
        using WireClient watcher = Session();
        writer.Ask(WireClient.Put("/characteristics", Expand(List("{\"aid\":1,\"iid\":@on,\"value\":false,\"ev\":true}"))));
        watcher.Ask(WireClient.Put("/characteristics", Expand(List("{\"aid\":1,\"iid\":@on,\"ev\":true}"))));
        writer.Ask(WireClient.Put("/characteristics", Expand(List(On))));
        Note("event of another session's write", watcher.Read());

        // Had the writer an event to come, it would come before an event of what the watcher writes.
        watcher.Ask(WireClient.Put("/characteristics", Expand(List("{\"aid\":1,\"iid\":@on,\"value\":false}"))));
        Note("what the writer hears first, of its own write and then another's", writer.Read());
    }

    private void Frames()
    {
        InSession("frame of 1,025 bytes", session => session.SendRaw([0x01, 0x04, .. new byte[1025 + 16]]));
        InSession("frame whose tag is wrong", session =>
        {
            byte[] frame = session.Seal(WireClient.Get(Expand("/characteristics?id=1.@on")));
            frame[^1] ^= 1;
            session.SendRaw(frame);
        });
        using (WireClient fallen = Session())
        {
            Note("plain request in a session", fallen.AskRaw(WireClient.Get("/accessories")));
        }


        InSession("request over three frames", session =>
        {
            byte[] text = WireClient.Get(Expand("/characteristics?id=1.@on"));
            session.Send(text[..10]);
            session.Send(text[10..20]);
            session.Send(text[20..]);
        });
        InSession("request frame byte by byte", session =>
        {
            foreach (byte piece in session.Seal(WireClient.Get(Expand("/characteristics?id=1.@on"))))
            {
                session.SendRaw([piece]);
            }
        });
        using WireClient pipelined = Session();
        byte[] first = WireClient.Put("/characteristics", Expand(List(On)));
        pipelined.Send([.. first, .. WireClient.Get(Expand("/characteristics?id=1.@on"))]);
        Note("two requests in one frame: the first", pipelined.Read());
        Note("two requests in one frame: the second", pipelined.Read());
    }

    private void Http()
    {
        Raw("HTTP: no Host", "GET /characteristics?id=1.@on HTTP/1.1\r\n\r\n");
        Raw("HTTP: Host with DNS escapes", "GET /characteristics?id=1.@on HTTP/1.1\r\nHost: Peer\\032Lamp._hap._tcp.local\r\n\r\n");
        Raw("HTTP: version 1.0", "GET /characteristics?id=1.@on HTTP/1.0\r\nHost: lamp\r\n\r\n");
        Raw("HTTP: lines that end in a line feed alone", "GET /characteristics?id=1.@on HTTP/1.1\nHost: lamp\n\n");
        Raw("HTTP: field name with a blank behind it", "GET /characteristics?id=1.@on HTTP/1.1\r\nHost : lamp\r\n\r\n");
        Raw("HTTP: two different lengths", "PUT /characteristics HTTP/1.1\r\nHost: lamp\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
        Raw("HTTP: length that is no number", "PUT /characteristics HTTP/1.1\r\nHost: lamp\r\nContent-Length: 2x\r\n\r\n{}");
        Raw("HTTP: PUT without a length", "PUT /characteristics HTTP/1.1\r\nHost: lamp\r\n\r\n");
        Raw("HTTP: chunked request", "PUT /characteristics HTTP/1.1\r\nHost: lamp\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        Raw("HTTP: absolute target", "GET http://lamp/characteristics?id=1.@on HTTP/1.1\r\nHost: lamp\r\n\r\n");
        Raw("HTTP: unknown method", "BREW /accessories HTTP/1.1\r\nHost: lamp\r\n\r\n");
        Raw("HTTP: no request at all", "\u0016\u0003\u0001\u0000\u0001\u0000\r\n\r\n");
    }

    private void Pairings()
    {
        var guest = new TestController("guest of the peers");
        var impostor = new TestController("impostor of the peers") { Identifier = guest.Identifier };
        using (WireClient session = Session())
        {
            Note("List Pairings", session.Ask(WireClient.Post("/pairings", TestController.ListPairings())));
            Note("Add Pairing, permissions 2", session.Ask(WireClient.Post("/pairings", TestController.AddPairing(guest, 2))));
            Note("Remove Pairing, unknown", session.Ask(WireClient.Post("/pairings", TestController.RemovePairing(new TestController("nobody")))));
            Note("Add Pairing", session.Ask(WireClient.Post("/pairings", TestController.AddPairing(guest, 0))));
            Note("Add Pairing again", session.Ask(WireClient.Post("/pairings", TestController.AddPairing(guest, 0))));
            Note("Add Pairing, same identifier and another key", session.Ask(WireClient.Post("/pairings", TestController.AddPairing(impostor, 0))));
            Note("List Pairings, two", session.Ask(WireClient.Post("/pairings", TestController.ListPairings())));
        }

        foreach ((string probe, string body) in new[] { ("method 2", "060101000102"), ("no state", "000105"), ("no body", "") })
        {
            using WireClient session = Session();
            Note("Pairings, " + probe, session.Ask(WireClient.Post("/pairings", Tlv(body)), mayStaySilent: true));
        }

        guest.AccessoryId = _owner.AccessoryId;
        guest.AccessoryLtpk = _owner.AccessoryLtpk;
        using WireClient guests = new WireClient(port).Verify(guest);
        Note("List Pairings, by a user", guests.Ask(WireClient.Post("/pairings", TestController.ListPairings())));
        Note("Remove Pairing of itself, by a user", guests.Ask(WireClient.Post("/pairings", TestController.RemovePairing(guest))));

        using WireClient last = Session();
        Note("Remove Pairing, the last administrator itself", last.Ask(WireClient.Post("/pairings", TestController.RemovePairing(_owner))));
        Note("then its connection", last.Read());
        Note("then the user's connection", guests.Read());
    }

    private void Fresh(string probe, byte[] request)
    {
        using WireClient client = new(port);
        Note(probe, client.Ask(request));
    }

    // Over the session that such probes share; another one begins when it is closed, or owes an answer.
    private WireAnswer? Shared(string probe, byte[] request, bool mayStaySilent = false, bool isNoted = true)
    {
        _shared ??= Session();
        WireAnswer? answer = _shared.Ask(request, mayStaySilent);
        if (isNoted)
        {
            Note(probe, answer);
        }

        if (answer is null || answer == WireAnswer.None)
        {
            _shared.Dispose();
            _shared = null;
        }

        return answer;
    }

    private void InSession(string probe, Action<WireClient> send)
    {
        using WireClient session = Session();
        send(session);
        Note(probe, session.Read());
    }

    private void Raw(string probe, string text) => InSession(probe, session => session.Send(Encoding.Latin1.GetBytes(Expand(text))));

    // An accessory is Busy until it has noticed that the connection before is closed.
    private byte[] M2(WireClient client)
    {
        while (true)
        {
            byte[] m2 = Body(client, "/pair-setup", TestController.SetupM1());
            if (TestController.Value(m2, 3) is not null)
            {
                return m2;
            }

            Thread.Sleep(20);
        }
    }

    private byte[] Body(WireClient client, string target, byte[] body) => client.Ask(WireClient.Post(target, body))?.Body
        ?? throw new AssertFailedException($"Closed. Answers so far:\n{string.Join('\n', _answers)}");

    private void Note(string probe, WireAnswer? answer) => _answers.Add((probe, answer?.Describe(_names) ?? Closed));

    private string Expand(string text) => _iids.Aggregate(text, (expanded, name) => expanded.Replace(name.Key, name.Value, StringComparison.Ordinal));

    private static string List(params string[] entries) => "{\"characteristics\":[" + string.Join(',', entries) + "]}";
}
