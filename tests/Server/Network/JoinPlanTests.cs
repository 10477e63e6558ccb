// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class JoinPlanTests
{
    [TestMethod]
    public void Failed_AgainAndAgain_PausesGrowFromOneSecondToOneMinuteEachFromItsUpperHalf()
    {
        int[] longest = [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000, 60000];
        for (uint seed = 1; seed <= 200; seed++)
        {
            var plan = new JoinPlan(seed);
            Assert.AreEqual(0, plan.NextAttemptMs);
            for (int i = 0; i < longest.Length; i++)
            {
                plan.Failed(1_000_000);
                long pauseMs = plan.NextAttemptMs - 1_000_000;
                Assert.IsTrue(pauseMs >= longest[i] / 2 && pauseMs <= longest[i], $"seed {seed}, failure {i + 1}: {pauseMs}");
            }
        }
    }

    [TestMethod]
    public void Failed_AYearOfFailures_StillTries()
    {
        var plan = new JoinPlan(7);
        long nowMs = 0;
        int attempts = 0;
        while (nowMs < 365L * 24 * 3600 * 1000)
        {
            plan.Failed(nowMs);
            Assert.IsTrue(plan.NextAttemptMs > nowMs && plan.NextAttemptMs <= nowMs + JoinPlan.LongestPauseMs);
            nowMs = plan.NextAttemptMs;
            attempts++;
        }

        Assert.IsGreaterThan(525_600, attempts);
    }

    [TestMethod]
    public void Failed_LampsOfAHouse_DoNotKeepStep()
    {
        var times = new HashSet<long>();
        for (uint lamp = 1; lamp <= 30; lamp++)
        {
            var plan = new JoinPlan(lamp * 7919);
            for (int i = 0; i < 8; i++)
            {
                plan.Failed(0);
            }

            times.Add(plan.NextAttemptMs / 1000);
        }

        Assert.IsGreaterThan(15, times.Count);
    }

    [TestMethod]
    public void Lost_AfterALinkThatHeld_IsTriedAtOnceAndThePausesBeginAnew()
    {
        var plan = new JoinPlan(3);
        Fail(plan, 8);
        plan.Joined(500_000);
        Assert.AreEqual(long.MaxValue, plan.NextAttemptMs);

        plan.Lost(500_000 + JoinPlan.HeldMs);

        Assert.AreEqual(500_000 + JoinPlan.HeldMs, plan.NextAttemptMs);
        plan.Failed(600_000);
        Assert.IsLessThanOrEqualTo(600_000 + JoinPlan.FirstPauseMs, plan.NextAttemptMs);
    }

    [TestMethod]
    public void Lost_AfterALinkThatDidNotHold_GoesOnPausing()
    {
        var plan = new JoinPlan(3);
        Fail(plan, 8);
        plan.Joined(500_000);

        plan.Lost(500_000 + JoinPlan.HeldMs - 1);

        Assert.IsGreaterThanOrEqualTo(500_000 + JoinPlan.HeldMs - 1 + (JoinPlan.LongestPauseMs / 2), plan.NextAttemptMs);
    }

    private static void Fail(JoinPlan plan, int times)
    {
        foreach (int _ in Enumerable.Range(0, times))
        {
            plan.Failed(0);
        }
    }
}
