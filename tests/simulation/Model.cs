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
internal sealed class Model(Func<long> now)
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

    /// <summary>An event message was made.</summary>
    public void Event(Link link, byte[] body)
    {
        Events++;
        ModelSession session = link.Session;
        using JsonDocument json = JsonDocument.Parse(body);
        var seen = new HashSet<int>();
        foreach (JsonElement entry in json.RootElement.GetProperty("characteristics").EnumerateArray())
        {
            int iid = entry.GetProperty("iid").GetInt32();
            string value = entry.GetProperty("value").GetRawText();
            if (entry.GetProperty("aid").GetInt32() != 1 || !session.Subscriptions.Contains(iid))
            {
                throw Wrong(link, $"event for {iid}, which is not subscribed");
            }

            if (!seen.Add(iid))
            {
                throw Wrong(link, $"{iid} twice in one event message");
            }

            if (iid == Board.Button)
            {
                EventOfButton(link, value);
            }
            else if (!session.Pending.Remove(iid))
            {
                throw Wrong(link, $"event for {iid}, of which the controller knows all");
            }
            else if (value != _characteristics[iid].Value)
            {
                throw Wrong(link, $"event says {iid} is {value}; it is {_characteristics[iid].Value}");
            }
        }
    }

    /// <summary>A device changes a value on its own.</summary>
    public void Change(int iid, string value) => Apply(null, _characteristics[iid], value);

    /// <summary>Somebody presses the button.</summary>
    public void Press(int value)
    {
        foreach (Link link in Links)
        {
            if (link.Session.Subscriptions.Contains(Board.Button))
            {
                link.Session.Presses.Enqueue(value);
                Owe(link.Session);

                // HAP leaves it open; ours closes a connection that lets eight pile up.
                link.MayClose |= link.Session.Presses.Count > 8;
            }
        }
    }

    /// <summary>A controller that reads and asks nothing must have heard everything by now.</summary>
    public void CheckNothingLost(Link link)
    {
        ModelSession session = link.Session;
        bool isOwed = session.Pending.Count > 0 || session.Presses.Count > 0;
        bool isFree = link.Connection!.OutputCount == 0 && link.Requests.Count == 0 && !link.IsPartial && !link.Connection.IsCloseRequested;
        if (isOwed && isFree && now() - session.PendingSinceMs > 2000 && now() - link.LastActivityMs > 2000)
        {
            throw Wrong(link, $"has not heard of {string.Join(" ", session.Pending)} {session.Presses.Count} presses");
        }
    }

    /// <summary>Flash begins to write a table of pairings.</summary>
    public void BeginTable(ModelTable table)
    {
        string text = table.ToString();
        foreach (Link link in Links)
        {
            if (link.Requests.TryPeek(out Request? request) && !request.IsStored && AfterRequest(link, request)?.ToString() == text)
            {
                TableUnderWay = table;
                _setup.Storing = request;
                return;
            }
        }

        if (_setup.Unheard.Length == 0 || Table.Without(_setup.Unheard).ToString() != text)
        {
            throw new SimulationException($"nobody asked for the pairings {text}; they are {Table}");
        }

        Count("Pair Setup taken back");
        TableUnderWay = table;
        _setup.Storing = null;
    }

    /// <summary>Flash begins to write the count of wrong codes.</summary>
    public void BeginAttempts(int attempts) => _setup.BeginAttempts(attempts, Links);

    /// <summary>The write that answers wait for has ended.</summary>
    public void EndStore()
    {
        _setup.EndAttempts();
        if (_setup.Storing != null)
        {
            _setup.Storing.IsStored = true;
        }

        if (TableUnderWay != null)
        {
            if (_setup.Storing == null || (_setup.Unheard.Length > 0 && !TableUnderWay.Has(_setup.Unheard)))
            {
                _setup.Unheard = "";
            }

            // Pair Setup goes on without its controller, and then takes back what it did.
            if (_setup.Storing?.Kind == RequestKind.SetupM5 && !Links.Any(link => link.Requests.Contains(_setup.Storing)))
            {
                _setup.Unheard = _setup.Storing.Identifier;
                _setup.UnheardMs = now();
            }

            Table = TableUnderWay;
            TableUnderWay = null;
        }

        _setup.Storing = null;
    }

    /// <summary>A session whose pairing has gone has to go too.</summary>
    /// <param name="isOpen">Whether the accessory goes on with a connection.</param>
    public void CheckRemovedSessions(Func<Link, bool> isOpen)
    {
        foreach (Link link in Links)
        {
            bool isRequester = link.Requests.TryPeek(out Request? request) && request.IsStored;
            if (link.IsVerified && isOpen(link) && !isRequester && !Table.Has(link.Session.Identifier))
            {
                throw Wrong(link, "its pairing is gone and its session is open");
            }
        }
    }

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

    private void AnswerRead(Link link, Request request, int status, byte[] body)
    {
        bool isAdmin = Table.IsAdmin(link.Session.Identifier);
        int[] results = [.. request.Ids.Select(iid => ReadStatus(iid, isAdmin))];
        bool isMixed = results.Any(result => result != 0);
        var text = new StringBuilder("{\"characteristics\":[");
        for (int i = 0; i < results.Length; i++)
        {
            text.Append(i > 0 ? "," : "").Append($"{{\"aid\":1,\"iid\":{request.Ids[i]}");
            text.Append(isMixed ? $",\"status\":{results[i]}" : "");
            text.Append(results[i] == 0 ? $",\"value\":{_characteristics[request.Ids[i]].Value}" : "").Append('}');
        }

        Expect(link, request, isMixed ? 207 : 200, text.Append("]}").ToString(), status, body);
    }

    private int ReadStatus(int iid, bool isAdmin)
    {
        return !_characteristics.TryGetValue(iid, out ModelCharacteristic? found) ? -70409
            : !found.CanRead ? -70405
            : found.IsAdminOnly && !isAdmin ? -70401
            : 0;
    }

    private void AnswerWrite(Link link, Request request, int status, byte[] body)
    {
        ModelSession session = link.Session;
        bool isTimed = request.Pid >= 0 && session.PreparedPid == request.Pid && now() <= session.PreparedUntilMs;
        session.PreparedPid = request.Pid >= 0 ? -1 : session.PreparedPid;
        int[] results = [.. request.Entries.Select(entry => request.Pid >= 0 && !isTimed ? -70410 : Write(link, entry, isTimed))];
        bool isPlain = true;

        // Values are read back when all are written.
        var text = new StringBuilder("{\"characteristics\":[");
        for (int i = 0; i < results.Length; i++)
        {
            WriteEntry entry = request.Entries[i];
            bool isWanted = entry.IsResponseWanted && entry.Value != null && results[i] == 0;
            isPlain &= results[i] == 0 && !entry.IsResponseWanted;
            text.Append(i > 0 ? "," : "").Append($"{{\"aid\":1,\"iid\":{entry.Iid},\"status\":{results[i]}");
            text.Append(isWanted ? $",\"value\":{_characteristics[entry.Iid].Value}" : "").Append('}');
        }

        Expect(link, request, isPlain ? 204 : 207, isPlain ? "" : text.Append("]}").ToString(), status, body);
    }

    private int Write(Link link, WriteEntry entry, bool isTimed)
    {
        if (!_characteristics.TryGetValue(entry.Iid, out ModelCharacteristic? characteristic))
        {
            return -70409;
        }

        if ((characteristic.IsTimed && entry.Value != null && !isTimed) || (entry.Value == null && entry.Events == null))
        {
            return -70410;
        }

        bool isAdmin = Table.IsAdmin(link.Session.Identifier);
        int subscribed = entry.Events == null ? 0 : Subscribe(link.Session, characteristic, entry.Events.Value, isAdmin);
        int written = entry.Value == null ? 0 : WriteValue(link, entry, characteristic, isAdmin);
        return subscribed != 0 ? subscribed : written;
    }

    private static int Subscribe(ModelSession session, ModelCharacteristic characteristic, bool isOn, bool isAdmin)
    {
        if (characteristic.IsAdminOnly && !isAdmin)
        {
            return -70401;
        }

        if (!characteristic.CanNotify)
        {
            return -70406;
        }

        if (isOn)
        {
            session.Subscriptions.Add(characteristic.Iid);
        }
        else
        {
            session.Subscriptions.Remove(characteristic.Iid);
            session.Pending.Remove(characteristic.Iid);
            if (characteristic.Iid == Board.Button)
            {
                session.Presses.Clear();
            }
        }

        return 0;
    }

    private int WriteValue(Link link, WriteEntry entry, ModelCharacteristic characteristic, bool isAdmin)
    {
        if (characteristic.IsAdminOnly && !isAdmin)
        {
            return -70401;
        }

        if (!characteristic.CanWrite)
        {
            return -70404;
        }

        string? value = characteristic.Accept(entry.Value!);
        if (value == null)
        {
            return -70410;
        }

        Apply(link, characteristic, value);
        link.Session.Pending.Remove(characteristic.Iid);
        return entry.IsResponseWanted && !characteristic.HasResponse ? -70405 : 0;
    }

    private void Apply(Link? writer, ModelCharacteristic characteristic, string value)
    {
        if (characteristic.Value == value)
        {
            return;
        }

        characteristic.Value = value;
        _valuesChangedMs = characteristic.IsKept && _valuesChangedMs < 0 ? now() : _valuesChangedMs;
        foreach (Link link in Links)
        {
            if (link != writer && link.Session.Subscriptions.Contains(characteristic.Iid) && link.Session.Pending.Add(characteristic.Iid))
            {
                Owe(link.Session);
            }
        }
    }

    private void Owe(ModelSession session)
    {
        session.PendingSinceMs = session.Pending.Count + session.Presses.Count <= 1 ? now() : session.PendingSinceMs;
    }

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

    private static void EventOfButton(Link link, string value)
    {
        if (!link.Session.Presses.TryDequeue(out int press) || value != press.ToString())
        {
            throw Wrong(link, $"press {value}, which was not the next one");
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

    private void AnswerPairing(Link link, Request request, int status, byte[] body)
    {
        switch (request.Kind)
        {
            case RequestKind.List:
                AnswerList(link, request, status, body);
                break;
            case RequestKind.Add:
            case RequestKind.Remove:
                ExpectError(link, request, request.IsStored ? 0 : PairingsError(link, request), status, body);
                break;
            case RequestKind.VerifyM1:
                ExpectError(link, request, 0, status, body);
                link.Session.VerifyM2 = body;
                break;
            case RequestKind.VerifyM3:
                AnswerVerify(link, request, status, body);
                break;
            default:
                _setup.Answer(link, request, status, body, Table, Links);
                Count(request.Kind == RequestKind.SetupM1 && _setup.IsTakenOver ? "Pair Setup taken over" : "Pair Setup goes on");
                break;
        }
    }

    private void AnswerVerify(Link link, Request request, int status, byte[] body)
    {
        ModelSession session = link.Session;
        if (session.VerifyM2 == null)
        {
            Expect(link, request, 400, "", status, body);
            return;
        }

        bool isKnown = request.IsRight && session.VerifyM2.AsSpan().SequenceEqual(request.Basis) && Table.Has(request.Identifier, request.Key);
        session.VerifyM2 = null;
        ExpectError(link, request, isKnown ? 0 : 2, status, body);
        if (isKnown)
        {
            session.Identifier = request.Identifier;
            _verified.Add(link.Controller.Address);
            link.Secure(request.SharedSecret);
            if (Links.Count(other => other.IsVerified && !other.Connection!.IsCloseRequested) > HapHost.MaxVerifiedConnections)
            {
                throw Wrong(link, "is one session too many");
            }
        }
    }

    private void AnswerList(Link link, Request request, int status, byte[] body)
    {
        if (!Table.IsAdmin(link.Session.Identifier))
        {
            ExpectError(link, request, 2, status, body);
            return;
        }

        var listed = new ModelTable();
        var items = Tlv.Items(body).ToList();
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Type == 1)
            {
                listed.Set(Encoding.ASCII.GetString(items[i].Value), Convert.ToHexString(items[i + 1].Value), items[i + 2].Value[0]);
            }
        }

        if (status != 200 || listed.ToString() != Table.ToString())
        {
            throw Wrong(link, $"lists {listed}; the pairings are {Table}");
        }
    }

    private static bool IsPairing(RequestKind kind) => kind >= RequestKind.List && kind != RequestKind.Bad;

    // What a change of the pairings is refused with; 0 when there was nothing to change; -1 when it must not be answered before it is stored.
    private int PairingsError(Link link, Request request)
    {
        if (!Table.IsAdmin(link.Session.Identifier))
        {
            return 2;
        }

        if (request.Kind == RequestKind.Remove)
        {
            return Table.Has(request.Identifier) ? -1 : 0;
        }

        return !Table.Has(request.Identifier) ? (Table.Count == 16 ? 4 : -1)
            : !Table.Has(request.Identifier, request.Key) ? 1
            : Table.PermissionsOf(request.Identifier) == request.Permissions ? 0 : -1;
    }

    private ModelTable? AfterRequest(Link link, Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.Add when PairingsError(link, request) == -1:
                return Table.With(request.Identifier, request.Key, request.Permissions);
            case RequestKind.Remove when PairingsError(link, request) == -1:
                return Table.Without(request.Identifier);
            case RequestKind.SetupM5 when _setup.MayStore(link, request) && Table.Count == 0:
                return Table.With(request.Identifier, request.Key, 1);
            default:
                return null;
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
