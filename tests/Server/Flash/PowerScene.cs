// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

/// <summary>One operation that writes, from a boot to its end, and what it promises on the way.</summary>
internal sealed class PowerScene
{
    private static readonly QuickController s_owner = new("owner");
    private static readonly QuickController s_member = new("member");
    private static readonly QuickController s_guest = new("guest");

    private readonly Lazy<PowerMedium> _start;
    private readonly Action<PowerMedium, PowerFacts> _run;

    private PowerScene(string name, Func<PowerMedium> start, Action<PowerMedium, PowerFacts> run)
    {
        Name = name;
        _start = new Lazy<PowerMedium>(start);
        _run = run;
    }

    public static IReadOnlyList<PowerScene> All { get; } =
    [
        new("first boot", () => new PowerMedium(), FirstBoot),
        new("pair", Unpaired, Pair),
        new("pair after a wrong code", () => After(Unpaired(), WrongCode), Pair),
        new("pair and lose the connection before M6", Unpaired, PairUnheard),
        new("attempt", Unpaired, WrongCode),
        new("add", Paired, (medium, facts) => Add(medium, facts, s_guest, 0)),
        new("promote", Paired, (medium, facts) => Add(medium, facts, s_member, 1)),
        new("demote the last administrator", Paired, (medium, facts) => Add(medium, facts, s_owner, 0)),
        new("remove", Paired, (medium, facts) => Remove(medium, facts, s_member)),
        new("remove the last administrator", Paired, (medium, facts) => Remove(medium, facts, s_owner)),
        new("value", Paired, Values),
        new("names", Paired, Names),
        new("c# and instance ids", Paired, Update),
        new("setup record", Unpaired, Relabel),
        new("factory reset", Paired, Reset),
    ];

    public string Name { get; }

    /// <summary>The flash before the operation.</summary>
    public PowerMedium Start => _start.Value;

    public static PowerScene Find(string name) => All.First(scene => scene.Name == name);

    /// <summary>The facts before the operation.</summary>
    public PowerFacts StartFacts()
    {
        var facts = new PowerFacts();
        if (Start.Files.Count > 0)
        {
            facts.Found(new PowerBoard(Start.Next()).Observe(), "start");
        }

        return facts;
    }

    /// <summary>Boots, and does the operation as far as the accessory lets it.</summary>
    /// <exception cref="PowerLostException">The power failed.</exception>
    /// <exception cref="ServerException">It could not start.</exception>
    public void Run(PowerMedium medium, PowerFacts facts) => _run(medium, facts);

    private static PowerBoard Boot(PowerMedium medium, PowerFacts facts, string firmware = "1.0", string? code = null)
    {
        var board = new PowerBoard(medium, firmware, code);
        facts.Found(board.Observe(), "boot");
        return board;
    }

    private static void FirstBoot(PowerMedium medium, PowerFacts facts)
    {
        Boot(medium, facts, code: PowerBoard.Code);
    }

    private static void Pair(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        if (StartPairing(board, facts) is HostPeer peer)
        {
            Conclude(HostPeer.TlvBody(peer.TakeBytes()), facts);
        }
    }

    private static void PairUnheard(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        if (StartPairing(board, facts) is not HostPeer peer)
        {
            return;
        }

        bool wasStored = board.Host.IsPaired;
        facts.Begin(("pairings", ""));
        peer.Close();
        board.Settle();
        if (!wasStored || !board.Host.IsPaired)
        {
            facts.Promise();
        }
    }

    // Up to an M6 that waits to be sent. Null when the lamp is paired, or refuses earlier.
    private static HostPeer? StartPairing(PowerBoard board, PowerFacts facts)
    {
        HostPeer peer = board.Connect();
        board.Settle();
        byte[] m2 = peer.AskTlv("/pair-setup", TestController.SetupM1());
        if (Error(m2) != 0)
        {
            return null;
        }

        facts.Begin(("attempts", "0"));
        byte[] m4 = peer.AskTlv("/pair-setup", s_owner.SetupM3(m2, PowerBoard.Code));
        if (!Conclude(m4, facts))
        {
            return null;
        }

        facts.Begin(("pairings", PowerBoard.Pairing(s_owner, 1)));
        peer.Send(HostPeer.Post("/pair-setup", s_owner.SetupM5()));
        board.Settle();
        return peer;
    }

    private static void WrongCode(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        HostPeer peer = board.Connect();
        board.Settle();
        byte[] m2 = peer.AskTlv("/pair-setup", TestController.SetupM1());
        facts.Begin(("attempts", (board.Host.Setup.FailedAttempts + 1).ToString()));
        byte[] m4 = peer.AskTlv("/pair-setup", s_owner.SetupM3(m2, "111-22-333"));
        if (Error(m4) == TlvError.Authentication)
        {
            facts.Promise();
        }
        else
        {
            facts.Refuse();
        }
    }

    private static void Add(PowerMedium medium, PowerFacts facts, QuickController added, byte permissions)
    {
        PowerBoard board = Boot(medium, facts);
        HostPeer? owner = board.Connect(s_owner);
        if (owner != null)
        {
            var table = new SortedSet<string>(StringComparer.Ordinal)
            {
                added == s_owner ? PowerBoard.Pairing(s_owner, permissions) : PowerBoard.Pairing(s_owner, 1),
                added == s_member ? PowerBoard.Pairing(s_member, permissions) : PowerBoard.Pairing(s_member, 0),
            };
            if (added == s_guest)
            {
                table.Add(PowerBoard.Pairing(s_guest, permissions));
            }

            facts.Begin(("pairings", table.Any(pairing => pairing.EndsWith(":1 ", StringComparison.Ordinal)) ? string.Concat(table) : ""));
            Conclude(owner.AskTlv("/pairings", QuickController.AddPairing(added, permissions)), facts);
        }
    }

    private static void Remove(PowerMedium medium, PowerFacts facts, QuickController removed)
    {
        PowerBoard board = Boot(medium, facts);
        HostPeer? owner = board.Connect(s_owner);
        if (owner != null)
        {
            facts.Begin(("pairings", removed == s_owner ? "" : PowerBoard.Pairing(s_owner, 1)));
            Conclude(owner.AskTlv("/pairings", QuickController.RemovePairing(removed)), facts);
        }
    }

    // Nobody is told that a value is stored; but once it is, it stays.
    private static void Values(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        string before = board.Record(StoreRecord.Values);
        facts.Begin(("values", "False 33"));
        HostPeer? owner = board.Connect(s_owner);
        board.Switch(owner!, false, 33);
        if (board.Record(StoreRecord.Values) != before)
        {
            facts.Promise();
        }
    }

    private static void Names(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        string before = board.Record(StoreRecord.Names);
        facts.Begin(("names", "3 4"));
        board.Flash.SaveNames(3, 4);
        board.Settle();
        if (board.Record(StoreRecord.Names) != before)
        {
            facts.Promise();
        }
    }

    // A later firmware: another structure, and what was there keeps its instance ids.
    private static void Update(PowerMedium medium, PowerFacts facts)
    {
        facts.Begin(("number", "2"));
        Boot(medium, facts, firmware: "2.0");
    }

    private static void Relabel(PowerMedium medium, PowerFacts facts)
    {
        facts.Begin(("setup", PowerBoard.OtherCode));
        Boot(medium, facts, code: PowerBoard.OtherCode);
    }

    private static void Reset(PowerMedium medium, PowerFacts facts)
    {
        PowerBoard board = Boot(medium, facts);
        string identity = board.Observe()["identity"];
        facts.Begin(
            ("identity", "!" + identity), ("pairings", ""), ("attempts", "0"), ("values", "False 50"), ("names", "1 1"), ("number", "1"));
        bool isReset = AccessoryState.FactoryReset(board.Store);
        board.CheckPower();
        if (isReset)
        {
            facts.Promise();
            Boot(medium, facts);
        }
    }

    private static PowerMedium Unpaired() => After(new PowerMedium(), FirstBoot);

    // A lamp that has lived: two controllers, a value, other names.
    private static PowerMedium Paired()
    {
        PowerMedium medium = After(Unpaired(), Pair);
        medium = After(medium, (flash, facts) => Add(flash, facts, s_member, 0));
        var board = new PowerBoard(medium);
        board.Switch(board.Connect(s_owner)!, true, 77);
        board.Flash.SaveNames(2, 1);
        board.Settle();
        return medium;
    }

    private static PowerMedium After(PowerMedium start, Action<PowerMedium, PowerFacts> run)
    {
        PowerMedium medium = start.Next();
        run(medium, new PowerFacts());
        return medium;
    }

    private static bool Conclude(byte[] answer, PowerFacts facts)
    {
        bool isDone = Error(answer) == 0;
        if (isDone)
        {
            facts.Promise();
        }
        else
        {
            facts.Refuse();
        }

        return isDone;
    }

    private static TlvError Error(byte[] answer)
    {
        byte[]? error = TestController.Value(answer, TlvType.Error);
        return error == null ? TlvError.None : (TlvError)error[0];
    }
}
