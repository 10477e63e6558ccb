// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;

namespace HapNano.Server;

/// <summary>A thread that does one thing again and again until it is told to stop, and that nothing else ends.</summary>
/// <remarks>
/// An exception that leaves a thread ends it on the board without a word and a process on a PC at once. Neither may happen to a lamp: what a round
/// throws is logged, and after a pause the next round begins.
/// </remarks>
internal abstract class ServerThread
{
    private const int PauseAfterFailureMs = 200;

    /// <summary>Under which category this thread logs.</summary>
    protected readonly LogCategory Category;

    private readonly Thread _thread;

    // Read without a lock: every round makes a call that waits, and looks again after it.
    private bool _isStopping;

    /// <summary>A thread that is not started.</summary>
    protected ServerThread(LogCategory category)
    {
        Category = category;
        _thread = new Thread(Loop);
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _thread.Start();
    }

    /// <summary>Ends the thread after its present round, and waits for that.</summary>
    public void Stop()
    {
        _isStopping = true;
        Wake();
        _thread.Join();
    }

    /// <summary>Makes a round that waits go on.</summary>
    public abstract void Wake();

    /// <summary>One round: waits, with a bound, for something to do, and does it.</summary>
    protected abstract void Round();

    /// <summary>What is to be done after the last round.</summary>
    protected virtual void End()
    {
    }

    private void Loop()
    {
        bool isEnded = false;
        while (!isEnded)
        {
            bool isLast = _isStopping;
            try
            {
                Guarded(!isLast);
            }
            catch (OutOfMemoryException)
            {
                // What the guard does about a failure took memory that was not there. A frame of a call is on the same heap: nothing is called here.
            }

            isEnded = isLast;
        }
    }

    private void Guarded(bool isRound)
    {
        try
        {
            if (isRound)
            {
                Round();
            }
            else
            {
                End();
            }
        }
        catch (Exception exception)
        {
            // The last door: what comes here was foreseen by nobody, and the lamp must go on.
            Log.Caught(Category, exception);
            Counters.Faults++;
            Thread.Sleep(PauseAfterFailureMs);
        }
    }
}
