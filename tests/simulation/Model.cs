// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;

namespace HapNano.Simulation;

/// <summary>HAP in small: what each controller must see, given what everybody asked for. It shares no code with the accessory.</summary>
/// <remarks>
/// Requests are judged when their answers are made, which is the moment in which the accessory executed them; so the order is the accessory's own,
/// and every answer can be foretold to the letter.
/// </remarks>
internal sealed partial class Model(Func<long> now)
{
    private readonly Dictionary<int, ModelCharacteristic> _characteristics = Board.NewModel().ToDictionary(characteristic => characteristic.Iid);
    private readonly ModelSetup _setup = new(now);

    // Addresses that verified since the last boot.
    private readonly HashSet<ulong> _verified = [];

    private string _identity = "";
    private string _savedValues = "false 50";
    private string? _valuesUnderWay;
    private long _valuesChangedMs = -1;

    /// <summary>The pairings that are durable.</summary>
    public ModelTable Table { get; private set; } = new();

    /// <summary>The table that is being written; null for none.</summary>
    public ModelTable? TableUnderWay { get; private set; }

    /// <summary>Open connections.</summary>
    public List<Link> Links { get; } = [];

    /// <summary>How often each kind of request got each answer.</summary>
    public SortedDictionary<string, int> Tally { get; } = new(StringComparer.Ordinal);

    public long Answers { get; private set; }

    public long Events { get; private set; }

    public ModelSetup Setup => _setup;

    /// <summary>Any controller's request is refused as the code says: for a status, the body; for anything else, the reason.</summary>
    public static SimulationException Wrong(Link link, string text) => new($"{link.Controller.Name}: {text}");

    /// <summary>An answer was made.</summary>
    public void Answer(Link link, Request request, int status, byte[] body)
    {
        Answers++;
        Count(IsPairing(request.Kind) && status == 200 ? $"{request.Kind} error {Tlv.Error(body)}" : $"{request.Kind} {status}");
        if (link.IsVerified && !Table.Has(link.Session.Identifier) && !(request.Kind is RequestKind.Remove or RequestKind.Add && request.IsStored))
        {
            throw Wrong(link, $"{request.Kind} is answered though the pairing is gone");
        }

        switch (request.Kind)
        {
            case RequestKind.Read:
                AnswerRead(link, request, status, body);
                break;
            case RequestKind.Write:
                AnswerWrite(link, request, status, body);
                break;
            case RequestKind.Prepare:
                Expect(link, request, 200, "{\"status\":0}", status, body);
                link.Session.PreparedPid = request.Pid;
                link.Session.PreparedUntilMs = now() + request.TtlMs;
                break;
            case RequestKind.Accessories:
                AnswerAccessories(link, status, body);
                break;
            case RequestKind.Identify:
                Expect(link, request, Table.Count > 0 ? 400 : 204, Table.Count > 0 ? "{\"status\":-70401}" : "", status, body);
                break;
            case RequestKind.Bad:
                Expect(link, request, request.BadStatus, request.BadBody, status, body);
                AnswerBad(link, request.Ends);
                break;
            default:
                AnswerPairing(link, request, status, body);
                break;
        }
    }

    /// <summary>Something has happened that a long run should have seen.</summary>
    public void Count(string what) => Tally[what] = Tally.GetValueOrDefault(what) + 1;

    /// <summary>The accessory wants to close connections: each for a reason.</summary>
    public void CheckClosing()
    {
        foreach (Link link in Links)
        {
            if (link.Connection!.IsCloseRequested && !link.IsEnding)
            {
                link.IsEnding = true;
                string? reason = ReasonToClose(link);
                Count("closed: " + reason);
                if (reason == null)
                {
                    link.Requests.TryPeek(out Request? request);
                    throw Wrong(
                        link,
                        $"is closed without a reason; verified {link.IsVerified}, idle {now() - link.LastActivityMs} ms, open {now() - link.ConnectedMs} ms, "
                        + $"{link.Connection.OutputCount} bytes to send, blocked since {link.BlockedSinceMs}, asks {request?.Kind}");
                }
            }
        }
    }

    /// <summary>A connection ends.</summary>
    public void Closed(Link link)
    {
        Links.Remove(link);
        _setup.Closed(link, Table);
    }

    /// <summary>The flash thread took the values of this moment.</summary>
    public void BeginValues() => _valuesUnderWay = KeptValues();

    public void EndValues()
    {
        _savedValues = _valuesUnderWay!;
        _valuesUnderWay = null;
        _valuesChangedMs = _savedValues == KeptValues() ? -1 : now();
    }

    /// <summary>The power fails.</summary>
    public void Cut()
    {
        const long LongestMs = 10000;
        if (_valuesChangedMs >= 0 && now() - _valuesChangedMs > LongestMs + 1000 && _valuesUnderWay == null)
        {
            throw new SimulationException("values were not written in time");
        }

        Links.Clear();
    }

    /// <summary>The accessory forgets everything but its label.</summary>
    public void Reset()
    {
        Table = new ModelTable();
        TableUnderWay = null;
        _identity = "!" + _identity;
        _savedValues = "false 50";
        _valuesUnderWay = null;
        _setup.Reset();
    }

    /// <summary>The accessory is back, and this is what it found.</summary>
    public void Booted(Board board)
    {
        if (_identity.StartsWith('!') ? _identity[1..] == board.Identity : _identity.Length > 0 && _identity != board.Identity)
        {
            throw new SimulationException("another identity");
        }

        string found = board.Table().ToString();
        if (found != Table.ToString() && found != TableUnderWay?.ToString())
        {
            throw new SimulationException($"pairings {found}; promised {Table}");
        }

        string values = board.KeptValues();
        if (values != _savedValues && values != _valuesUnderWay)
        {
            throw new SimulationException($"values {values}; saved {_savedValues}");
        }

        _setup.Booted(board.FailedAttempts);
        _verified.Clear();
        _identity = board.Identity;
        Table = board.Table();
        TableUnderWay = null;
        _savedValues = values;
        _valuesUnderWay = null;
        _valuesChangedMs = -1;
        foreach (ModelCharacteristic characteristic in Board.NewModel())
        {
            _characteristics[characteristic.Iid] = characteristic;
        }

        _characteristics[Board.On].Value = values.Split(' ')[0];
        _characteristics[Board.Brightness].Value = values.Split(' ')[1];
    }

    // The accessory closes for these reasons only.
    private string? ReasonToClose(Link link)
    {
        const long StrangerMs = 10000;
        const long StallMs = 10000;
        if (link.MayClose)
        {
            return "was asked for";
        }

        if (link.BlockedSinceMs >= 0 && now() - link.BlockedSinceMs >= StallMs - 500)
        {
            return "does not read";
        }

        if (link.IsVerified)
        {
            bool isCrowded = Links.Count(other => other.IsVerified) > HapHost.MaxVerifiedConnections;
            return !Table.Has(link.Session.Identifier) ? "pairing is gone" : isCrowded ? "makes room" : null;
        }

        // In a full table a stranger gives way to an address that verified before.
        if (Links.Count >= HapHost.MaxConnections && !_verified.Contains(link.Controller.Address))
        {
            return "makes room for a known one";
        }

        // Too many at once: a stranger is told by closing.
        bool isVerifying = link.Requests.TryPeek(out Request? request) && request.Kind is RequestKind.VerifyM1 or RequestKind.VerifyM3;
        return now() - link.ConnectedMs >= StrangerMs ? "stranger's time is over" : isVerifying ? "too many" : null;
    }

    private string KeptValues() => $"{_characteristics[Board.On].Value} {_characteristics[Board.Brightness].Value}";

    // HAP: a malformed message ends the sender's own exchange.
    private void AnswerBad(Link link, string ended)
    {
        if (ended == "/pair-verify")
        {
            link.Session.VerifyM2 = null;
        }
        else if (ended == "/pair-setup")
        {
            _setup.Ended(link);
        }
    }

    private static void AnswerAccessories(Link link, int status, byte[] body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        int services = json.RootElement.GetProperty("accessories")[0].GetProperty("services").GetArrayLength();
        if (status != 200 || services != 5)
        {
            throw Wrong(link, $"GET /accessories: {status} with {services} services");
        }
    }

    internal static void ExpectError(Link link, Request request, int error, int status, byte[] body)
    {
        int found = Tlv.Error(body);
        if (status != 200 || found != error)
        {
            throw Wrong(link, $"{request.Kind} answered {status} with error {found}; HAP demands 200 with {error}");
        }
    }

    internal static void Expect(Link link, Request request, int expectedStatus, string expectedBody, int status, byte[] body)
    {
        string text = Encoding.UTF8.GetString(body).TrimEnd(' ');
        if (status != expectedStatus || text != expectedBody)
        {
            throw Wrong(
                link, $"{request.Kind} answered {status} {text}; HAP demands {expectedStatus} {expectedBody}; asked: {Encoding.UTF8.GetString(request.Text)}");
        }
    }
}
