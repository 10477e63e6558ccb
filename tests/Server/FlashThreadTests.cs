// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;
using HapNano.Storage;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

[TestClass]
public class FlashThreadTests
{
    [TestMethod]
    public void Stop_OneWriteUnderWayAndMoreWaiting_WritesThemAll()
    {
        PowerMedium medium = PowerScene.Find("remove").Start.Next();
        var board = new PowerBoard(medium);
        var owner = new QuickController("owner");
        var guest = new QuickController("guest");
        var other = new QuickController("other");
        HostPeer first = board.Connect(owner)!;
        HostPeer second = board.Connect(owner)!;
        HostPeer third = board.Connect(owner)!;
        first.Send(HostPeer.Post("/pairings", QuickController.AddPairing(guest, 0)));
        second.Send(HostPeer.Post("/pairings", QuickController.AddPairing(other, 0)));
        third.Send(board.SwitchRequest(false, 12));
        var store = new StoppingStore(board.Store);
        var thread = new FlashThread(board.Host, store);
        store.Thread = thread;
        thread.SaveNames(5, 6);

        thread.Start();
        Assert.IsTrue(store.IsStopping.Wait(Patience.Long));
        store.Stopper!.Join();

        Assert.AreEqual("Pairings Pairings Values Names ", store.Written);
        Assert.AreEqual("060102", HapNano.Tests.Hex.Text(HostPeer.TlvBody(first.TakeBytes())));
        Assert.AreEqual("060102", HapNano.Tests.Hex.Text(HostPeer.TlvBody(second.TakeBytes())));
        var found = new PowerBoard(medium.Next()).Observe();
        Assert.HasCount(4, found["pairings"].Trim().Split(' '));
        Assert.AreEqual("False 12", found["values"]);
        Assert.AreEqual("5 6", found["names"]);
    }

    // Its first write lasts until the thread has been told to stop.
    private sealed class StoppingStore(IStore store) : IStore
    {
        public FlashThread? Thread { get; set; }

        /// <summary>Calls Stop, which returns when the thread has ended.</summary>
        public Thread? Stopper { get; private set; }

        public ManualResetEventSlim IsStopping { get; } = new();

        public string Written { get; private set; } = "";

        public int Read(StoreRecord record, byte[] buffer, int offset, int capacity) => store.Read(record, buffer, offset, capacity);

        public bool Delete(StoreRecord record) => store.Delete(record);

        public bool Write(StoreRecord record, byte[] buffer, int offset, int count)
        {
            if (Written.Length == 0)
            {
                Stopper = new Thread(Thread!.Stop);
                Stopper.Start();
                SpinWait.SpinUntil(() => Stopper.ThreadState == ThreadState.WaitSleepJoin);
                IsStopping.Set();
            }

            Written += record + " ";
            return store.Write(record, buffer, offset, count);
        }
    }
}
