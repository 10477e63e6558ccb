// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Simulation;

/// <content>Pairings: who has one, who may change them, and from when a change counts.</content>
internal sealed partial class Model
{
    /// <summary>Flash begins to write a table of pairings.</summary>
    public void BeginTable(ModelTable table)
    {
        _setup.BeginStore();
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
    public void BeginAttempts(int attempts)
    {
        _setup.BeginStore();
        _setup.BeginAttempts(attempts, Links);
    }

    /// <summary>The write that answers wait for has ended.</summary>
    public void EndStore()
    {
        _setup.EndStore();
        if (_setup.Storing != null)
        {
            _setup.Storing.IsStored = true;
        }

        if (TableUnderWay != null)
        {
            if (_setup.Storing == null || (_setup.Unheard.Length > 0 && !TableUnderWay.Has(_setup.Unheard)))
            {
                _setup.TakenBack();
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
}
