// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Session;

/// <summary>The board's socketless program, run here: what it does must come true everywhere, its times are only shown.</summary>
[TestClass]
public class MemorySessionTests
{
    private const int Requests = 10000;

    public TestContext TestContext { get; set; }

    [TestMethod]
    public void Run_TenThousandOfEach_AnswersAllAndAllocatesNothing()
    {
        var session = new MemorySession(new NetMeter(TestContext), Requests);

        session.Run();

        Assert.AreEqual(0L, session.GrownBytes);
        Assert.IsTrue(session.AnswerBytes > 0);
    }

    /// <summary>Counts what was ever allocated, which is stricter than what is in use.</summary>
    private sealed class NetMeter : SessionMeter
    {
        private readonly TestContext _context;

        internal NetMeter(TestContext context)
        {
            _context = context;
        }

        internal override long FreeBytes()
        {
            return -GC.GetAllocatedBytesForCurrentThread();
        }

        internal override void Print(string line)
        {
            _context.WriteLine(line);
        }
    }
}
