// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Tests.Fakes;

namespace HapNano.Simulation;

/// <summary>A phone, hub or stranger: pairs, verifies, reads, writes, subscribes, manages others, and now and then misbehaves.</summary>
internal sealed partial class Controller
{
    private const double ThinkMs = 4 * 60 * 1000;
    private const string WrongCode = "111-22-333";

    private static readonly int[] s_ids = [11, 12, 21, 31, 32, 33, 34, 35, 36, 99];
    private static readonly string[] s_values = ["true", "false", "0", "1", "7", "42", "100", "101", "255", "256", "-1", "\"on\"", "\"\"", "\"a longer text\""];

    private readonly Simulation _simulation;
    private readonly IKeyMaker _keys;
    private IControllerKeys _own;
    private Link? _link;
    private bool _believesPaired;
    private bool _isExchanging;
    private bool _isSwitching;

    public Controller(Simulation simulation, string name, ulong address, IKeyMaker keys)
    {
        _simulation = simulation;
        _keys = keys;
        _own = keys.NewController(name);
        Name = name;
        Address = address;
        Identifier = Encoding.ASCII.GetString(_own.Identifier);
        Key = Convert.ToHexString(_own.Ltpk);
    }

    public string Name { get; }

    public ulong Address { get; }

    private string Identifier { get; }

    private string Key { get; }

    private Random Random => _simulation.Random;

    public void Start() => ActLater();

    /// <summary>The connection is gone, and this end has noticed.</summary>
    public void Lost(Link link)
    {
        _link = _link == link ? null : _link;
    }

    private void ActLater()
    {
        long pauseMs = Random.Next(5) == 0 ? Random.Next(5, 400) : _simulation.Exponential(ThinkMs);
        _simulation.At(_simulation.NowMs + pauseMs, () =>
        {
            Act();
            ActLater();
        });
    }

    private void Act()
    {
        if (_link is { IsGone: true })
        {
            _link = null;
        }

        if (_link == null)
        {
            Connect();
        }

        if (_link!.Requests.Count > 0 && Random.Next(4) > 0)
        {
            return;
        }

        // Behind Pair Verify M3 everything is a frame, for which M4 has to be read first.
        if (_link.IsPartial || _isSwitching)
        {
            return;
        }

        if (_link.IsSecured)
        {
            ActInSession(_link);
        }
        else if (Random.Next(12) == 0)
        {
            Misbehave(_link);
        }
        else if (_isExchanging)
        {
            // One exchange at a time; but some controllers ask again before it has ended.
            if (Random.Next(6) == 0)
            {
                _link.Send(Post(RequestKind.SetupM1, "/pair-setup", TestController.SetupM1()));
            }
        }
        else if (_believesPaired || _simulation.Model.Table.Has(Identifier, Key))
        {
            Verify(_link);
        }
        else if (_simulation.Model.Table.Count == 0)
        {
            Pair(_link);
        }
        else if (Random.Next(5) == 0)
        {
            ActAsStranger(_link);
        }
    }

    private void Connect()
    {
        _own = _keys.NewController(Name);
        _isExchanging = false;
        _isSwitching = false;
        _link = new Link(_simulation, this, _simulation.Crypto) { IsSlow = Random.Next(20) == 0 };
        _simulation.Connect(_link);
    }

    private void ActInSession(Link link)
    {
        int choice = Random.Next(100);
        switch (choice)
        {
            case < 25:
                Read(link);
                break;
            case < 50:
                Write(link);
                break;
            case < 62:
                Subscribe(link);
                break;
            case < 68:
                WriteTimed(link);
                break;
            case < 71:
                link.Send(Get(RequestKind.Accessories, "/accessories"));
                break;
            case < 74:
                ManagePairings(link, RequestKind.List);
                break;
            case < 80:
                ManagePairings(link, RequestKind.Add);
                break;
            case < 84:
                ManagePairings(link, RequestKind.Remove);
                break;
            case < 86:
                Identify(link);
                break;
            case < 88:
                Read(link);
                Write(link);
                break;
            case < 93:
                Misbehave(link);
                break;
            case < 97:
                Leave(link);
                break;
            default:
                // Half-open: no word to the other end. The accessory's keep-alive finds out.
                link.IsGone = true;
                _simulation.At(_simulation.NowMs + 300000, () => link.Close());
                _link = null;
                break;
        }
    }

    private void Leave(Link link)
    {
        link.Reset();
        _link = null;
    }

    private void Read(Link link)
    {
        int[] ids = [.. Enumerable.Range(0, Random.Next(1, 6)).Select(_ => s_ids[Random.Next(s_ids.Length)])];
        link.Send(new Request
        {
            Kind = RequestKind.Read,
            Text = Head("GET", "/characteristics?id=" + string.Join(',', ids.Select(id => "1." + id)), null, []),
            Ids = ids,
        });
    }

    private void Write(Link link)
    {
        link.Send(Put([.. Enumerable.Range(0, Random.Next(1, 4)).Select(_ => NewEntry())], -1));
    }

    private void Subscribe(Link link)
    {
        bool isOn = Random.Next(3) > 0;
        link.Send(Put([.. s_ids.Where(_ => Random.Next(2) == 0).DefaultIfEmpty(Board.On).Select(id => new WriteEntry(id, null, isOn, false))], -1));
    }

    private void WriteTimed(Link link)
    {
        long pid = Random.Next(1000);
        long ttlMs = Random.Next(3) == 0 ? Random.Next(0, 40) : Random.Next(1000, 20000);
        link.Send(new Request
        {
            Kind = RequestKind.Prepare,
            Text = Head("PUT", "/prepare", "application/hap+json", Encoding.UTF8.GetBytes($"{{\"ttl\":{ttlMs},\"pid\":{pid}}}")),
            Pid = pid,
            TtlMs = ttlMs,
            Then = (_, _) =>
            {
                if (!link.IsGone)
                {
                    link.Send(Put([new WriteEntry(33, Random.Next(256).ToString(), null, false), NewEntry()], Random.Next(8) == 0 ? pid + 1 : pid));
                }
            },
        });
    }

    private void Identify(Link link)
    {
        link.Send(new Request { Kind = RequestKind.Identify, Text = Head("POST", "/identify", null, []) });
    }

    private void ActAsStranger(Link link)
    {
        switch (Random.Next(5))
        {
            case 0:
                Pair(link);
                break;
            case 1:
                Identify(link);
                break;
            case 2:
                Verify(link);
                break;
            case 3:
                Leave(link);
                break;
            default:
                link.Send(Bad("GET", "/accessories", 470, "{\"status\":-70411}"));
                break;
        }
    }

    private void Misbehave(Link link)
    {
        bool isSession = link.IsSecured;
        switch (Random.Next(7))
        {
            case 0:
                byte[] garbage = new byte[Random.Next(1, 1500)];
                Random.NextBytes(garbage);
                link.MayClose = true;
                link.IsPartial = true;
                link.Transmit(garbage);
                break;
            case 1:
                link.Send(Bad("PUT", isSession ? "/characteristics" : "/pair-setup", isSession ? 400 : 405));
                break;
            case 2:
                // Half a request, and then nothing.
                link.IsPartial = true;
                link.MayClose = true;
                link.Transmit(link.Seal(Encoding.ASCII.GetBytes("GET /accessories HTTP/1.1\r\nHost")));
                break;
            case 3:
                link.Send(Bad("GET", isSession ? "/nowhere" : "/pairings", isSession ? 404 : 470));
                break;
            case 4:
                link.Send(BadPairing("/pair-setup", [6, 1, 5, 5, 0]));
                break;
            case 5:
                link.Send(BadPairing("/pair-verify", [6, 1, 3, 5, 1, 0]));
                break;
            default:
                link.Send(isSession ? Bad("PUT", "/accessories", 405) : BadPairing("/pair-verify", []));
                break;
        }
    }
}
