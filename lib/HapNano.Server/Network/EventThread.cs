// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;

namespace HapNano.Server;

/// <summary>Keeps the host's deadlines, and sends what comes later than an answer: events, and answers that waited for arithmetic or flash.</summary>
internal sealed class EventThread : ServerThread
{
    private const int LongestWaitMs = 1000;

    // How soon a peer that took no bytes is asked again.
    private const int BlockedPauseMs = 20;

    private readonly HapHost _host;
    private readonly ConnectionSlot[] _slots;
    private readonly AutoResetEvent _work = new AutoResetEvent(false);

    /// <summary>A thread that serves the connections of <paramref name="host"/>.</summary>
    public EventThread(HapHost host, ConnectionSlot[] slots)
        : base(LogCategory.Connection)
    {
        _host = host;
        _slots = slots;
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        _work.Set();
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        bool isBlocked = false;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].IsOutputReady)
            {
                _slots[i].SendReady();
                isBlocked |= _slots[i].IsOutputReady;
            }
        }

        int waitMs;
        lock (StackLock.Root)
        {
            long nowMs = Platform.NowMs;
            _host.Poll(nowMs);
            long leftMs = _host.NextDeadlineMs - nowMs;
            waitMs = leftMs > LongestWaitMs ? LongestWaitMs : leftMs < 1 ? 1 : (int)leftMs;
        }

        _work.WaitOne(isBlocked && waitMs > BlockedPauseMs ? BlockedPauseMs : waitMs, false);
    }
}
