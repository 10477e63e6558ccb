// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Tests.Pairing;


[TestClass]
public class VerifyLimiterTests
{
    [TestMethod]
    public void TryAdmit_Strangers_GetFiveASecondOverall()
    {
        VerifyLimiter limiter = new VerifyLimiter();
        int admitted = 0;
        for (int ms = 0; ms < 10000; ms += 10)
        {
            admitted += limiter.TryAdmit((ulong)ms, ms) ? 1 : 0;
        }

        // Eight at once, as many as there are sessions, then one every 200 ms: at 200, 400 ... 9800.
        Assert.AreEqual(8 + 49, admitted);
    }

    [TestMethod]
    public void TryAdmit_OneAddressAfterAPause_GetsFiveAndLeavesThreeForOthers()
    {
        VerifyLimiter limiter = new VerifyLimiter();
        limiter.TryAdmit(1, 0);

        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(limiter.TryAdmit(1, 3600000));
        }

        Assert.IsFalse(limiter.TryAdmit(1, 3600000));
        Assert.IsFalse(limiter.TryAdmit(1, 3600199));
        Assert.IsTrue(limiter.TryAdmit(1, 3600200));
        Assert.IsFalse(limiter.TryAdmit(1, 3600200));
        Assert.IsTrue(limiter.TryAdmit(2, 3600200));
        Assert.IsTrue(limiter.TryAdmit(3, 3600200));
        Assert.IsTrue(limiter.TryAdmit(4, 3600200));
        Assert.IsFalse(limiter.TryAdmit(5, 3600200));
    }

    [TestMethod]
    public void TryAdmit_AddressThatVerified_IsNeverRefused()
    {
        VerifyLimiter limiter = new VerifyLimiter();
        limiter.Verified(7);
        limiter.Verified(7);
        for (int i = 0; i < 100; i++)
        {
            Assert.IsTrue(limiter.TryAdmit(7, 0));
        }

        for (int i = 0; i < 8; i++)
        {
            Assert.IsTrue(limiter.TryAdmit((ulong)(8 + i), 0));
        }

        Assert.IsFalse(limiter.TryAdmit(8, 0));
        Assert.IsTrue(limiter.TryAdmit(7, 0));
    }

    [TestMethod]
    public void Verified_SeventeenAddresses_ForgetsTheFirst()
    {
        VerifyLimiter limiter = new VerifyLimiter();
        for (int i = 0; i < 17; i++)
        {
            limiter.Verified((ulong)i);
        }

        for (int i = 0; i < 8; i++)
        {
            limiter.TryAdmit((ulong)(100 + i), 0);
        }

        Assert.IsFalse(limiter.TryAdmit(0, 0));
        Assert.IsTrue(limiter.TryAdmit(1, 0));
        Assert.IsTrue(limiter.TryAdmit(16, 0));
    }
}
