// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Storage;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

/// <summary>What a day of use costs the flash, in virtual time. Each test prints its figures.</summary>
[TestClass]
public class WearTests : IHapHostListener
{
    private const long DayMs = 24 * 3600 * 1000;

    private readonly PowerMedium _medium = new();
    private readonly Lightbulb _lamp = new();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Values_SliderDrawnAllDay_AreWrittenOnceInTenSeconds()
    {
        int writes = Live(nowMs => nowMs % 100 == 0);

        Assert.IsLessThanOrEqualTo((int)(DayMs / ValueSaver.LongestMs) + 1, writes);
        Assert.IsGreaterThan(8000, writes, "the slider moved nothing");
    }

    [TestMethod]
    public void Values_SliderDrawnForAMinuteEachHour_AreWrittenSevenTimesAnHour()
    {
        int writes = Live(nowMs => nowMs % 100 == 0 && nowMs % 3_600_000 < 60_000);

        Assert.IsLessThanOrEqualTo(24 * 7, writes);
        Assert.IsGreaterThanOrEqualTo(24, writes);
    }

    [TestMethod]
    [DataRow(2100)]
    [DataRow(3000)]
    [DataRow(9900)]
    public void Values_SwitchedAgainAndAgain_AreWrittenOnceInTenSeconds(int intervalMs)
    {
        // Each change is followed by two quiet seconds, which alone would be enough for a write.
        int writes = Live(nowMs => nowMs % intervalMs == 0);

        Assert.IsLessThanOrEqualTo((int)(DayMs / ValueSaver.LongestMs) + 1, writes);
    }

    [TestMethod]
    public void Values_NothingChanges_AreNotWritten()
    {
        Assert.AreEqual(0, Live(nowMs => false));
    }

    /// <inheritdoc/>
    public void OutputReady(HapConnection connection)
    {
    }

    /// <inheritdoc/>
    public void WorkReady()
    {
    }

    /// <inheritdoc/>
    public void StoreReady()
    {
    }

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
    }

    /// <inheritdoc/>
    public void IdentifyRequested(ulong accessoryId)
    {
    }

    /// <inheritdoc/>
    public void ProductFailed(Exception exception) => Assert.Fail(exception.ToString());

    // A day in steps of 100 ms, with what the worker and the flash thread do in each.
    private int Live(Func<long, bool> isMoved)
    {
        const int StepMs = 100;
        var store = new FlashStore(_medium);
        HapHost host = Boot(store);
        byte[] values = new byte[host.ValuesCapacityBytes];
        long bytesBefore = _medium.BytesWritten;
        int writes = 0;
        for (long nowMs = 0; nowMs < DayMs; nowMs += StepMs)
        {
            if (isMoved(nowMs))
            {
                _lamp.Brightness.Value = (int)(nowMs / StepMs % 101);
            }

            if (host.NextDeadlineMs <= nowMs)
            {
                host.Poll(nowMs);
            }

            if (host.TakeValues(values, out int count, false, nowMs))
            {
                host.ValuesSaved(store.Write(StoreRecord.Values, values, 0, count), nowMs);
                writes++;
            }
        }

        TestContext.WriteLine($"{writes} writes and {_medium.BytesWritten - bytesBefore} bytes in a day");
        return writes;
    }

    private HapHost Boot(FlashStore store)
    {
        var crypto = new QuickCrypto();
        _lamp.AddBrightness(50);
        var accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001");
        accessory.Add(_lamp);
        var database = new AccessoryDatabase(accessory);
        var state = new AccessoryState(store, crypto);
        var databaseState = new DatabaseState(store, crypto);
        Assert.AreEqual(BootStatus.Ready, state.Load(null));
        Assert.AreEqual(BootStatus.Ready, databaseState.Load(database));
        return new HapHost(database, databaseState, state, crypto, this);
    }
}
