// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;

namespace HapNano.Gpio;

/// <summary>A thread that lives as long as the program.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts it; on the board every thread is one, for no program ends.</summary>
    public static void Start(ThreadStart body)
    {
        new Thread(body).Start();
    }
}
