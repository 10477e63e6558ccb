// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Storage;
using HapNano.Tests;
using HapNano.Tests.Fakes;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>Does to an accessory what a script says, and checks what must hold at the end of any script.</summary>
internal sealed class ScriptRunner
{
    private const int PeerCount = 8;
    private const int RoomyBytes = 20000;

    // Longer than whatever a connection may be idle or late for.
    private const int LongMs = TimeLimits.SetupIdleMs + TimeLimits.RequestMs + 1000;

    private static readonly string[] s_starts =
    [
        "PUT /characteristics", "GET /characteristics?id=1.11,1.12&meta=1&perms=1&type=1&ev=1", "PUT /prepare", "POST /pairings", "POST /pair-setup", "POST /pair-verify",
        "POST /identify", "GET /accessories", "POST /resource", "GET /characteristics?id=1.31,1.35,1.36,1.37,9.9", "DELETE /pairings", "POST /nothing",
    ];

    private readonly bool _isBytewise;
    private readonly FuzzPeer?[] _peers = new FuzzPeer?[PeerCount];
    private readonly List<FuzzPeer> _all = [];
    private HostBench _bench;
    private Secrets _secrets;

    private ScriptRunner(Script script, bool isBytewise)
    {
        _isBytewise = isBytewise;
        var settings = (script.Flags & Script.RoomyFlag) != 0 ? new HapSettings { OutputBytes = RoomyBytes } : null;
        _bench = (script.Flags & Script.PairedFlag) != 0 ? HostBench.Paired(settings) : new HostBench(new FakeStore(), settings);
        _secrets = new Secrets(_bench);
    }

    /// <summary>Runs a script as it is and with every byte apart, and compares.</summary>
    internal static void Run(Script script)
    {
        var whole = new ScriptRunner(script, isBytewise: false);
        whole.RunAll(script);
        var bytewise = new ScriptRunner(script, isBytewise: true);
        bytewise.RunAll(script);
        string one = whole.Answers();
        string other = bytewise.Answers();
        Require(one == other, $"whole and byte by byte differ:\n{one}\n--- byte by byte:\n{other}");
    }

    /// <summary>Runs a script as it is.</summary>
    internal static void RunWhole(Script script) => new ScriptRunner(script, isBytewise: false).RunAll(script);

    private void RunAll(Script script)
    {
        foreach (Operation operation in script.Operations)
        {
            Do(operation);
            AfterEach();
        }

        CheckEnd();
    }

    private void Do(Operation operation)
    {
        switch (operation.Code)
        {
            case OperationCode.Pass:
                _bench.Pass(16L * operation.Payload.Take(2).Aggregate(0, (number, digit) => (number << 8) | digit));
                return;
            case OperationCode.Store:
                _bench.Store.WritesLeft = operation.Variant == 31 ? -1 : operation.Variant;
                return;
            case OperationCode.Device:
                DoDevice(operation);
                return;
            case OperationCode.Reboot:
                Reboot();
                return;
            case OperationCode.Close:
                Close(operation.Peer);
                return;
            default:
                FuzzPeer? peer = Peer(operation.Peer);
                if (peer != null)
                {
                    DoPeer(operation, peer);
                }

                return;
        }
    }

    private void DoPeer(Operation operation, FuzzPeer peer)
    {
        switch (operation.Code)
        {
            case OperationCode.Raw:
                peer.Send(operation.Payload);
                break;
            case OperationCode.Text:
                peer.Send(peer.Frame(operation.Payload));
                break;
            case OperationCode.Request:
                peer.Send(peer.Frame(RequestOf(operation)));
                break;
            case OperationCode.Take:
                peer.IsLazy = operation.Payload.Length > 0;
                peer.Take(operation.Payload.Take(2).Aggregate(0, (number, digit) => (number << 8) | digit));
                break;
            case OperationCode.Damaged:
                DoDamaged(operation, peer);
                break;
            case OperationCode.Setup:
                DoSetup(operation, peer);
                break;
            case OperationCode.Reflect:
                peer.Send(peer.Frame(Tlv(operation.Payload.Length % 2 == 0 ? "/pair-verify" : "/pair-setup", Other(operation)?.LastTlv ?? [])));
                break;
            case OperationCode.Replay:
                peer.Send(Other(operation)?.LastSent ?? []);
                break;
            default:
                DoVerify(operation, peer);
                break;
        }
    }

    private void DoVerify(Operation operation, FuzzPeer peer)
    {
        if (operation.Code != OperationCode.VerifyM3)
        {
            peer.Controller = (operation.Variant % 3) switch { 0 => HostBench.Admin, 1 => HostBench.User, _ => new QuickController("stranger") };
            peer.Ask(peer.Frame(Tlv("/pair-verify", peer.Controller.VerifyM1())));
            peer.VerifyM2 = peer.LastTlv;
        }

        if (operation.Code != OperationCode.VerifyM1)
        {
            FuzzPeer told = operation.Code == OperationCode.VerifyM3 ? Other(operation) ?? peer : peer;
            SendVerifyM3(peer, told.VerifyM2, operation.Payload);
        }
    }

    private void SendVerifyM3(FuzzPeer peer, byte[] m2, byte[] change)
    {
        if (m2.Length < 3 || TestController.Value(m2, TlvType.PublicKey)?.Length != 32 || peer.IsSecured)
        {
            return;
        }

        byte[] m3 = Changed(peer.Controller.VerifyM3(m2), change);
        peer.Ask(Tlv("/pair-verify", m3));
        _secrets.Add(peer.Controller.SharedSecret);
        byte[] m4 = peer.LastTlv;
        if (m4.Length == 3 && m4[0] == TlvType.State && m4[2] == 4)
        {
            peer.Secure();
        }
    }

    private void DoSetup(Operation operation, FuzzPeer peer)
    {
        switch (operation.Variant % 5)
        {
            case 0:
                peer.Ask(peer.Frame(Tlv("/pair-setup", Changed(TestController.SetupM1(), operation.Payload))));
                peer.SetupM2 = peer.LastTlv;
                break;
            case 1:
            case 2:
                SendSetupM3(operation, peer);
                break;
            case 3:
                if (peer.IsProofSent)
                {
                    peer.Ask(peer.Frame(Tlv("/pair-setup", Changed(peer.Controller.SetupM5(), operation.Payload))));
                }

                break;
            default:
                peer.Controller = HostBench.Admin;
                foreach (int step in new[] { 0, 1, 3 })
                {
                    DoSetup(operation with { Variant = step, Payload = step == 3 ? operation.Payload : [] }, peer);
                }

                break;
        }
    }

    private static void SendSetupM3(Operation operation, FuzzPeer peer)
    {
        byte[] m2 = peer.SetupM2;
        if (TestController.Value(m2, TlvType.PublicKey)?.Length == 384 && TestController.Value(m2, TlvType.Salt)?.Length == 16)
        {
            peer.IsProofSent = true;
            byte[] m3 = peer.Controller.SetupM3(m2, operation.Variant % 5 == 1 ? HostBench.Code : "111-22-333");
            peer.Ask(peer.Frame(Tlv("/pair-setup", Changed(m3, operation.Payload))));
        }
    }

    private static void DoDamaged(Operation operation, FuzzPeer peer)
    {
        byte[] frame = (byte[])peer.Frame(operation.Payload).Clone();
        if (frame.Length > 0)
        {
            frame[operation.Variant * frame.Length / 32] ^= (byte)(1 << (operation.Variant & 7));
            peer.Send(frame);
        }
    }

    private void DoDevice(Operation operation)
    {
        switch (operation.Variant % 4)
        {
            case 0:
                _bench.Relay.Move(operation.Payload.Length % 2 == 0);
                break;
            case 1:
                _bench.Button.ProgrammableSwitchEvent.Raise(operation.Peer % 3);
                break;
            case 2:
                _bench.Lamp.Brightness.Value = operation.Payload.Length;
                break;
            default:
                _bench.Text.Value = new string('x', Math.Min(operation.Payload.Length, 200));
                break;
        }
    }

    private void Reboot()
    {
        for (int i = 0; i < PeerCount; i++)
        {
            _peers[i] = null;
        }

        int writesLeft = _bench.Store.WritesLeft;
        _bench.Store.WritesLeft = -1;
        _bench = _bench.Reboot();
        _bench.Store.WritesLeft = writesLeft;
    }

    private static byte[] RequestOf(Operation operation) =>
        FuzzPeer.Request(s_starts[operation.Variant % s_starts.Length], "application/hap+json", operation.Payload);

    private static byte[] Tlv(string path, byte[] body) => FuzzPeer.Request("POST " + path, "application/pairing+tlv8", body);

    // A change that the script wants in a body: position (1), byte (1), and how much of the end is left out (1).
    private static byte[] Changed(byte[] body, byte[] change)
    {
        byte[] changed = (byte[])body.Clone();
        if (change.Length > 1 && changed.Length > 0)
        {
            changed[change[0] % changed.Length] ^= change[1];
        }

        return change.Length > 2 ? changed[..^Math.Min(change[2], changed.Length)] : changed;
    }

    private FuzzPeer? Other(Operation operation) => _peers[operation.Variant % PeerCount];

    // The connection with this number, made anew when it is gone; null while there is no place for it.
    private FuzzPeer? Peer(int number)
    {
        if (_peers[number] == null)
        {
            HapConnection connection = _bench.Host.Accept((ulong)(1 + (number / 2)), _bench.NowMs);
            if (connection != null)
            {
                _peers[number] = new FuzzPeer(_bench, connection, _isBytewise);
                _all.Add(_peers[number]!);
            }
        }

        return _peers[number];
    }

    private void Close(int number)
    {
        _peers[number]?.Connection.Closed(_bench.NowMs);
        _peers[number] = null;
    }

    // What the server does all the time: arithmetic, flash, sending, closing. An answer that is taken lets the next request in, which may want flash again.
    private void AfterEach()
    {
        int turns = 0;
        _bench.Settle();
        while (TakeAll())
        {
            _bench.Settle();
            Require(++turns < 10000, "requests without an end");
        }

        for (int i = 0; i < PeerCount; i++)
        {
            if (_peers[i] is { IsOver: true })
            {
                Close(i);
            }
        }

        CheckMemory();
    }

    private bool TakeAll()
    {
        bool isAny = false;
        foreach (FuzzPeer? peer in _peers)
        {
            if (peer is { IsLazy: false, Connection.OutputCount: > 0 })
            {
                peer.TakeAll();
                isAny = true;
            }
        }

        return isAny;
    }

    private void CheckMemory()
    {
        HapHost host = _bench.Host;
        Require(host.Buffers.SmallCount <= HapHost.MaxConnections, "more small buffers than connections");
        Require(host.Pairings.Count <= PairingTable.Capacity, "more pairings than there is room for");
    }

    // Whatever happened: everybody who is left has time to finish, then is served or closed; and a controller that comes now is served.
    private void CheckEnd()
    {
        _bench.Store.WritesLeft = -1;
        foreach (FuzzPeer? peer in _peers)
        {
            if (peer != null)
            {
                peer.IsLazy = false;
            }
        }

        AfterEach();
        _bench.Pass(LongMs);
        AfterEach();
        for (int i = 0; i < PeerCount; i++)
        {
            if (_peers[i] is FuzzPeer peer)
            {
                Require(peer.Connection.IsVerified, "a stranger is still there");
                Require(!peer.IsSecured || Starts(peer.Ask(FuzzPeer.Request("GET /characteristics?id=1.11", "", [])), "HTTP/1.1 200"), "a session gets no answer");
                Close(i);
            }
        }

        CheckNewcomer();
        foreach (FuzzPeer peer in _all)
        {
            _secrets.Check(peer.Text);
        }
    }

    private void CheckNewcomer()
    {
        var newcomer = new FuzzPeer(_bench, _bench.Host.Accept(99, _bench.NowMs), isBytewise: false);
        _all.Add(newcomer);
        var script = new Operation(OperationCode.Verify, 0, 0, []);
        if (!_bench.Host.IsPaired)
        {
            DoSetup(new Operation(OperationCode.Setup, 0, 4, []), newcomer);
            Require(_bench.Host.IsPaired, "nobody can pair");
        }

        DoVerify(script, newcomer);
        Require(newcomer.IsSecured || !HasAdmin(), "the owner cannot verify");
        Require(!newcomer.IsSecured || Starts(newcomer.Ask(FuzzPeer.Request("GET /characteristics?id=1.11", "", [])), "HTTP/1.1 200"), "the owner gets no answer");
        newcomer.Connection.Closed(_bench.NowMs);
    }

    private bool HasAdmin()
    {
        byte[] identifier = HostBench.Admin.Identifier;
        return _bench.Host.Pairings.Find(identifier, 0, identifier.Length) != 0;
    }

    private static bool Starts(byte[] text, string start) => text.AsSpan().StartsWith(Encoding.ASCII.GetBytes(start));

    // All answers of every connection. Events are left out: whether one goes between two requests depends on how these arrive.
    private string Answers()
    {
        var answers = new StringBuilder();
        foreach (FuzzPeer peer in _all)
        {
            answers.Append("--- connection\n");
            string text = Encoding.Latin1.GetString(peer.Text);
            while (text.Length > 0)
            {
                int end = EndOfMessage(text);
                answers.Append(text.StartsWith("EVENT/1.0", StringComparison.Ordinal) ? "" : text[..end] + "\n");
                text = text[end..];
            }
        }

        return answers.ToString();
    }

    private static int EndOfMessage(string text)
    {
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return text.Length;
        }

        int field = text.IndexOf("Content-Length: ", 0, head, StringComparison.Ordinal);
        int length = field < 0 ? 0 : int.Parse(text[(field + 16)..text.IndexOf('\r', field)]);
        return Math.Min(text.Length, head + 4 + length);
    }
}
