// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

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
}
