// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Server;
using HapNano.Server.Tests;

namespace HapNano.Simulation;

/// <summary>A house in virtual time: one accessory, up to 16 controllers, a network and flash, all driven by one seed.</summary>
internal sealed partial class Simulation
{
    private const long HourMs = 3600 * 1000;
    private const int ControllerCount = 16;

    // 2,000 hours of seed 1 have at most 17 steps in one millisecond: more than this, and the next millisecond never comes.
    private const int MostStepsPerMs = 1000;

    // Somebody else has to do what is due, such as values that wait for the flash: the server's thread looks again so much later.
    private const int OverdueMs = 20;

    private readonly int _seed;
    private readonly PriorityQueue<Action, (long, long)> _events = new();
    private readonly Mutation _mutation;
    private readonly Func<ulong, CryptoProvider> _newCrypto;
    private readonly List<(Link Link, Message Message)> _messages = [];
    private readonly Queue<Link> _backlog = new();
    private PowerMedium _medium = new();
    private PowerMedium _older = new();
    private CryptoProvider _crypto;
    private Board? _board;
    private long _eventCount;
    private ulong _boots;
    private long _pollAtMs = long.MaxValue;
    private long _polledMs;
    private bool _isFlashBusy;
    private bool _isTransactionSeen;
    private bool _isWorking;
    private bool _isAccepting;
    private bool _isSpoiling;

    public Simulation(int seed, Mutation mutation, IKeyMaker keys)
    {
        _seed = seed;
        Random = new Random(seed);
        Model = new Model(() => NowMs);
        _mutation = mutation;
        _newCrypto = keys.NewCrypto;
        _crypto = _newCrypto(0);
        Boot();
        for (int i = 0; i < ControllerCount; i++)
        {
            new Controller(this, "controller " + i, (ulong)(100 + (i % 12)), keys).Start();
        }

        Every(() => Exponential(6 * HourMs), CutPower);
        Every(() => Exponential(100 * HourMs), Reset);
        Every(() => Exponential(HourMs / 3), MoveDevice);
        Every(() => Exponential(HourMs), PressButton);
        Every(() => 10000, Sweep);
    }

    public Random Random { get; }

    public long NowMs { get; private set; } = 1000;

    public Model Model { get; }

    public CryptoProvider Crypto => _crypto;

    public bool IsPowered => _board != null;

    public int Cuts { get; private set; }

    public int Boots => (int)_boots;

    public int Resets { get; private set; }

    /// <summary>How often a poll left something due behind, for the flash thread to do.</summary>
    public int Overdues { get; private set; }

    /// <summary>Every write takes seconds, as on a file system that is nearly full.</summary>
    public bool IsFlashSlow { get; init; }

    public long Steps => _eventCount;

    /// <summary>Lets the house live.</summary>
    /// <exception cref="SimulationException">The accessory did something wrong, or time stands still.</exception>
    public void Run(long hours)
    {
        long endMs = NowMs + (hours * HourMs);
        int stepsOfMs = 0;
        while (_events.TryPeek(out _, out (long AtMs, long) next) && next.AtMs <= endMs)
        {
            Action action = _events.Dequeue();
            stepsOfMs = next.AtMs > NowMs ? 0 : stepsOfMs + 1;
            NowMs = Math.Max(NowMs, next.AtMs);
            if (stepsOfMs > MostStepsPerMs)
            {
                throw new SimulationException($"seed {_seed}: time stands still at {NowMs} ms, {MostStepsPerMs} steps, the last one {action.Method.Name}");
            }

            action();
        }

        NowMs = endMs;
    }

    public void At(long atMs, Action action) => _events.Enqueue(action, (atMs, _eventCount++));

    /// <summary>When a thread of the accessory gets its turn.</summary>
    public void Soon(Action action) => At(NowMs + Random.Next(0, 4), action);

    /// <summary>How long something is under way in the network: mostly a few milliseconds, now and then seconds.</summary>
    public long Delay() => Random.Next(30) == 0 ? Random.Next(200, 4000) : Random.Next(1, 30);

    public long Exponential(double meanMs) => (long)(-Math.Log(1 - Random.NextDouble()) * meanMs) + 1;

    /// <summary>A client's connection reaches the accessory.</summary>
    public void Connect(Link link)
    {
        At(NowMs + Delay(), () =>
        {
            if (_board == null)
            {
                link.IsGone = true;
                link.Controller.Lost(link);
                return;
            }

            _backlog.Enqueue(link);
            AcceptSome();
        });
    }

    /// <summary>After every call into the host: what it made is judged, and what it wants is arranged.</summary>
    public void AfterCall()
    {
        SeeTransaction();
        _messages.Clear();
        foreach (Link link in Model.Links)
        {
            link.Peek(_messages);
        }

        // Answers first: the events that the same call made tell of what they did.
        Judge(isEvent: false);
        Judge(isEvent: true);
        Model.CheckRemovedSessions(link => _mutation == Mutation.KeepRemoved || !link.Connection!.IsCloseRequested);
        Model.CheckClosing();
        foreach (Link link in Model.Links)
        {
            link.Serve();
        }

        ServeFlash();
        Work();
        SchedulePoll();
    }

    /// <summary>A connection has ended.</summary>
    public void LinkClosed(Link link)
    {
        if (link.Connection != null && Model.Links.Contains(link))
        {
            Model.Closed(link);
            link.Connection.Closed(NowMs);
            AfterCall();
        }
    }

    private void Every(Func<long> pauseMs, Action action)
    {
        At(NowMs + pauseMs(), () =>
        {
            action();
            Every(pauseMs, action);
        });
    }

    private void Boot()
    {
        _boots++;
        _crypto = _newCrypto(_boots);
        _board = new Board(new FlashStore(_medium), _crypto);
        Model.Booted(_board);
        _isFlashBusy = false;
        _isTransactionSeen = false;
        _isWorking = false;
        _isAccepting = false;
        _backlog.Clear();
        _pollAtMs = long.MaxValue;
        _board.Host.Poll(NowMs);
        AfterCall();
    }

    private void CutPower()
    {
        if (_board == null)
        {
            return;
        }

        Cuts++;
        _medium.Cut();
        Lose(Model.Cut);
        PowerMedium next = _medium.Next(model: (CutModel)Random.Next(6));
        Spoil(next);
        _medium = next;
        At(NowMs + Random.Next(500, 60000), Boot);
    }

    private void Reset()
    {
        if (_board == null)
        {
            return;
        }

        // The server stops before it forgets: what is being written is written.
        FlashStore store = _board.Store;
        Resets++;
        Lose(Model.Cut);
        Model.Reset();
        if (!Pairing.AccessoryState.FactoryReset(store))
        {
            throw new SimulationException("the reset was refused");
        }

        _medium = _medium.Next();
        At(NowMs + 2000, Boot);
    }

    private void Lose(Action forget)
    {
        _board = null;
        Link[] links = [.. Model.Links];
        forget();
        foreach (Link link in links)
        {
            link.Close();
        }

        while (_backlog.TryDequeue(out Link? waiting))
        {
            waiting.Close();
        }
    }

    private void AcceptSome()
    {
        while (_board != null && !_isAccepting && _backlog.TryPeek(out Link? link))
        {
            HapConnection? connection = link.IsGone ? null : _board.Host.Accept(link.Controller.Address, NowMs);
            if (connection != null)
            {
                _backlog.Dequeue();
                Model.Links.Add(link);
                link.Accepted(connection);
            }
            else if (link.IsGone)
            {
                _backlog.Dequeue();
            }
            else
            {
                _isAccepting = true;
                int boots = Boots;
                At(NowMs + 200, () =>
                {
                    if (boots == Boots)
                    {
                        _isAccepting = false;
                        AcceptSome();
                    }
                });
            }

            AfterCall();
        }
    }

    private void Work()
    {
        if (_board == null || _isWorking || !_board.IsWorkReady)
        {
            return;
        }

        _isWorking = true;
        WorkLater();
    }

    private void WorkLater()
    {
        int boots = Boots;
        At(NowMs + Random.Next(1, 40), () =>
        {
            if (_board == null || boots != Boots)
            {
                return;
            }

            _board.IsWorkReady = false;
            bool isMore = _board.Host.Work(NowMs);
            _isWorking = isMore;
            AfterCall();
            if (isMore)
            {
                WorkLater();
            }
        });
    }

    private void SchedulePoll()
    {
        if (_board == null)
        {
            return;
        }

        long atMs = Math.Max(_board.Host.NextDeadlineMs, NowMs);
        if (atMs == _polledMs)
        {
            atMs += OverdueMs;
        }

        if (_mutation == Mutation.StandStill && _isFlashBusy)
        {
            atMs = NowMs;
        }

        if (atMs == long.MaxValue || atMs >= _pollAtMs)
        {
            return;
        }

        _pollAtMs = atMs;
        int boots = Boots;
        At(atMs, () =>
        {
            if (_board != null && boots == Boots && _pollAtMs == atMs)
            {
                _pollAtMs = long.MaxValue;
                _polledMs = NowMs;
                _board.Host.Poll(NowMs);
                Overdues += _board.Host.NextDeadlineMs <= NowMs ? 1 : 0;
                AfterCall();
            }
        });
    }

    private void MoveDevice()
    {
        if (_board == null)
        {
            return;
        }

        if (Random.Next(2) == 0)
        {
            bool isOn = Random.Next(2) == 0;
            Model.Change(Board.On, isOn ? "true" : "false");
            _board.Lamp.On.Value = isOn;
        }
        else
        {
            int level = Random.Next(101);
            Model.Change(Board.Brightness, level.ToString());
            _board.Lamp.Brightness.Value = level;
        }

        AfterCall();
    }

    private void PressButton()
    {
        for (int i = Random.Next(1, 4); i > 0 && _board != null; i--)
        {
            int press = Random.Next(3);
            Model.Press(press);
            _board.Switch.ProgrammableSwitchEvent.Raise(press);
            AfterCall();
        }
    }

    private void Sweep()
    {
        if (_board == null)
        {
            return;
        }

        Model.Setup.CheckUnheard();
        foreach (Link link in Model.Links)
        {
            Model.CheckNothingLost(link);
        }
    }
}
