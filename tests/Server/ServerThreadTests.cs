// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class ServerThreadTests
{
    [TestMethod]
    public void Round_Throws_ThreadGoesOnAndEndsWhenTold()
    {
        int faults = Counters.Faults;
        var thread = new FailingThread();
        thread.Start();

        Assert.IsTrue(thread.ThirdRound.WaitOne(Patience.Long));
        thread.Stop();
        Assert.IsTrue(thread.HasEnded);
        Assert.IsGreaterThanOrEqualTo(faults + 3, Counters.Faults);
    }

    /// <summary>On the board the frame of a call is on the heap too, so the guard's own calls may fail as the round did.</summary>
    [TestMethod]
    public void Round_ThrowsAndLogHasNoMemory_ThreadGoesOnAndEndsWhenTold()
    {
        (ILogSink sink, LogLevel level) = (Log.Sink, Log.Level);
        (Log.Sink, Log.Level) = (new FullSink(), LogLevel.Warning);
        try
        {
            var thread = new FailingThread();
            thread.Start();

            Assert.IsTrue(thread.ThirdRound.WaitOne(Patience.Long));
            thread.Stop();
            Assert.IsTrue(thread.HasEnded);
        }
        finally
        {
            (Log.Sink, Log.Level) = (sink, level);
        }
    }

    private sealed class FullSink : ILogSink
    {
        public void Write(LogLevel level, LogCategory category, string text, int first, int second) => throw new OutOfMemoryException();
    }

    private sealed class FailingThread() : ServerThread(LogCategory.Server)
    {
        private int _rounds;

        public ManualResetEvent ThirdRound { get; } = new(false);

        public bool HasEnded { get; private set; }

        public override void Wake()
        {
        }

        protected override void Round()
        {
            if (++_rounds >= 3)
            {
                ThirdRound.Set();
            }

            throw new InvalidOperationException();
        }

        protected override void End() => HasEnded = true;
    }
}
