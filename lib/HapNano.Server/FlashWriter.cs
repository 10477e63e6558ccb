// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>Writes records outside the lock: first the one that an answer waits for, then values and names. For one thread; anybody may call <see cref="SaveNames"/>.</summary>
internal sealed class FlashWriter
{
    /// <summary>Pause before names that could not be written are tried again. Values have the same pause, by the host.</summary>
    internal const int RetryMs = 30000;

    private const long Never = long.MaxValue;

    private readonly HapHost _host;
    private readonly IStore _store;
    private readonly byte[] _values;

    // Numbers of the names, guarded by the stack's lock.
    private int _instanceNumber;
    private int _hostNumber;
    private long _namesDueMs = Never;

    /// <summary>Writes what <paramref name="host"/> gives.</summary>
    public FlashWriter(HapHost host, IStore store)
    {
        _host = host;
        _store = store;
        _values = new byte[host.ValuesCapacityBytes];
    }

    /// <summary>Saves the numbers that discovery gave to the names.</summary>
    public void SaveNames(int instanceNumber, int hostNumber)
    {
        lock (StackLock.Root)
        {
            _instanceNumber = instanceNumber;
            _hostNumber = hostNumber;
            _namesDueMs = 0;
        }
    }

    /// <summary>How long nothing will be due unless the host's listener, or whoever saved names, says so; long.MaxValue for ever.</summary>
    public long LeftMs => _namesDueMs == Never ? Never : _namesDueMs - Platform.NowMs;

    /// <summary>Writes one record that is due.</summary>
    /// <returns>False when none is, or values or names could not be written.</returns>
    public bool TryWrite()
    {
        return WriteTransaction() || WriteValues(false) || WriteNames(false);
    }

    /// <summary>Writes everything, due or not: what was promised and what was switched last is on flash when the server has stopped.</summary>
    public void Finish()
    {
        // One that is done may make room for the next.
        while (WriteTransaction())
        {
            Log.Write(LogLevel.Debug, LogCategory.Flash, "written at the end");
        }

        WriteValues(true);
        WriteNames(true);
    }

    private bool WriteTransaction()
    {
        StoreTransaction transaction;
        lock (StackLock.Root)
        {
            transaction = _host.Transaction;
            if (!transaction.IsPending)
            {
                return false;
            }
        }

        // While it is pending the buffer belongs to this thread.
        bool isStored = TryStore(transaction.Record, transaction.Buffer, transaction.Count);
        lock (StackLock.Root)
        {
            _host.StoreCompleted(isStored, Platform.NowMs);
        }

        return true;
    }

    private bool WriteValues(bool isFinal)
    {
        int count;
        lock (StackLock.Root)
        {
            if (!_host.TakeValues(_values, out count, isFinal, Platform.NowMs))
            {
                return false;
            }
        }

        bool isStored = TryStore(StoreRecord.Values, _values, count);
        lock (StackLock.Root)
        {
            _host.ValuesSaved(isStored, Platform.NowMs);
        }

        // A write that fails at once must not become a loop: the host says when to try again.
        return isStored;
    }

    private bool WriteNames(bool isFinal)
    {
        byte[] record;
        lock (StackLock.Root)
        {
            if (isFinal ? _namesDueMs == Never : Platform.NowMs < _namesDueMs)
            {
                return false;
            }

            record = new byte[NamesRecord.StoredBytes];
            NamesRecord.Write(record, _instanceNumber, _hostNumber);
            _namesDueMs = Never;
        }

        bool isStored = TryStore(StoreRecord.Names, record, record.Length);
        lock (StackLock.Root)
        {
            if (!isStored && _namesDueMs == Never)
            {
                // Newer ones that came meanwhile are due at once.
                _namesDueMs = Platform.NowMs + RetryMs;
            }
        }

        return isStored;
    }

    private bool TryStore(StoreRecord record, byte[] buffer, int count)
    {
        bool isStored = false;
        try
        {
            isStored = _store.Write(record, buffer, 0, count);
        }
        catch (Exception exception)
        {
            // A product's own store, or no memory for a file: not stored, and whoever waits for it is told so.
            Log.Caught(LogCategory.Flash, exception);
        }

        Counters.FlashFailures += isStored ? 0 : 1;
        Log.Write(isStored ? LogLevel.Debug : LogLevel.Error, LogCategory.Flash, isStored ? "written: record" : "not written: record", (int)record, 0);
        return isStored;
    }
}
