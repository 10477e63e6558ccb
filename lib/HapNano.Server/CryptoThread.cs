// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;

namespace HapNano.Server;

/// <summary>Does the arithmetic of pairing in slices, so that nobody waits for the lock longer than a slice.</summary>
internal sealed class CryptoThread : ServerThread
{
    // Work may become possible just by waiting: the host's deadlines are kept by the event thread, so this is a safety net only.
    private const int IdleMs = 1000;

    private readonly HapHost _host;
    private readonly AutoResetEvent _work = new AutoResetEvent(true);

    /// <summary>A thread that works for <paramref name="host"/>.</summary>
    public CryptoThread(HapHost host)
        : base(LogCategory.Server)
    {
        _host = host;
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        _work.Set();
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        bool isMore;
        lock (StackLock.Root)
        {
            isMore = _host.Work(Platform.NowMs);
        }

        if (isMore)
        {
            // Whoever waits for the lock gets it now.
            Thread.Sleep(0);
        }
        else
        {
            _work.WaitOne(IdleMs, false);
        }
    }
}
