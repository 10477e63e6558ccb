// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server.Tests;

/// <summary>What the thread of all connections does when the system fails it.</summary>
[TestClass]
public class NetworkThreadTests
{
    [TestMethod]
    public void Round_NobodyCanBeAccepted_StillEndsWhoseTimeIsOver()
    {
        var bench = new PowerBoard(PowerScene.Find("remove").Start.Next());
        HapConnection silent;
        lock (StackLock.Root)
        {
            silent = bench.Host.Accept(1, Platform.NowMs - 60_000)!;
        }

        Socket listener = Listener.Open([127, 0, 0, 1], 0);
        var thread = new NetworkThread(bench.Host, new ConnectionSocket[HapHost.MaxConnections], listener);
        listener.Close();
        int faults = Counters.Faults;
        thread.Start();
        try
        {
            Assert.IsTrue(SpinWait.SpinUntil(() => silent.IsCloseRequested, Patience.Long), "its time is over");
            Assert.IsTrue(SpinWait.SpinUntil(() => Counters.Faults > faults, Patience.Long), "the listener failed");
        }
        finally
        {
            thread.Stop();
        }
    }
}
