// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Storage;

namespace HapNano.Session;

/// <summary>
/// One call from outside into the host: when the outermost of them is about to end, what it made possible is done (waiting answers, events), and then the
/// listener hears of it.
/// </summary>
/// <remarks>Used under the stack's lock. Calls may nest: a handler of the product may call the host that called it.</remarks>
internal sealed class Turn
{
    private readonly HapHost _host;
    private readonly HapConnection[] _slots;
    private readonly StoreTransaction _transaction;
    private readonly PairSetup _setup;
    private readonly Announcer _announcer;
    private bool _hasResumed;
    private bool _hasEvents;
    private bool _wasStoreBusy;

    /// <summary>No call is under way.</summary>
    /// <param name="host">Is told the time.</param>
    /// <param name="slots">The connection in each place.</param>
    /// <param name="transaction">The write that answers wait for.</param>
    /// <param name="setup">Waits for it too.</param>
    /// <param name="announcer">Tells the listener.</param>
    internal Turn(HapHost host, HapConnection[] slots, StoreTransaction transaction, PairSetup setup, Announcer announcer)
    {
        _host = host;
        _slots = slots;
        _transaction = transaction;
        _setup = setup;
        _announcer = announcer;
    }

    /// <summary>True when something was noted while nobody was inside the host to do it.</summary>
    internal bool IsDue => _hasResumed || _hasEvents || _announcer.HasNews;

    /// <summary>Begins a call; calls may nest.</summary>
    internal void Enter(long nowMs)
    {
        _announcer.Depth++;
        _host.NowMs = nowMs;
    }

    /// <summary>Ends a call, whatever happened in it.</summary>
    internal void Leave()
    {
        try
        {
            _announcer.NoteWork();
            Settle();
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>The call is about to end: if it is the outermost, does what it made possible.</summary>
    /// <remarks>For calls that are made with every packet, which <see cref="Exit"/> themselves: each guarded block costs the interpreter two calls.</remarks>
    internal void Settle()
    {
        if (_announcer.Depth > 1)
        {
            return;
        }

        if (_wasStoreBusy && !_transaction.IsBusy)
        {
            RetryStore();
        }

        if (_hasResumed)
        {
            ResumeAnswers();
        }

        if (_hasEvents)
        {
            SendEvents();
        }

        _wasStoreBusy = _transaction.IsBusy;
        _announcer.Announce();
    }

    /// <summary>Ends a call without a look at what it made possible: that is left to the next one.</summary>
    internal void Exit()
    {
        _announcer.Depth--;
    }

    /// <summary>A waiting answer can be given.</summary>
    internal void NoteResumed()
    {
        _hasResumed = true;
        _announcer.Wake();
    }

    /// <summary>A connection has an event to send.</summary>
    internal void NoteEvents()
    {
        _hasEvents = true;
        _announcer.Wake();
    }

    private void RetryStore()
    {
        _setup.StoreFreed();
        for (int slot = 0; slot < HapHost.MaxConnections; slot++)
        {
            if (_slots[slot] != null && _slots[slot].IsWaitingForStore)
            {
                _slots[slot].RetryStore();
                _hasResumed = true;
            }
        }
    }

    // Answers may wake others up: each turn answers at least one request, and a request is answered once.
    private void ResumeAnswers()
    {
        while (_hasResumed)
        {
            _hasResumed = false;
            for (int slot = 0; slot < HapHost.MaxConnections; slot++)
            {
                _slots[slot]?.ResumeAnswer();
            }
        }
    }

    private void SendEvents()
    {
        _hasEvents = false;
        HapConnection[] slots = _slots;
        for (int slot = 0; slot < HapHost.MaxConnections; slot++)
        {
            slots[slot]?.SendEvents();
        }

        // What is held back for the interval's sake has to be asked for in time.
        _announcer.NoteDeadline();
    }
}
