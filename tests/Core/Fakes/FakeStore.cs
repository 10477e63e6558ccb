// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Storage;

namespace HapNano.Tests.Fakes;

/// <summary>Flash that is an array, and fails when it is told to.</summary>
internal sealed class FakeStore : IStore
{
    private const int RecordCount = 9;

    private readonly byte[][] _records = new byte[RecordCount][];
    private readonly bool[] _isDamaged = new bool[RecordCount];

    /// <summary>Writes and deletions that succeed before all others fail; negative for no limit.</summary>
    internal int WritesLeft { get; set; } = -1;

    /// <summary>Writes that succeeded.</summary>
    internal int WriteCount { get; private set; }

    /// <inheritdoc/>
    public int Read(StoreRecord record, byte[] buffer, int offset, int capacity)
    {
        byte[] content = _records[(int)record];
        if (_isDamaged[(int)record] || (content != null && content.Length > capacity))
        {
            return -2;
        }

        if (content == null)
        {
            return -1;
        }

        Array.Copy(content, 0, buffer, offset, content.Length);
        return content.Length;
    }

    /// <inheritdoc/>
    public bool Write(StoreRecord record, byte[] buffer, int offset, int count)
    {
        if (!TryUse())
        {
            return false;
        }

        WriteCount++;
        Set(record, Hex.Slice(buffer, offset, count));
        return true;
    }

    /// <inheritdoc/>
    public bool Delete(StoreRecord record)
    {
        if (!TryUse())
        {
            return false;
        }

        Set(record, null);
        return true;
    }

    /// <summary>The content of a record; null when there is none.</summary>
    internal byte[] Get(StoreRecord record)
    {
        return _records[(int)record];
    }

    /// <summary>Puts a record in place.</summary>
    internal void Set(StoreRecord record, byte[] content)
    {
        _records[(int)record] = content;
        _isDamaged[(int)record] = false;
    }

    /// <summary>Makes every copy of a record unreadable.</summary>
    internal void Damage(StoreRecord record)
    {
        _isDamaged[(int)record] = true;
    }

    /// <summary>Does what the flash thread does: writes what is pending, and reports.</summary>
    /// <returns>False when nothing was pending.</returns>
    internal bool Serve(StoreTransaction transaction)
    {
        if (!transaction.IsPending)
        {
            return false;
        }

        transaction.Complete(Write(transaction.Record, transaction.Buffer, 0, transaction.Count));
        return true;
    }

    private bool TryUse()
    {
        if (WritesLeft == 0)
        {
            return false;
        }

        WritesLeft -= WritesLeft > 0 ? 1 : 0;
        return true;
    }
}
