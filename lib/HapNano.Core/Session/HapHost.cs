// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Endpoints;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Routing;
using HapNano.Session;
using HapNano.Storage;

namespace HapNano;

/// <summary>One accessory server without its sockets, threads, clock and flash: the table of connections and what they share.</summary>
/// <remarks>
/// <para>Every member is used under <see cref="StackLock.Root"/>. Whoever keeps the time does
/// <code>
/// lock: host.Poll(nowMs); next = host.NextDeadlineMs      // at least once a second, and when the listener's WorkReady says so
/// lock: more = host.Work(nowMs)                           // while it returns true, letting the lock go in between
/// </code>
/// and whoever writes flash, when StoreReady says so,
/// <code>
/// lock: t = host.Transaction, if t.IsPending: record, buffer, count
/// store.Write(record, buffer, 0, count)
/// lock: host.StoreCompleted(isStored, nowMs)
/// lock: isDue = host.TakeValues(buffer, out count, false, nowMs)
/// store.Write(StoreRecord.Values, buffer, 0, count)
/// lock: host.ValuesSaved(isStored, nowMs)
/// </code></para>
/// <para>11 connections at most, 8 of them verified; who has to go for whom is <see cref="ConnectionTable"/>'s.</para>
/// </remarks>
public sealed class HapHost : IPairingListener
{
    /// <summary>Connections at a time, verified or not.</summary>
    public const int MaxConnections = 11;

    /// <summary>Verified connections at a time.</summary>
    public const int MaxVerifiedConnections = 8;

    private readonly ConnectionTable _connections;
    private readonly IHapHostListener _listener;
    private readonly AccessoryDatabase _database;
    private readonly StoreTransaction _transaction = new StoreTransaction();
    private readonly PairingContext _pairing;
    private readonly KeyPool _keys;
    private readonly PairingsExchange _pairingsExchange;
    private readonly ValueSaver _values;

    /// <summary>Puts the parts together.</summary>
    /// <param name="database">The accessories.</param>
    /// <param name="databaseState">Their state, loaded.</param>
    /// <param name="state">Identity, setup record and pairings, loaded.</param>
    /// <param name="crypto">Arithmetic and randomness.</param>
    /// <param name="listener">Hears what has to be done outside.</param>
    /// <param name="settings">Sizes and times; null for the usual ones.</param>
    /// <exception cref="ArgumentNullException">A part is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least.</exception>
    public HapHost(
        AccessoryDatabase database, DatabaseState databaseState, AccessoryState state, CryptoProvider crypto, IHapHostListener listener,
        HapSettings settings = null)
    {
        if (database == null || databaseState == null || state == null || crypto == null || listener == null)
        {
            throw new ArgumentNullException();
        }

        Settings = settings ?? new HapSettings();
        SessionBytes = Settings.ReceiveBytes != 0 ? Settings.ReceiveBytes : HapSettings.ReceiveBytesFor(database);
        if (SessionBytes < HapSettings.LeastReceiveBytes || Settings.OutputBytes < HapSettings.LeastOutputBytes || Settings.EventIntervalMs < 0)
        {
            throw new ArgumentOutOfRangeException();
        }

        _database = database;
        _listener = listener;
        _values = new ValueSaver(database);
        _pairing = new PairingContext(crypto, state, _transaction);
        _keys = _pairing.Keys;
        Pairings = _pairing.Pairings;
        _pairingsExchange = new PairingsExchange(_pairing);
        _connections = new ConnectionTable(this);
        Crypto = crypto;
        Buffers = new OutputBuffers(Settings.OutputBytes, OutputBuffers.SmallBytes, MaxConnections);
        Workspaces = new WorkspacePool(this);
        Setup = new PairSetup(_pairing);
        Announcer = new Announcer(listener, _connections.Slots, _transaction, Setup, _keys);
        Turn = new Turn(this, _connections.Slots, _transaction, Setup, Announcer);
        ConfigurationNumber = databaseState.ConfigurationNumber;
        SetupHash = SetupId.Hash(crypto, state.Setup.SetupId, state.Identity.DeviceId);
        EventDispatcher dispatcher = new EventDispatcher(this, _connections, _values);
        Router = Routes.Create(database, Pairings, Setup, _pairingsExchange, dispatcher);
        database.Listener = dispatcher;
        state.Pairings.Listener = this;
    }

    /// <summary>The write that answers wait for: when IsPending, write it outside the lock, then call <see cref="StoreCompleted"/> under it.</summary>
    public StoreTransaction Transaction => _transaction;

    /// <summary>True with at least one pairing.</summary>
    public bool IsPaired => Pairings.IsPaired;

    /// <summary>TXT c#, 1..65535.</summary>
    public int ConfigurationNumber { get; }

    /// <summary>TXT id: the device id as 17 ASCII bytes, XX:XX:XX:XX:XX:XX. Not to be changed.</summary>
    public byte[] DeviceIdText => _pairing.Identity.DeviceId;

    /// <summary>TXT sh: 8 ASCII bytes of base64.</summary>
    public byte[] SetupHash { get; }

    /// <summary>TXT md: the model of accessory 1 as UTF-8. Not to be changed.</summary>
    public byte[] Model => _database.AccessoryAt(0).Information.Model.Bytes;

    /// <summary>TXT ci: the category of accessory 1.</summary>
    public int Category => (int)_database.Category;

    /// <summary>Sizes and times.</summary>
    internal readonly HapSettings Settings;

    /// <summary>Arithmetic and randomness.</summary>
    internal readonly CryptoProvider Crypto;

    /// <summary>The most that the receive buffer of a session may get. Strangers get <see cref="HapSettings.LeastReceiveBytes"/>: pairing needs no more, and they
    /// shall not make us hold more.</summary>
    internal readonly int SessionBytes;

    /// <summary>What connections work with while they have something to do.</summary>
    internal readonly WorkspacePool Workspaces;

    /// <summary>Where messages are composed and sent from.</summary>
    internal readonly OutputBuffers Buffers;

    /// <summary>Tells the listener what has to be done outside.</summary>
    internal readonly Announcer Announcer;

    /// <summary>The call from outside that is under way.</summary>
    internal readonly Turn Turn;

    /// <summary>The timed writes that connections have prepared.</summary>
    internal readonly TimedWrites TimedWrites = new TimedWrites();

    /// <summary>What went wrong since the start.</summary>
    internal HostCounters Counters => _pairing.Counters;

    /// <summary>Finds the endpoints.</summary>
    internal readonly Router Router;

    /// <summary>The controllers.</summary>
    internal readonly PairingTable Pairings;

    /// <summary>The accessory's one Pair Setup.</summary>
    internal readonly PairSetup Setup;

    /// <summary>Scratch: writes JSON.</summary>
    internal readonly JsonWriter Writer = new JsonWriter(new ByteSink());

    /// <summary>Scratch: writes TLV8.</summary>
    internal readonly Tlv8Writer Tlv = new Tlv8Writer();

    /// <summary>The time of the call that is under way, or of the last one.</summary>
    internal long NowMs;

    /// <summary>Takes a new connection into the table.</summary>
    /// <param name="remoteAddress">The peer's address without its port, as one number; IPv6 addresses are folded.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>The connection; null while the table is full: keep the socket and call again after the next Closed or Poll.</returns>
    public HapConnection Accept(ulong remoteAddress, long nowMs)
    {
        HapConnection connection = null;
        Turn.Enter(nowMs);
        try
        {
            int slot = _connections.FindFree();
            if (slot < 0)
            {
                _connections.MakeRoom(remoteAddress, _pairing.Limiter, nowMs);
            }
            else
            {
                connection = new HapConnection(this, slot, remoteAddress);
            }
        }
        finally
        {
            Turn.Leave();
        }

        // Behind all that may throw, such as somebody else's event without memory: nobody would close what the caller never got, and its place were lost.
        if (connection != null)
        {
            _connections.Add(connection);
        }

        return connection;
    }

    /// <summary>Asked when <see cref="Accept"/> returned null.</summary>
    /// <param name="remoteAddress">As given to Accept.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True: close the socket, because its address has enough connections, and others wait behind it.</returns>
    public bool IsCrowded(ulong remoteAddress, long nowMs)
    {
        return _connections.IsCrowded(remoteAddress, _pairing.Limiter, nowMs);
    }

    /// <summary>Does what is due: time limits, held events, saving of values.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    public void Poll(long nowMs)
    {
        Turn.Enter(nowMs);
        try
        {
            HapConnection[] slots = _connections.Slots;
            for (int slot = 0; slot < MaxConnections; slot++)
            {
                slots[slot]?.Poll();
            }

            if (_values.Poll(nowMs))
            {
                _listener.StoreReady();
            }
        }
        finally
        {
            Turn.Leave();
        }
    }

    /// <summary>When to call <see cref="Poll"/> next, monotonic milliseconds; long.MaxValue for never.</summary>
    /// <remarks>A time that has come and stays behind a Poll is values that wait for the flash thread: ask again after a while, not at once.</remarks>
    public long NextDeadlineMs
    {
        get
        {
            // Something was noted while nobody was inside the host to do it.
            long nextMs = Turn.IsDue ? 0 : _values.DeadlineMs;
            HapConnection[] slots = _connections.Slots;
            for (int slot = 0; slot < MaxConnections; slot++)
            {
                long deadlineMs = slots[slot] == null ? long.MaxValue : slots[slot].DeadlineMs;
                nextMs = deadlineMs < nextMs ? deadlineMs : nextMs;
            }

            return nextMs;
        }
    }

    /// <summary>True while <see cref="Work"/> has something to do.</summary>
    public bool HasWork => Announcer.HasWork;

    /// <summary>One bounded slice of background arithmetic. The lock may be let go between slices.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True while there is more to do.</returns>
    public bool Work(long nowMs)
    {
        Turn.Enter(nowMs);
        try
        {
            if (Setup.HasWork)
            {
                Setup.Work(nowMs);
            }
            else
            {
                _keys.Work();
            }
        }
        finally
        {
            Turn.Leave();
        }

        return HasWork;
    }

    /// <summary>The write of <see cref="Transaction"/> has ended: its answer goes out, and the next write may begin.</summary>
    /// <param name="isStored">True when the record is durable.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void StoreCompleted(bool isStored, long nowMs)
    {
        Turn.Enter(nowMs);
        try
        {
            Announcer.NoteStored();
            _transaction.Complete(isStored);
        }
        finally
        {
            Turn.Leave();
        }
    }

    /// <summary>Gives the values record when it is due: 2 s after the last change, at most 10 s after the first one, and once in 10 s.</summary>
    /// <param name="buffer">Receives the record; <see cref="ValuesCapacityBytes"/> long.</param>
    /// <param name="count">Bytes of the record; 0 when the result is false.</param>
    /// <param name="isFinal">True at shutdown: give unsaved values even before they are due.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when there is something to write as <see cref="StoreRecord.Values"/>; report with <see cref="ValuesSaved"/>.</returns>
    public bool TakeValues(byte[] buffer, out int count, bool isFinal, long nowMs)
    {
        return _values.Take(buffer, out count, isFinal, nowMs);
    }

    /// <summary>The most bytes that <see cref="TakeValues"/> gives.</summary>
    public int ValuesCapacityBytes => _database.ValuesCapacityBytes;

    /// <summary>The write of what TakeValues gave has ended; a failed one is tried again later.</summary>
    /// <param name="isStored">True when it is durable.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void ValuesSaved(bool isStored, long nowMs)
    {
        _values.Saved(isStored, nowMs);
    }

    /// <summary>Asks every connection to close at once: before a stop, a restart or a reset.</summary>
    public void CloseAll()
    {
        Turn.Enter(NowMs);
        try
        {
            for (int slot = 0; slot < MaxConnections; slot++)
            {
                _connections.Slots[slot]?.End();
            }
        }
        finally
        {
            Turn.Leave();
        }
    }

    /// <inheritdoc/>
    void IPairingListener.PairedChanged(bool isPaired)
    {
        _listener.PairedChanged(isPaired);
    }

    /// <inheritdoc/>
    void IPairingListener.PairingRemoved(int pairing)
    {
        for (int slot = 0; slot < MaxConnections; slot++)
        {
            HapConnection connection = _connections.Slots[slot];
            if (connection != null && connection.Pairing == pairing)
            {
                connection.LosePairing(_pairingsExchange.Requester == connection);
            }
        }
    }

    /// <summary>Pair Verify for a new connection.</summary>
    internal PairVerify CreateVerify()
    {
        return new PairVerify(_pairing);
    }

    /// <summary>Makes a place among the verified connections for one that has just verified.</summary>
    /// <param name="pairing">Its pairing.</param>
    /// <returns>False when there is none to be had: it is closed.</returns>
    internal bool Admit(int pairing)
    {
        return _connections.Admit(pairing, NowMs);
    }

    /// <summary>Takes a closed connection out of the table; its subscriptions go with it.</summary>
    internal void Remove(HapConnection connection)
    {
        if (!_connections.TryRemove(connection))
        {
            return;
        }

        Setup.Released(connection, NowMs);
        _pairingsExchange.Released(connection);
        Workspaces.Forget(connection);
        TimedWrites.Forget(connection.Slot);
        for (int i = 0; i < _database.CharacteristicCount; i++)
        {
            _database.CharacteristicAt(i).SetSubscribed(connection.Slot, false);
        }
    }

    /// <summary>Somebody wants to know which accessory this is.</summary>
    internal void NoteIdentify(ulong accessoryId)
    {
        _listener.IdentifyRequested(accessoryId);
    }

    /// <summary>The product's own code has thrown in a request.</summary>
    internal void NoteProductFailed(Exception exception)
    {
        _listener.ProductFailed(exception);
    }
}
