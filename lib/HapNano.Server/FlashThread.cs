// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>Writes records outside the lock: first the one that an answer waits for, then values and names.</summary>
internal sealed class FlashThread : ServerThread
{
    private const int IdleMs = 1000;

    private readonly HapHost _host;
    private readonly IStore _store;
    private readonly byte[] _values;
    private readonly byte[] _names = new byte[NamesRecord.StoredBytes];
    private readonly AutoResetEvent _work = new AutoResetEvent(false);
    private bool _areNamesDue;

    /// <summary>A thread that writes what <paramref name="host"/> gives.</summary>
    public FlashThread(HapHost host, IStore store)
        : base(LogCategory.Flash)
    {
        _host = host;
        _store = store;
        _values = new byte[host.ValuesCapacityBytes];
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        _work.Set();
    }

    /// <summary>Saves the numbers that discovery gave to the names.</summary>
    public void SaveNames(int instanceNumber, int hostNumber)
    {
        lock (_names)
        {
            NamesRecord.Write(_names, instanceNumber, hostNumber);
            _areNamesDue = true;
        }

        Wake();
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        if (!TryWrite())
        {
            _work.WaitOne(IdleMs, false);
        }
    }

    /// <summary>Writes one record that is due.</summary>
    /// <returns>False when none is, or the values could not be written.</returns>
    internal bool TryWrite()
    {
        return WriteTransaction() || WriteValues(false) || WriteNames();
    }

    /// <inheritdoc/>
    /// <remarks>What was promised and what was switched last is on flash when the server has stopped.</remarks>
    protected override void End()
    {
        // One that is done may make room for the next.
        while (WriteTransaction())
        {
            Log.Write(LogLevel.Debug, LogCategory.Flash, "written at the end");
        }

        WriteValues(true);
        WriteNames();
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
        bool isStored = _store.Write(transaction.Record, transaction.Buffer, 0, transaction.Count);
        Report(isStored, transaction.Record);
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

        bool isStored = false;
        try
        {
            isStored = _store.Write(StoreRecord.Values, _values, 0, count);
            Report(isStored, StoreRecord.Values);
        }
        finally
        {
            // Also when a product's own store throws: the host waits for the end of this write before it gives another.
            lock (StackLock.Root)
            {
                _host.ValuesSaved(isStored, Platform.NowMs);
            }
        }

        // A write that fails at once must not become a loop: the host says when to try again.
        return isStored;
    }

    private bool WriteNames()
    {
        bool isStored;

        // Only the thread of discovery takes this lock too, once in a day at most, so it may be held while flash is written.
        lock (_names)
        {
            if (!_areNamesDue)
            {
                return false;
            }

            _areNamesDue = false;
            isStored = _store.Write(StoreRecord.Names, _names, 0, _names.Length);
        }

        Report(isStored, StoreRecord.Names);
        return true;
    }

    private static void Report(bool isStored, StoreRecord record)
    {
        Counters.FlashFailures += isStored ? 0 : 1;
        Log.Write(isStored ? LogLevel.Debug : LogLevel.Error, LogCategory.Flash, isStored ? "written: record" : "not written: record", (int)record, 0);
    }
}
