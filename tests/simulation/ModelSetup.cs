// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>Pair Setup in small: at most one owner, nothing out of order, every wrong code counted.</summary>
internal sealed class ModelSetup(Func<long> now)
{
    private const int MaxAttempts = 100;
    private const long TakeoverMs = 30000;

    // HAP leaves it open; ours reserves the slot for who mistyped.
    private const long ReservedMs = 30000;

    private readonly Dictionary<ulong, long> _firstMs = [];
    private Dictionary<ulong, long> _forgottenMs = [];
    private Link? _owner;
    private int _expected;
    private int _attemptsUnderWay = -1;
    private long _wrongMs = long.MinValue / 2;
    private long _lostMs = long.MinValue / 2;
    private bool _isWriting;
    private long _writtenMs = long.MinValue / 2;

    /// <summary>Wrong codes that are counted for good.</summary>
    public int Attempts { get; private set; }

    /// <summary>The request whose change is being written.</summary>
    public Request? Storing { get; set; }

    /// <summary>A controller that is stored and cannot know it: it has to be taken back.</summary>
    public string Unheard { get; set; } = "";

    public long UnheardMs { get; set; }

    /// <summary>The last M1 took Pair Setup from somebody else.</summary>
    public bool IsTakenOver { get; private set; }

    /// <summary>Flash begins to write a record that an answer waits for.</summary>
    public void BeginStore() => _isWriting = true;

    /// <summary>It is written.</summary>
    public void EndStore()
    {
        _isWriting = false;
        _writtenMs = now();
        Attempts = _attemptsUnderWay >= 0 ? _attemptsUnderWay : Attempts;
        _attemptsUnderWay = -1;
    }

    public void BeginAttempts(int attempts, List<Link> links)
    {
        Link? link = links.Find(link => link == _owner && link.Requests.TryPeek(out Request? request) && request.Kind == RequestKind.SetupM3);
        Request? request = link?.Requests.Peek();
        if (request == null || attempts != (IsRight(link!, request) ? 0 : Attempts + 1))
        {
            throw new SimulationException($"counts {attempts} wrong codes; there were {Attempts}");
        }

        _attemptsUnderWay = attempts;
        Storing = request;
    }

    public void Booted(int attempts)
    {
        if (attempts != Attempts && attempts != _attemptsUnderWay)
        {
            throw new SimulationException($"remembers {attempts} wrong codes of {Attempts}");
        }

        Attempts = attempts;
        _attemptsUnderWay = -1;
        _isWriting = false;
        _owner = null;
        _firstMs.Clear();
        _wrongMs = long.MinValue / 2;
        Storing = null;
        Unheard = "";
    }

    public void Reset()
    {
        Attempts = 0;
        _attemptsUnderWay = -1;
    }

    public void Closed(Link link, ModelTable table)
    {
        if (link.Session.M6Start >= 0 && link.Handed <= link.Session.M6Start && table.Has(link.Session.M6Identifier))
        {
            Unheard = link.Session.M6Identifier;
            UnheardMs = now();
        }

        if (IsAsking(link))
        {
            // It may have owned Pair Setup while it waited for M2.
            _firstMs.TryAdd(link.Controller.Address, link.Requests.Peek().SentMs);
        }

        // What its owner began to write is written to the end.
        _lostMs = _owner == link ? now() : _lostMs;
        _owner = _owner == link ? null : _owner;
    }

    /// <summary>A connection has ended its own attempt.</summary>
    public void Ended(Link link) => _owner = _owner == link ? null : _owner;

    /// <summary>A pairing that nobody heard of is taken back: nobody has paired, so the clocks of the addresses go on.</summary>
    public void TakenBack()
    {
        Unheard = "";
        foreach ((ulong address, long firstMs) in _forgottenMs)
        {
            _firstMs[address] = firstMs;
        }
    }

    /// <summary>A pairing that no controller can know of does not stay.</summary>
    public void CheckUnheard()
    {
        if (Unheard.Length > 0 && IdleMs(UnheardMs) > 5000)
        {
            throw new SimulationException("a pairing whose M6 never left is still there");
        }
    }

    public bool MayStore(Link link, Request request) => link == _owner && _expected == 5 && request.IsRight;

    public void Answer(Link link, Request request, int status, byte[] body, ModelTable table, List<Link> links)
    {
        switch (request.Kind)
        {
            case RequestKind.SetupM1:
                AnswerM1(link, request, status, body, table, links);
                break;
            case RequestKind.SetupM3 or RequestKind.SetupM5 when link == _owner && status == 400 && IsTakenByOneWhoWaits(link, links):
                // The accessory is still at work on the other's M2.
                Model.Expect(link, request, 400, "", status, body);
                Ended(link);
                break;
            case RequestKind.SetupM3 when link == _owner && _expected == 3:
                AnswerM3(link, request, status, body);
                break;
            case RequestKind.SetupM5 when link == _owner && _expected == 5:
                AnswerM5(link, request, status, body);
                break;
            default:
                Model.Expect(link, request, 400, "", status, body);
                Ended(link);
                break;
        }
    }

    private bool IsTakenByOneWhoWaits(Link owner, List<Link> links) =>
        now() - _firstMs[owner.Controller.Address] >= TakeoverMs && links.Any(other => other != owner && IsAsking(other));

    private void AnswerM1(Link link, Request request, int status, byte[] body, ModelTable table, List<Link> links)
    {
        int error = Tlv.Error(body);
        int expected = table.Count > 0 ? 6 : Attempts >= MaxAttempts ? 5 : error is 7 ? 7 : 0;
        Model.ExpectError(link, request, expected, status, body);
        bool isTaken = _owner != null && _owner != link;
        if (error == 7 && !isTaken && now() - _wrongMs > ReservedMs && IdleMs(_lostMs) > 1000 && !links.Any(other => other != link && IsAsking(other)))
        {
            throw Model.Wrong(link, "is told Busy, and nobody is");
        }

        if (error == 0 && isTaken && now() - _firstMs[_owner!.Controller.Address] < TakeoverMs)
        {
            throw Model.Wrong(link, $"owns Pair Setup beside {_owner.Controller.Name}");
        }

        IsTakenOver = error == 0 && isTaken;
        if (error == 0)
        {
            _forgottenMs.Clear();
            _owner = link;
            _expected = 3;
            link.Session.SetupM2 = body;
            _firstMs.TryAdd(link.Controller.Address, request.SentMs);
        }
        else
        {
            _owner = _owner == link ? null : _owner;
        }
    }

    // How long the accessory has had time to act on something: none while it waits for the flash.
    private long IdleMs(long sinceMs) => _isWriting ? 0 : now() - Math.Max(sinceMs, _writtenMs);

    private static bool IsRight(Link link, Request request) => request.IsRight && link.Session.SetupM2.AsSpan().SequenceEqual(request.Basis);

    private static bool IsAsking(Link link) => link.Requests.TryPeek(out Request? request) && request.Kind == RequestKind.SetupM1;

    private void AnswerM3(Link link, Request request, int status, byte[] body)
    {
        bool isRight = IsRight(link, request);
        Model.ExpectError(link, request, isRight ? 0 : 2, status, body);
        if (!request.IsStored && !(isRight && Attempts == 0))
        {
            throw Model.Wrong(link, "M4 before the count of wrong codes is stored");
        }

        _expected = 5;
        if (!isRight)
        {
            _owner = null;
            _wrongMs = now();
        }
    }

    private void AnswerM5(Link link, Request request, int status, byte[] body)
    {
        Model.ExpectError(link, request, request.IsRight ? 0 : 2, status, body);
        if (request.IsRight && !request.IsStored)
        {
            throw Model.Wrong(link, "M6 before the pairing is stored");
        }

        _owner = null;
        if (request.IsRight)
        {
            link.Session.M6Identifier = request.Identifier;
            _forgottenMs = new(_firstMs);
            _firstMs.Clear();
            _wrongMs = long.MinValue / 2;
        }
    }
}
