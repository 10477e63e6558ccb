// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Model;

namespace HapNano.Session;

/// <summary>
/// The characteristics whose change one controller has still to hear of: each once, in the order of their first change, with the value of the moment
/// the message is written (HAP event messages).
/// </summary>
/// <remarks>
/// A mark on the characteristic tells that it waits here; unsubscribing takes the mark off, and with it the event, and its entry goes before the
/// array would grow. So each is in it twice at most, once in the message that is under way: it grows up to the number of characteristics that
/// change within one interval, and stays that large.
/// </remarks>
internal sealed class ChangeQueue : IUnitSource
{
    private const int FirstCapacity = 4;

    private readonly int _slot;
    private Characteristic[] _waiting = new Characteristic[FirstCapacity];
    private int _count;
    private int _batchCount;

    /// <summary>Makes the queue of one connection.</summary>
    /// <param name="slot">Number of the connection.</param>
    internal ChangeQueue(int slot)
    {
        _slot = slot;
    }

    /// <summary>Entries that there is room for.</summary>
    internal int Capacity => _waiting.Length;

    /// <summary>True when nothing waits.</summary>
    internal bool IsEmpty => _count == 0;

    /// <summary>Adds a characteristic unless it waits already or the connection is not subscribed.</summary>
    /// <returns>True when it now waits and did not before.</returns>
    internal bool Add(Characteristic characteristic)
    {
        if (!characteristic.IsSubscribed(_slot) || characteristic.IsPending(_slot))
        {
            return false;
        }

        if (_count == _waiting.Length)
        {
            DropUnmarked();
        }

        if (_count == _waiting.Length)
        {
            var larger = new Characteristic[_count * 2];
            Array.Copy(_waiting, larger, _count);
            _waiting = larger;
        }

        characteristic.SetPending(_slot, true);
        _waiting[_count] = characteristic;
        _count++;
        return true;
    }

    /// <summary>Fixes what the next message holds: all that waits and is still subscribed. What changes from here on goes into the one after it.</summary>
    /// <returns>False when nothing is left to tell.</returns>
    internal bool BeginMessage()
    {
        _batchCount = TakeMarks(0);
        return _batchCount > 0;
    }

    // Behind the message that is under way.
    private void DropUnmarked()
    {
        int kept = TakeMarks(_batchCount);
        for (int i = _batchCount; i < kept; i++)
        {
            _waiting[i].SetPending(_slot, true);
        }
    }

    // Takes the marks off, and drops every entry from first on that has none, or whose mark an entry before it had: who unsubscribed and subscribed
    // again may have two. Returns how many entries there are then.
    private int TakeMarks(int first)
    {
        int kept = first;
        for (int i = first; i < _count; i++)
        {
            Characteristic characteristic = _waiting[i];
            if (characteristic.IsPending(_slot))
            {
                characteristic.SetPending(_slot, false);
                _waiting[kept] = characteristic;
                kept++;
            }
        }

        Array.Clear(_waiting, kept, _count - kept);
        _count = kept;
        return kept;
    }

    /// <summary>The message is queued as a whole.</summary>
    internal void EndMessage()
    {
        _count -= _batchCount;
        Array.Copy(_waiting, _batchCount, _waiting, 0, _count);
        Array.Clear(_waiting, _count, _batchCount);
        _batchCount = 0;
    }

    /// <inheritdoc/>
    public bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        if (unit == _batchCount)
        {
            return false;
        }

        Characteristic characteristic = _waiting[unit];
        int at = EntryJson.Start(writer, unit, characteristic.Service.Accessory.AccessoryId, (ulong)characteristic.InstanceId);
        at = EntryJson.Value(writer, at, characteristic, exchange.Snapshot);
        EntryJson.End(writer, at, unit == _batchCount - 1);
        return true;
    }
}
