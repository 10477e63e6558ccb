// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Model;

namespace HapNano.Session;

/// <summary>Presses of buttons that one controller has still to hear of: every one, in order, each in a message of its own (HAP event messages).</summary>
internal sealed class PressQueue : IUnitSource
{
    /// <summary>Presses that may wait. A controller that lets more pile up does not read, and its connection is closed.</summary>
    internal const int Capacity = 8;

    private readonly int _slot;
    private readonly EventCharacteristic[] _buttons = new EventCharacteristic[Capacity];
    private readonly byte[] _presses = new byte[Capacity];
    private int _count;

    /// <summary>Makes the queue of one connection.</summary>
    /// <param name="slot">Number of the connection.</param>
    internal PressQueue(int slot)
    {
        _slot = slot;
    }

    /// <summary>True when nothing waits.</summary>
    internal bool IsEmpty => _count == 0;

    /// <summary>Adds a press.</summary>
    /// <returns>False when too many wait.</returns>
    internal bool TryAdd(EventCharacteristic button, int value)
    {
        if (_count == Capacity)
        {
            return false;
        }

        _buttons[_count] = button;
        _presses[_count] = (byte)value;
        _count++;
        return true;
    }

    /// <summary>Drops the presses at the front whose button is no longer subscribed.</summary>
    /// <returns>False when nothing is left to tell.</returns>
    internal bool BeginMessage()
    {
        while (_count > 0 && !_buttons[0].IsSubscribed(_slot))
        {
            RemoveFirst();
        }

        return _count > 0;
    }

    /// <summary>The first press is queued as a message.</summary>
    internal void RemoveFirst()
    {
        _count--;
        Array.Copy(_buttons, 1, _buttons, 0, _count);
        Array.Copy(_presses, 1, _presses, 0, _count);
        _buttons[_count] = null;
    }

    /// <inheritdoc/>
    public bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        if (unit > 0)
        {
            return false;
        }

        int at = EntryJson.Start(writer, 0, _buttons[0].Service.Accessory.AccessoryId, (ulong)_buttons[0].InstanceId);
        at = EntryJson.Value(writer, at, _presses[0]);
        EntryJson.End(writer, at, true);
        return true;
    }
}
