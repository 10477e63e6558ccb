// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Endpoints;
using HapNano.Model;

namespace HapNano.Session;

/// <summary>What one controller has still to hear of, and when it may (HAP event messages): changes of values no more often than the interval allows, presses of
/// buttons at once and behind the changes.</summary>
internal sealed class EventQueue
{
    private readonly int _slot;
    private readonly ChangeQueue _changes;
    private PressQueue _presses;
    private long _nextMs;

    /// <summary>Makes the queue of one session.</summary>
    /// <param name="slot">Number of the connection.</param>
    internal EventQueue(int slot)
    {
        _slot = slot;
        _changes = new ChangeQueue(slot);
    }

    /// <summary>False only when nothing waits. A field, because every request asks for it.</summary>
    internal bool IsWaiting;

    /// <summary>When changes may be told; long.MaxValue when there are none.</summary>
    internal long DueMs => _changes.IsEmpty ? long.MaxValue : _nextMs;

    /// <summary>The changes of the message under way.</summary>
    internal IUnitSource Changes => _changes;

    /// <summary>The press of the message under way.</summary>
    internal IUnitSource Presses => _presses;

    private bool HasPresses => _presses != null && !_presses.IsEmpty;

    /// <summary>A value has changed.</summary>
    /// <returns>True when it now waits and did not before.</returns>
    internal bool Add(Characteristic characteristic)
    {
        bool isAdded = _changes.Add(characteristic);
        IsWaiting |= isAdded;
        return isAdded;
    }

    /// <summary>A button was pressed, to which the controller is subscribed.</summary>
    /// <returns>False when too many presses wait.</returns>
    internal bool TryAdd(EventCharacteristic button, int value)
    {
        // Most accessories have no button.
        _presses = _presses ?? new PressQueue(_slot);
        IsWaiting = true;
        return _presses.TryAdd(button, value);
    }

    /// <summary>Fixes what the next message about changes holds, if one may go now.</summary>
    /// <returns>False when there is nothing to tell, or not yet.</returns>
    internal bool BeginChanges(long nowMs)
    {
        return !_changes.IsEmpty && (nowMs >= _nextMs || HasPresses) && _changes.BeginMessage();
    }

    /// <summary>The message about changes has ended.</summary>
    internal void EndChanges()
    {
        _changes.EndMessage();
    }

    /// <summary>Fixes what the next message about a press holds, if one may go now.</summary>
    /// <returns>False when there is nothing to tell, or changes have to be told before.</returns>
    internal bool BeginPress()
    {
        return HasPresses && _changes.IsEmpty && _presses.BeginMessage();
    }

    /// <summary>The message about a press is queued.</summary>
    internal void EndPress()
    {
        _presses.RemoveFirst();
    }

    /// <summary>A message has left: the next changes wait.</summary>
    /// <param name="nextMs">How long.</param>
    internal void Rest(long nextMs)
    {
        _nextMs = nextMs;
    }

    /// <summary>What can go has gone.</summary>
    internal void Settle()
    {
        IsWaiting = !_changes.IsEmpty || HasPresses;
    }
}
