// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>Days of a lamp's Wi-Fi in virtual time.</summary>
[TestClass]
public class WifiKeeperTests
{
    private const int Hour = 3600 * 1000;

    [TestMethod]
    public void Poll_NetworkIsThere_JoinsOnceAndStaysQuiet()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 1);

        Live(radio, keeper, Hour);

        Assert.IsTrue(keeper.IsUp);
        CollectionAssert.AreEqual(new long[] { 0 }, radio.AttemptsMs);
        Assert.AreEqual((1, 1, 0, 0), Counters(keeper));
    }

    [TestMethod]
    public void Poll_NoCredentials_NeverTries()
    {
        var radio = new SimulatedRadio { Stored = null };
        var keeper = new WifiKeeper(radio, 1);

        Live(radio, keeper, Hour);

        Assert.IsFalse(keeper.IsUp);
        Assert.IsEmpty(radio.AttemptsMs);
    }

    [TestMethod]
    public void Poll_NetworkComesBackAfterADay_TriesForEverAndJoinsWithinAMinute()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 2);
        Live(radio, keeper, Hour);
        radio.Answer = WifiJoinResult.NotFound;
        radio.Drop();
        long droppedMs = radio.NowMs;

        Live(radio, keeper, 24 * Hour);

        // The first one at once; each later one at most a minute after the end of the one before, and at least half of the pause.
        Assert.IsLessThanOrEqualTo(droppedMs + 250, radio.AttemptsMs[1]);
        long[] pauses = [.. radio.AttemptsMs.Skip(2).Zip(radio.AttemptsMs.Skip(1), (later, earlier) => later - earlier - radio.AttemptMs)];
        Assert.IsTrue(pauses.All(pause => pause >= 500 && pause <= JoinPlan.LongestPauseMs + 250), string.Join(' ', pauses.Take(20)));
        Assert.IsTrue(pauses.Skip(7).All(pause => pause >= JoinPlan.LongestPauseMs / 2));
        Assert.IsGreaterThan(1300, radio.AttemptsMs.Count);

        radio.Answer = WifiJoinResult.Joined;
        long backMs = radio.NowMs;
        while (!keeper.IsUp)
        {
            Step(radio, keeper);
        }

        Assert.IsLessThanOrEqualTo(backMs + JoinPlan.LongestPauseMs + radio.AttemptMs + 500, radio.NowMs);
        Assert.AreEqual((radio.AttemptsMs.Count, 2, 1, 0), Counters(keeper));
    }

    [TestMethod]
    public void Poll_PasswordRefused_IsCountedAndTriedForEver()
    {
        var radio = new SimulatedRadio { Answer = WifiJoinResult.Refused };
        var keeper = new WifiKeeper(radio, 3);

        Live(radio, keeper, Hour);

        Assert.AreEqual(radio.AttemptsMs.Count, keeper.Refusals);
        Assert.IsGreaterThan(50, keeper.Refusals);
        Assert.AreEqual(("Home", "correct horse"), radio.Stored);

        // An access point that restarts refuses a right password too: nothing was given up.
        radio.Answer = WifiJoinResult.Joined;
        Live(radio, keeper, 2 * JoinPlan.LongestPauseMs);
        Assert.IsTrue(keeper.IsUp);
    }

    [TestMethod]
    public void Poll_DropShorterThanALook_IsADropAndAJoin()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 4);
        Live(radio, keeper, Hour);

        radio.Roam();
        Live(radio, keeper, 1000);

        Assert.IsTrue(keeper.IsUp);
        Assert.AreEqual((1, 2, 1, 0), Counters(keeper));
    }

    [TestMethod]
    public void Poll_RadioComesBackByItself_IsNotDisturbed()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 5);
        Live(radio, keeper, Hour);
        radio.Answer = WifiJoinResult.NotFound;
        radio.Drop();
        Live(radio, keeper, 2000);
        int attempts = radio.AttemptsMs.Count;

        // Between two attempts of ours.
        radio.ComeUp();
        Live(radio, keeper, Hour);

        Assert.IsTrue(keeper.IsUp);
        Assert.HasCount(attempts, radio.AttemptsMs);
    }

    [TestMethod]
    public void Poll_AccessPointThatDropsEverybody_IsNotHammered()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 6);
        long endMs = Hour;
        while (radio.NowMs < endMs)
        {
            Live(radio, keeper, 1000);
            radio.Drop();
        }

        // One in 30 to 60 s, apart from the first few.
        Assert.IsLessThan(130, radio.AttemptsMs.Count);
        Assert.IsGreaterThan(50, radio.AttemptsMs.Count);
    }

    [TestMethod]
    public void Attempted_RadioSaysJoinedButIsNot_PausesToo()
    {
        var radio = new SimulatedRadio();
        var keeper = new WifiKeeper(radio, 7);
        Assert.IsTrue(keeper.Poll(0));

        keeper.Attempted(WifiJoinResult.Joined, 3000);

        Assert.IsFalse(keeper.Poll(3000));
        Assert.IsTrue(keeper.Poll(3000 + JoinPlan.FirstPauseMs));
    }

    [TestMethod]
    public void Poll_EveryJoinAndReturn_TurnsPowerSaveOffOnce()
    {
        var chip = new ChipCrypto();
        var radio = new SimulatedRadio { PowerSave = chip };
        var keeper = new WifiKeeper(radio, 8);
        Live(radio, keeper, Hour);
        Assert.AreEqual((false, 1), (radio.IsSavingPower, chip.Calls), "joined by an attempt of ours");

        radio.Roam();
        Assert.IsTrue(radio.IsSavingPower);
        Live(radio, keeper, Hour);
        Assert.AreEqual((false, 2), (radio.IsSavingPower, chip.Calls), "a drop shorter than a look");

        radio.Answer = WifiJoinResult.NotFound;
        radio.Drop();
        Live(radio, keeper, Hour);
        Assert.AreEqual(2, chip.Calls, "nothing is joined");
        radio.ComeUp();
        Live(radio, keeper, Hour);
        Assert.AreEqual((false, 3), (radio.IsSavingPower, chip.Calls), "joined by itself");
        Assert.AreEqual(0, keeper.PowerSaveFailures);
    }

    [TestMethod]
    [DataRow(0x3001, DisplayName = "the driver refuses")]
    [DataRow(null, DisplayName = "the image has no such call")]
    public void Poll_PowerSaveStaysOn_IsLoggedAndCountedAndStopsNothing(int? error)
    {
        (ILogSink sink, LogLevel level) = (Log.Sink, Log.Level);
        var log = new RecordingLog();
        (Log.Sink, Log.Level) = (log, LogLevel.Warning);
        try
        {
            var radio = new SimulatedRadio { PowerSave = error is { } number ? new ChipCrypto { Error = number } : new OldImage() };
            var keeper = new WifiKeeper(radio, 9);

            Live(radio, keeper, Hour);

            Assert.IsTrue(keeper.IsUp);
            Assert.AreEqual(1, keeper.PowerSaveFailures);
            Assert.HasCount(1, log.Lines);
            Assert.AreEqual(error != null, log.Lines[0] == "Warning Network power save stays on: error 12289", log.Lines[0]);
        }
        finally
        {
            (Log.Sink, Log.Level) = (sink, level);
        }
    }

    [TestMethod]
    public void Poll_NothingToTurnOff_IsNoFailure()
    {
        var radio = new SimulatedRadio { PowerSave = new HapNano.Native.NativeCrypto() };
        var keeper = new WifiKeeper(radio, 10);

        Live(radio, keeper, Hour);

        Assert.IsTrue(keeper.IsUp);
        Assert.AreEqual(0, keeper.PowerSaveFailures);
    }

    private static (int Attempts, int Joins, int Drops, int Refusals) Counters(WifiKeeper keeper) =>
        (keeper.Attempts, keeper.Joins, keeper.Drops, keeper.Refusals);

    // As WifiThread does it, with the radio's clock.
    private static void Step(SimulatedRadio radio, WifiKeeper keeper)
    {
        if (keeper.Poll(radio.NowMs))
        {
            WifiJoinResult result = radio.Join();
            keeper.Attempted(result, radio.NowMs);
        }

        radio.NowMs += 250;
    }

    private static void Live(SimulatedRadio radio, WifiKeeper keeper, long timeMs)
    {
        long endMs = radio.NowMs + timeMs;
        while (radio.NowMs < endMs)
        {
            Step(radio, keeper);
        }
    }

    private sealed class OldImage : IWifiPowerSave
    {
        public int TurnPowerSaveOff() => throw new System.NotSupportedException();
    }
}
