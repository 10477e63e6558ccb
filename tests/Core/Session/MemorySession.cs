// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Model;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>
/// A life without sockets: a lamp is paired, verified, listed, then read, written and watched many times over, all in memory. From its lines heap growth,
/// the interpreter's cost of a request and its time can be read wherever it runs. The arithmetic is <see cref="QuickCrypto"/>, and frames are not
/// ciphered while requests are timed: on a board that is native code, and not the interpreter's cost.
/// </summary>
/// <remarks>
/// A unit is the time of one simple instruction of the interpreter, measured with a loop of eleven. Under .NET units say nothing.
/// </remarks>
internal sealed class MemorySession
{
    // As long as a few requests, and between them. Of both the shortest counts: whatever else a machine does only makes them longer.
    private const int CalibrationTurns = 5000;
    private const int CalibrationInterval = 50;
    private const int UnitsPerTurn = 11;
    private const int TicksPerMicrosecond = 10;

    // Requests of each kind before the count begins.
    private const int WarmUp = 50;

    // As many sessions as an accessory serves.
    private const int Sessions = HapHost.MaxVerifiedConnections;

    // Of each thing whose size is looked for.
    private const int Weighed = 20;

    // More than the interval at which events go out.
    private const int EventIntervalMs = 300;

    private readonly SessionMeter _meter;
    private readonly int _requests;
    private readonly byte[] _one = new byte[512];
    private readonly byte[] _other = new byte[512];
    private HostBench _bench;
    private HostPeer _owner;
    private HostPeer _watcher;
    private long _calibrationTicks = long.MaxValue;
    private long _ticks;
    private long _shortestTicks;
    private long _longestTicks;
    private int _count;

    /// <summary>Prepares a life.</summary>
    /// <param name="meter">Where it runs.</param>
    /// <param name="requests">Requests of each kind that is cheap; 1..1,000,000.</param>
    internal MemorySession(SessionMeter meter, int requests)
    {
        _meter = meter;
        _requests = requests;
    }

    /// <summary>Bytes of heap that all the requests together have taken and not given back.</summary>
    internal long GrownBytes { get; private set; }

    /// <summary>Bytes that the accessory sent while it was measured.</summary>
    internal long AnswerBytes { get; private set; }

    /// <summary>Bytes of heap that eight sessions take.</summary>
    internal long SessionBytes { get; private set; }

    /// <summary>Bytes of heap of one characteristic.</summary>
    internal long CharacteristicBytes { get; private set; }

    /// <summary>Lives it.</summary>
    internal void Run()
    {
        Pair();
        _bench.Crypto.IsPlain = true;
        Exchange("PUT one characteristic", _requests, false, Put("11", "true"), Put("11", "false"));
        Exchange("GET one characteristic", _requests, false, Get("/characteristics?id=1.11"), Get("/characteristics?id=1.12"));
        Exchange("GET four characteristics", _requests / 5, false, Get("/characteristics?id=1.11,1.12,1.32,1.36"), Get("/characteristics?id=1.36,1.32,1.12,1.11"));
        Exchange("GET /accessories", _requests / 50, false, Get("/accessories"), Get("/accessories"));
        Subscribe(_watcher);
        Exchange("PUT one characteristic, event to another controller", _requests, true, Put("11", "true"), Put("11", "false"));
        Move("change on the board, event to two controllers");
        Crowd();
        Weigh();
        _meter.Print("heap grown by all requests together: " + GrownBytes.ToString() + " bytes");
    }

    private static byte[] Get(string target)
    {
        return HostPeer.Request("GET", target);
    }

    private static byte[] Put(string instanceId, string value)
    {
        return HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":" + instanceId + ",\"value\":" + value + "}]}");
    }

    private static int Count(int turns)
    {
        int sum = 0;
        for (int i = 0; i < turns; i++)
        {
            sum += i;
        }

        return sum;
    }

    private void Calibrate()
    {
        long start = DateTime.UtcNow.Ticks;
        Count(CalibrationTurns);
        long ticks = DateTime.UtcNow.Ticks - start;
        _calibrationTicks = ticks < _calibrationTicks ? ticks : _calibrationTicks;
    }

    private void Restart()
    {
        _ticks = 0;
        _shortestTicks = long.MaxValue;
        _longestTicks = 0;
        _count = 0;
        _meter.Begin();
    }

    private void Pair()
    {
        long free = _meter.FreeBytes();
        _bench = new HostBench();
        long idle = _meter.FreeBytes();
        _meter.Print("heap of an accessory that nobody owns: " + (free - idle).ToString() + " bytes");
        long start = DateTime.UtcNow.Ticks;
        HostPeer stranger = _bench.Connect();
        QuickController admin = HostBench.Admin;
        byte[] m2 = stranger.AskTlv("/pair-setup", TestController.SetupM1());
        stranger.AskTlv("/pair-setup", admin.SetupM3(m2, HostBench.Code));
        stranger.AskTlv("/pair-setup", admin.SetupM5());
        stranger.Close();
        Assert.IsTrue(_bench.Host.IsPaired, "paired");
        PrintTime("pair setup without its arithmetic", start);
        start = DateTime.UtcNow.Ticks;
        _owner = _bench.ConnectAdmin();
        PrintTime("pair verify without its arithmetic", start);
        _watcher = _bench.ConnectAdmin(2);
        start = DateTime.UtcNow.Ticks;
        string database = _owner.Ask(Get("/accessories"));
        PrintTime("first /accessories, read by a test", start);
        Assert.IsTrue(database.IndexOf("{\"accessories\":[{\"aid\":1,\"services\":[") > 0, "listed");
        admin = null;
        stranger = null;
        database = null;
        _meter.Print("heap since, with two sessions and their test controllers: " + (idle - _meter.FreeBytes()).ToString() + " bytes");
    }

    // The same two requests in turn, each with its event to the watcher or without. Frames are made before: what is measured is the accessory.
    private void Exchange(string name, int requests, bool isWatched, byte[] one, byte[] other)
    {
        int oneCount = _owner.FrameInto(one, _one);
        int otherCount = _owner.FrameInto(other, _other);
        for (int i = 0; i < WarmUp; i++)
        {
            Ask(_one, oneCount, isWatched);
            Ask(_other, otherCount, isWatched);
        }

        long free = _meter.FreeBytes();
        Restart();
        for (int i = 0; i < requests; i += 2)
        {
            Ask(_one, oneCount, isWatched);
            Ask(_other, otherCount, isWatched);
        }

        // A call's frame lies on the interpreter's heap: the heap is asked at one depth of calls.
        free -= _meter.FreeBytes();
        Report(name, free);
    }

    private void Move(string name)
    {
        Subscribe(_owner);
        Move(true);
        Move(false);
        long free = _meter.FreeBytes();
        Restart();
        for (int i = 0; i < _requests; i += 2)
        {
            Move(true);
            Move(false);
        }

        // A call's frame lies on the interpreter's heap: the heap is asked at one depth of calls.
        free -= _meter.FreeBytes();
        Report(name, free);
    }

    // As many controllers as there may be, each subscribed and heard once: what the accessory holds then, without what the test holds of each.
    private void Crowd()
    {
        HostPeer[] peers = new HostPeer[Sessions];
        long free = _meter.FreeBytes();
        for (int i = 0; i < Sessions; i++)
        {
            peers[i] = new HostPeer(_bench, _owner.Connection);
        }

        long peerBytes = free - _meter.FreeBytes();
        _owner.Close();
        _watcher.Close();
        free = _meter.FreeBytes() + peerBytes;
        _bench.Crypto.IsPlain = false;
        for (int i = 0; i < Sessions; i++)
        {
            peers[i] = _bench.ConnectAdmin((ulong)(i + 1));
            Subscribe(peers[i]);
        }

        _bench.Relay.Move(true);
        for (int i = 0; i < Sessions; i++)
        {
            DrainEvent(peers[i]);
        }

        SessionBytes = free - peerBytes - _meter.FreeBytes();
        _meter.Print("heap of " + Sessions.ToString() + " secured sessions: " + SessionBytes.ToString() + " bytes");
    }

    private void Weigh()
    {
        Characteristic[] characteristics = new Characteristic[Weighed];
        CharacteristicDefinition definition = _bench.Lamp.On.Definition;
        long free = _meter.FreeBytes();
        for (int i = 0; i < Weighed; i++)
        {
            characteristics[i] = new BoolCharacteristic(definition);
        }

        CharacteristicBytes = (free - _meter.FreeBytes()) / Weighed;
        _meter.Print("heap of a characteristic: " + CharacteristicBytes.ToString() + " bytes");
        Assert.IsTrue(characteristics[Weighed - 1].Definition == definition);
    }

    private void Subscribe(HostPeer peer)
    {
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        _bench.Settle();
    }

    private void Ask(byte[] frame, int count, bool isWatched)
    {
        long start = DateTime.UtcNow.Ticks;
        Assert.IsTrue(_owner.Connection.Receive(frame, 0, count, _bench.NowMs) == count);
        Assert.IsTrue(Drain(_owner) > 0);
        if (isWatched)
        {
            DrainEvent(_watcher);
        }

        NoteTime(start);
    }

    private void Move(bool isOn)
    {
        long start = DateTime.UtcNow.Ticks;
        _bench.Relay.Move(isOn);
        DrainEvent(_watcher);
        Assert.IsTrue(Drain(_owner) > 0);
        NoteTime(start);
    }

    private void DrainEvent(HostPeer peer)
    {
        _bench.NowMs += EventIntervalMs;
        _bench.Host.Poll(_bench.NowMs);
        Assert.IsTrue(Drain(peer) > 0);
    }

    private int Drain(HostPeer peer)
    {
        int total = 0;
        int count = peer.Connection.OutputCount;
        while (count > 0)
        {
            total += count;
            peer.Connection.Sent(count, _bench.NowMs);
            count = peer.Connection.OutputCount;
        }

        AnswerBytes += total;
        return total;
    }

    private void NoteTime(long start)
    {
        long ticks = DateTime.UtcNow.Ticks - start;
        _ticks += ticks;
        _shortestTicks = ticks < _shortestTicks ? ticks : _shortestTicks;
        _longestTicks = ticks > _longestTicks ? ticks : _longestTicks;
        _count++;
        if (_count % CalibrationInterval == 0)
        {
            Calibrate();
        }
    }

    private void PrintTime(string name, long start)
    {
        _meter.Print(name + ": " + ((DateTime.UtcNow.Ticks - start) / TicksPerMicrosecond).ToString() + " us");
    }

    private void Report(string name, long grown)
    {
        _meter.End(name, _count);
        Calibrate();
        GrownBytes += grown;
        long unitsPerMillisecond = (long)CalibrationTurns * UnitsPerTurn * TicksPerMicrosecond * 1000 / _calibrationTicks;
        long units = _shortestTicks * unitsPerMillisecond / (TicksPerMicrosecond * 1000);
        _meter.Print(
            name + ", " + _count.ToString() + " times: " + units.ToString() + " units; mean " + (_ticks / TicksPerMicrosecond / _count).ToString()
            + " us, shortest " + (_shortestTicks / TicksPerMicrosecond).ToString() + " us, longest " + (_longestTicks / TicksPerMicrosecond).ToString()
            + " us; heap grown by " + grown.ToString() + " bytes; " + unitsPerMillisecond.ToString() + " units a millisecond");
    }
}
