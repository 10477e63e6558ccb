// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using System.Linq;
using HapNano.Storage;
using HapNano.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

[TestClass]
public class FlashWriterTests
{
    [TestCleanup]
    public void ResetTheClock() => Platform.AheadMs = 0;

    [TestMethod]
    public void Finish_AnswersValuesAndNamesWait_WritesThemAll()
    {
        PowerMedium medium = PowerScene.Find("remove").Start.Next();
        var board = new PowerBoard(medium);
        HostPeer third = board.Connect(new QuickController("owner"))!;
        HostPeer[] peers = AskToAddTwo(board);
        third.Send(board.SwitchRequest(false, 12));
        var store = new WatchedStore(board.Store);
        var flash = new FlashWriter(board.Host, store);
        flash.SaveNames(5, 6);

        flash.Finish();

        Assert.AreEqual("Pairings Pairings Values Names ", store.Written);
        Assert.AreEqual("060102", Hex.Text(HostPeer.TlvBody(peers[0].TakeBytes())));
        Assert.AreEqual("060102", Hex.Text(HostPeer.TlvBody(peers[1].TakeBytes())));
        var found = new PowerBoard(medium.Next()).Observe();
        Assert.HasCount(4, found["pairings"].Trim().Split(' '));
        Assert.AreEqual("False 12", found["values"]);
        Assert.AreEqual("5 6", found["names"]);
    }

    [TestMethod]
    [DataRow(false, DisplayName = "refuses")]
    [DataRow(true, DisplayName = "throws")]
    public void TryWrite_NamesNotStored_AreTriedAgainAfterAPause(bool isThrowing)
    {
        var board = new PowerBoard(PowerScene.Find("remove").Start.Next());
        var store = new WatchedStore(board.Store) { IsRefusing = true, IsThrowing = isThrowing };
        var flash = new FlashWriter(board.Host, store);
        Assert.AreEqual(long.MaxValue, flash.LeftMs);
        flash.SaveNames(5, 6);
        Assert.IsLessThanOrEqualTo(0, flash.LeftMs);

        Assert.IsFalse(flash.TryWrite(), "no loop of attempts");
        Assert.IsFalse(flash.TryWrite());
        Assert.AreEqual("Names ", store.Written, "one attempt");
        Assert.IsGreaterThan(0, flash.LeftMs);

        store.IsRefusing = false;
        Platform.AheadMs += FlashWriter.RetryMs;
        Assert.IsTrue(flash.TryWrite());
        Assert.IsFalse(flash.TryWrite(), "once");
        Assert.AreEqual(long.MaxValue, flash.LeftMs);
        Assert.AreEqual("5 6", board.Observe()["names"]);
    }

    [TestMethod]
    public void Finish_NamesWaitForTheirNextAttempt_AreWritten()
    {
        var board = new PowerBoard(PowerScene.Find("remove").Start.Next());
        var store = new WatchedStore(board.Store) { IsRefusing = true };
        var flash = new FlashWriter(board.Host, store);
        flash.SaveNames(5, 6);
        flash.TryWrite();
        store.IsRefusing = false;

        flash.Finish();

        Assert.AreEqual("5 6", board.Observe()["names"]);
    }

    [TestMethod]
    public void TryWrite_NewerNamesWhileOlderOnesAreRefused_AreDueAtOnce()
    {
        var board = new PowerBoard(PowerScene.Find("remove").Start.Next());
        var store = new WatchedStore(board.Store) { IsRefusing = true };
        var flash = new FlashWriter(board.Host, store);
        store.Meanwhile = () => flash.SaveNames(7, 8);
        flash.SaveNames(5, 6);
        flash.TryWrite();
        store.IsRefusing = false;

        Assert.IsTrue(flash.TryWrite());

        Assert.AreEqual("7 8", board.Observe()["names"]);
    }

    [TestMethod]
    public void TryWrite_StoreThrows_AnswerSaysSoAndTheNextIsWritten()
    {
        var board = new PowerBoard(PowerScene.Find("remove").Start.Next());
        HostPeer[] peers = AskToAddTwo(board);
        var store = new WatchedStore(board.Store) { IsRefusing = true, IsThrowing = true };
        var flash = new FlashWriter(board.Host, store);

        Assert.IsTrue(flash.TryWrite());
        store.IsRefusing = false;
        Assert.IsTrue(flash.TryWrite());

        // HAP Add Pairing: State 2, Error 1 (unknown).
        Assert.AreEqual("060102070101", Hex.Text(HostPeer.TlvBody(peers[0].TakeBytes())));
        Assert.AreEqual("060102", Hex.Text(HostPeer.TlvBody(peers[1].TakeBytes())));
    }

    // Two sessions of the owner; the second one's write begins when the first one's has ended.
    private static HostPeer[] AskToAddTwo(PowerBoard board)
    {
        HostPeer[] peers = [.. Enumerable.Range(0, 2).Select(_ => board.Connect(new QuickController("owner"))!)];
        peers[0].Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("guest"), 0)));
        peers[1].Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("other"), 0)));
        return peers;
    }

    private sealed class WatchedStore(IStore store) : IStore
    {
        public bool IsRefusing { get; set; }

        public bool IsThrowing { get; set; }

        /// <summary>Happens during the next write.</summary>
        public Action? Meanwhile { get; set; }

        public string Written { get; private set; } = "";

        public int Read(StoreRecord record, byte[] buffer, int offset, int capacity) => store.Read(record, buffer, offset, capacity);

        public bool Delete(StoreRecord record) => store.Delete(record);

        public bool Write(StoreRecord record, byte[] buffer, int offset, int count)
        {
            Written += record + " ";
            Action? meanwhile = Meanwhile;
            Meanwhile = null;
            meanwhile?.Invoke();
            if (IsRefusing)
            {
                return IsThrowing ? throw new IOException() : false;
            }

            return store.Write(record, buffer, offset, count);
        }
    }
}
