// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Endpoints;
using HapNano.Model;

namespace HapNano.Session;

/// <summary>Tells the connections which values changed: everybody who is subscribed, but not the controller that wrote the value itself.</summary>
internal sealed class EventDispatcher : IDatabaseListener, IWriteObserver
{
    private readonly HapHost _host;
    private readonly ConnectionTable _connections;
    private readonly ValueSaver _values;
    private Characteristic _written;
    private int _writer = -1;
    private bool _isMoved;

    /// <summary>Makes the dispatcher of one host.</summary>
    /// <param name="host">Hears that events wait.</param>
    /// <param name="connections">Its table.</param>
    /// <param name="values">Hears that values have to be saved.</param>
    internal EventDispatcher(HapHost host, ConnectionTable connections, ValueSaver values)
    {
        _host = host;
        _connections = connections;
        _values = values;
    }

    /// <inheritdoc/>
    public void ValueChanged(Characteristic characteristic)
    {
        if (characteristic.IsKept)
        {
            _values.NoteChanged();
            _host.Announcer.NoteDeadline();
        }

        if (!characteristic.HasSubscribers)
        {
            return;
        }

        // HAP event messages: never to the writer, but side effects on other characteristics are news to it too.
        _isMoved |= characteristic == _written;
        int exceptSlot = characteristic == _written ? _writer : -1;
        HapConnection[] slots = _connections.Slots;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (slot != exceptSlot && slots[slot] != null && slots[slot].AddChange(characteristic))
            {
                _host.Turn.NoteEvents();
            }
        }
    }

    /// <inheritdoc/>
    public void EventRaised(EventCharacteristic characteristic, int value)
    {
        HapConnection[] slots = _connections.Slots;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] != null && slots[slot].AddPress(characteristic, value))
            {
                _host.Turn.NoteEvents();
            }
        }
    }

    /// <inheritdoc/>
    public void ProductFailed(Exception exception)
    {
        _host.NoteProductFailed(exception);
    }

    /// <inheritdoc/>
    public void IdentifyRequested(Accessory accessory)
    {
        _host.NoteIdentify(accessory.AccessoryId);
    }

    /// <inheritdoc/>
    void IWriteObserver.WriteBegins(Characteristic characteristic, int slot)
    {
        _written = characteristic;
        _writer = slot;
        _isMoved = false;
    }

    /// <inheritdoc/>
    void IWriteObserver.WriteEnded(bool isSuccess, bool isCorrected)
    {
        Characteristic characteristic = _written;
        int writer = _writer;
        _written = null;
        _writer = -1;
        if (isSuccess && !isCorrected)
        {
            // The writer knows the value; an older change that it had still to hear of is history.
            characteristic.SetPending(writer, false);
        }
        else if ((isSuccess || _isMoved) && _connections.Slots[writer] != null && _connections.Slots[writer].AddChange(characteristic))
        {
            _host.Turn.NoteEvents();
        }
    }
}
