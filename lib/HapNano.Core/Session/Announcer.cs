// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano.Session;

/// <summary>Tells the host's listener what has to be done outside: each thing once, when the outermost call is about to end.</summary>
/// <remarks>
/// A device or the program may change something while nobody is inside the host: then whoever keeps the time is woken, and his next <see cref="HapHost.Poll"/> goes on with it,
/// so that all that changes under one hold of the lock becomes one message.
/// </remarks>
internal sealed class Announcer
{
    /// <summary>Calls from outside that are under way, one in another.</summary>
    internal int Depth;

    private readonly IHapHostListener _listener;
    private readonly HapConnection[] _slots;
    private readonly StoreTransaction _transaction;
    private readonly PairSetup _setup;
    private readonly KeyPool _keys;

    // Nearly always it is one connection: the one that the call was about. Its bit is among those of all that have news.
    private HapConnection _news;
    private int _newsSlots;
    private bool _hasDeadline;
    private bool _hadWork;
    private bool _isWorkNew = true;
    private bool _isStoreAnnounced;

    /// <summary>Makes the announcer of one host.</summary>
    /// <param name="listener">Hears it.</param>
    /// <param name="slots">The connection in each place.</param>
    /// <param name="transaction">The write that answers wait for.</param>
    /// <param name="setup">Has background work.</param>
    /// <param name="keys">Has background work.</param>
    internal Announcer(IHapHostListener listener, HapConnection[] slots, StoreTransaction transaction, PairSetup setup, KeyPool keys)
    {
        _listener = listener;
        _slots = slots;
        _transaction = transaction;
        _setup = setup;
        _keys = keys;
    }

    /// <summary>True when a connection was noted that nobody has heard of yet.</summary>
    internal bool HasNews => _news != null;

    /// <summary>True while there is background work.</summary>
    internal bool HasWork => _setup.HasWork || _keys.HasWork;

    /// <summary>A connection has output, or has ended.</summary>
    internal void NoteNews(HapConnection connection)
    {
        _newsSlots |= 1 << connection.Slot;
        _news = connection;
        if (Depth == 0)
        {
            _listener.WorkReady();
        }
    }

    /// <summary>
    /// Pairing may have left background work, which is asked for when the call ends. Packets of sessions, most of what there is, make none, so they do not ask.
    /// </summary>
    internal void NoteWork()
    {
        _isWorkNew = true;
    }

    /// <summary>Something has become due earlier than was known.</summary>
    internal void NoteDeadline()
    {
        _hasDeadline = true;
        Wake();
    }

    /// <summary>The write that was announced has ended.</summary>
    internal void NoteStored()
    {
        _isStoreAnnounced = false;
    }

    /// <summary>Something was noted that the end of a call goes on with: if there is none under way, whoever keeps the time has to make one.</summary>
    internal void Wake()
    {
        if (Depth == 0)
        {
            _listener.WorkReady();
        }
    }

    /// <summary>The outermost call is about to end.</summary>
    internal void Announce()
    {
        if (_news != null)
        {
            AnnounceConnections();
        }

        if (!_isStoreAnnounced && _transaction.IsPending)
        {
            _isStoreAnnounced = true;
            _listener.StoreReady();
        }

        if (_isWorkNew || _hasDeadline)
        {
            AnnounceWork();
        }
    }

    private void AnnounceWork()
    {
        bool hasWork = _isWorkNew ? HasWork : _hadWork;
        if (_hasDeadline || (hasWork && !_hadWork))
        {
            _listener.WorkReady();
        }

        _isWorkNew = false;
        _hasDeadline = false;
        _hadWork = hasWork;
    }

    private void AnnounceConnections()
    {
        HapConnection last = _news;
        int slots = _newsSlots & ~(1 << last.Slot);
        _news = null;
        _newsSlots = 0;
        if (_slots[last.Slot] == last)
        {
            _listener.OutputReady(last);
        }

        for (int slot = 0; slots != 0; slot++)
        {
            if ((slots & 1) != 0 && _slots[slot] != null)
            {
                _listener.OutputReady(_slots[slot]);
            }

            slots >>= 1;
        }
    }
}
