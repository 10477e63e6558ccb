// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace HapNano.Hostile.Tests;

/// <summary>What a process holds: descriptors, threads, and heap after a collection.</summary>
/// <remarks>The runtime's own pools come and go; what a connection costs, times the number of connections of a test, is far more than the slack here.</remarks>
internal sealed class Resources
{
    private const int SlackHandles = 3;
    private const int SlackThreads = 8;
    private const long SlackBytes = 1_000_000;

    private readonly int _sockets = Sockets();
    private readonly int _threads = Threads();
    private readonly long _bytes = Bytes();

    /// <summary>Waits until everything is given back.</summary>
    public void CheckReturned()
    {
        Household.WaitUntil(() => Sockets() <= _sockets + SlackHandles, $"sockets back to {_sockets}, are {Sockets()}");
        Household.WaitUntil(() => Threads() <= _threads + SlackThreads, $"threads back to {_threads}, are {Threads()}");
        Household.WaitUntil(
            () => Bytes() <= _bytes + SlackBytes, $"heap back to {_bytes}, is {Bytes()}");
    }

    /// <summary>Sockets that the process holds.</summary>
    public static int Sockets() => Directory.EnumerateFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static long Bytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GCMemoryInfo heap = GC.GetGCMemoryInfo(GCKind.Any);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }

    private static int Threads()
    {
        using Process self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }
}
