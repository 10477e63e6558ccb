// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>Waits for many sockets at once, and for whoever wakes it. For one thread; anybody may wake it.</summary>
/// <remarks>
/// This class library waits for one socket a thread. So the sockets are asked again and again: after 2, 4, 8, 16 and then every 20 ms while nothing
/// happens, which is how long an answer may be late that follows a silence.
/// </remarks>
internal sealed class NetworkWait
{
    private const int ShortestMs = 2;
    private const int LongestMs = 20;

    private readonly AutoResetEvent _wake = new AutoResetEvent(false);
    private int _pauseMs = ShortestMs;

    /// <summary>Ends the wait, or the next one.</summary>
    public void Wake()
    {
        _wake.Set();
    }

    /// <summary>Begins to gather what to wait for.</summary>
    public void Begin()
    {
    }

    /// <summary>Waits for a socket too.</summary>
    /// <param name="socket">A listener or a connection.</param>
    /// <param name="isRead">For something to receive or accept.</param>
    /// <param name="isWrite">For room to send.</param>
    public void Add(Socket socket, bool isRead, bool isWrite)
    {
    }

    /// <summary>Something was done: the next wait is a short one.</summary>
    public void Restart()
    {
        _pauseMs = ShortestMs;
    }

    /// <summary>Waits until something may have happened.</summary>
    /// <param name="longestMs">No longer than this.</param>
    public void Wait(int longestMs)
    {
        _wake.WaitOne(longestMs < _pauseMs ? longestMs : _pauseMs, false);
        _pauseMs = _pauseMs >= LongestMs / 2 ? LongestMs : _pauseMs * 2;
    }

    /// <summary>Gives back what it holds of the system.</summary>
    public void Close()
    {
    }
}
