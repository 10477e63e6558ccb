// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Storage;

/// <summary>
/// The one write at a time that an answer waits for. The core fills the buffer and commits under the stack's lock; the writer of flash writes
/// the record outside the lock and reports back under it, and only then does the answer go out and the new state count.
/// </summary>
/// <remarks>
/// <code>
/// idle --TryBegin--> filling --Commit--> pending --Complete--> idle, the owner is told
///            |           '-----Cancel----> idle
///            '--> false while another owner is filling or pending: wait to be called again
/// </code>
/// Between Commit and Complete the buffer belongs to the writer of flash. Every write has one of its own, as long as its record.
/// </remarks>
public sealed class StoreTransaction
{
    /// <summary>The largest record committed here: 16 pairings of 70 bytes, and room for a header.</summary>
    public const int CapacityBytes = (16 * 70) + 16;

    private IStoreOwner _owner;

    /// <summary>The record's content while filling and pending, and while its owner is told; null while idle, which is nearly always.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>The record to write while pending.</summary>
    public StoreRecord Record { get; private set; }

    /// <summary>Bytes of content while pending.</summary>
    public int Count { get; private set; }

    /// <summary>True between Commit and Complete.</summary>
    public bool IsPending { get; private set; }

    /// <summary>True while somebody is filling or waiting.</summary>
    public bool IsBusy => _owner != null;

    /// <summary>Makes the buffer for <paramref name="owner"/>.</summary>
    /// <param name="owner">Fills it.</param>
    /// <param name="capacity">Its length, at most <see cref="CapacityBytes"/>.</param>
    /// <returns>False while it is taken; the caller comes back when it is told that the transaction is free.</returns>
    public bool TryBegin(IStoreOwner owner, int capacity)
    {
        if (_owner != null)
        {
            return false;
        }

        Buffer = new byte[capacity];
        _owner = owner;
        return true;
    }

    /// <summary>Hands the buffer to the writer of flash.</summary>
    /// <param name="record">The record to replace.</param>
    /// <param name="count">Bytes of content from the start of <see cref="Buffer"/>.</param>
    public void Commit(StoreRecord record, int count)
    {
        Record = record;
        Count = count;
        IsPending = true;
    }

    /// <summary>Gives the buffer back without a write.</summary>
    public void Cancel()
    {
        Count = 0;
        Buffer = null;
        _owner = null;
    }

    /// <summary>The writer's report, under the stack's lock.</summary>
    /// <param name="isStored">True when the record is durable.</param>
    public void Complete(bool isStored)
    {
        IStoreOwner owner = _owner;
        IsPending = false;
        Count = 0;
        _owner = null;
        owner.StoreCompleted(isStored);
        if (_owner == null)
        {
            Buffer = null;
        }
    }
}
