// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;

namespace HapNano.Server;

/// <summary>
/// All that never waits for anybody: sends what comes later than an answer (events, and answers that waited for arithmetic or flash), keeps the
/// host's deadlines, and does the arithmetic of pairing in slices.
/// </summary>
/// <remarks>
/// One thread is enough for it: the interpreter runs all threads on one task, and a slice is a native call that stops it, whoever makes the call. In
/// front of each slice everything that can be sent is sent, and behind it whoever waits for the lock gets it.
/// </remarks>
internal sealed class WorkThread : ServerThread
{
    private const int LongestWaitMs = 1000;

    // How soon a peer that took no bytes is asked again, and how long somebody else may take for what is due, such as values for flash.
    private const int PauseMs = 20;

    private readonly HapHost _host;
    private readonly ConnectionSocket[] _sockets;
    private readonly AutoResetEvent _work = new AutoResetEvent(false);

    /// <summary>A thread that works for <paramref name="host"/>.</summary>
    public WorkThread(HapHost host, ConnectionSocket[] sockets)
        : base(LogCategory.Connection)
    {
        _host = host;
        _sockets = sockets;
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        _work.Set();
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        bool isBlocked = !SendReady();
        bool hasWork;
        int waitMs;
        lock (StackLock.Root)
        {
            long nowMs = Platform.NowMs;
            _host.Poll(nowMs);
            hasWork = _host.HasWork;
            long leftMs = _host.NextDeadlineMs - nowMs;
            waitMs = leftMs > LongestWaitMs ? LongestWaitMs : leftMs < 1 ? PauseMs : (int)leftMs;
        }

        if (hasWork)
        {
            WorkOnce();
        }
        else
        {
            _work.WaitOne(isBlocked && waitMs > PauseMs ? PauseMs : waitMs, false);
        }
    }

    // False when a peer takes nothing now.
    private bool SendReady()
    {
        bool isAllSent = true;
        for (int i = 0; i < _sockets.Length; i++)
        {
            ConnectionSocket socket = _sockets[i];
            if (socket != null && socket.IsOutputReady)
            {
                socket.Send(0);
                isAllSent &= !socket.IsOutputReady;
            }
        }

        return isAllSent;
    }

    private void WorkOnce()
    {
        lock (StackLock.Root)
        {
            _host.Work(Platform.NowMs);
        }

        Thread.Sleep(0);
    }
}
