// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;

namespace HapNano.Gpio;

/// <summary>A thread that lives as long as the program.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts it; a process may end without it.</summary>
    public static void Start(ThreadStart body)
    {
        new Thread(body) { IsBackground = true, Name = "button" }.Start();
    }
}
