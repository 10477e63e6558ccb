// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;
using HapNano.Session;

namespace HapNano;

/// <content>What happens without a request: time passes, values change, buttons are pressed.</content>
public sealed partial class HapConnection
{
    /// <summary>When this connection has to be looked at next.</summary>
    internal long DeadlineMs
    {
        get
        {
            if (_state == ConnectionState.Ended)
            {
                return long.MaxValue;
            }

            long limitMs = LimitMs;
            long eventsMs = CanNotify && _output.IsEmpty ? _events.DueMs : long.MaxValue;
            return eventsMs < limitMs ? eventsMs : limitMs;
        }
    }

    // When the peer's patience with us, or ours with it, ends.
    private long LimitMs
    {
        get
        {
            if (!_output.IsEmpty)
            {
                return _outputSinceMs + TimeLimits.StallMs;
            }

            if (_decoder != null)
            {
                return _state == ConnectionState.Reading && HasInput ? _work.InputSinceMs + TimeLimits.RequestMs : long.MaxValue;
            }

            return LastRequestMs + (IsWaiting || _host.Setup.IsOwner(this) ? TimeLimits.SetupIdleMs : TimeLimits.StrangerIdleMs);
        }
    }

    private bool HasInput => _work != null && !_work.Input.IsEmpty;

    // HAP event messages: never before the session, never between the first byte of a request and its answer.
    private bool CanNotify => _state == ConnectionState.Reading && _output.IsSecured && !HasInput;

    /// <summary>Does what is due.</summary>
    internal void Poll()
    {
        if (_state != ConnectionState.Ended && _host.NowMs >= LimitMs)
        {
            _host.Counters.NoteLimit(!_output.IsEmpty);
            End();
        }

        SendEvents();
    }

    /// <summary>A subscribed value has changed.</summary>
    /// <returns>True when an event has to be sent.</returns>
    internal bool AddChange(Characteristic characteristic)
    {
        return IsVerified && _events.Add(characteristic);
    }

    /// <summary>A button was pressed.</summary>
    /// <returns>True when an event has to be sent.</returns>
    internal bool AddPress(EventCharacteristic button, int value)
    {
        if (!IsVerified || !button.IsSubscribed(Slot))
        {
            return false;
        }

        if (!_events.TryAdd(button, value))
        {
            End();
        }

        return true;
    }

    /// <summary>Sends events that may go now.</summary>
    internal void SendEvents()
    {
        if (_events == null || !_events.IsWaiting)
        {
            return;
        }

        if (_state == ConnectionState.Notifying && (_work == null || !_work.Stream.IsActive))
        {
            // The last message was never finished, without memory for it. Its changes have left the queue: who connects anew asks for all values.
            End();
        }

        // The latest values, in an empty queue: while the controller has not taken the last message there is nothing newer to tell it.
        if (CanNotify && _output.IsEmpty && _events.BeginChanges(_host.NowMs))
        {
            _state = ConnectionState.Notifying;
            Workspace work = Work();
            work.Stream.Start(0, _events.Changes);
            NoteEventSent();
            FinishMessage(work);
        }

        while (CanNotify && _events.BeginPress())
        {
            // What waits already has waited since then: another press buys no time.
            long sinceMs = _output.IsEmpty ? _host.NowMs : _outputSinceMs;
            if (!Work().Stream.Start(0, _events.Presses))
            {
                break;
            }

            _events.EndPress();
            NoteEventSent();
            _outputSinceMs = sinceMs;
        }

        _events.Settle();
        if (_work != null)
        {
            ReleaseWork(_work);
        }
    }

    private void NoteEventSent()
    {
        _events.Rest(_host.NowMs + _host.Settings.EventIntervalMs);
        NoteOutput();
    }
}
