// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Session;

/// <summary>The interpreter's own count of its heap.</summary>
internal sealed class BoardMeter : SessionMeter
{
    /// <inheritdoc/>
    internal override long FreeBytes()
    {
        return nanoFramework.Runtime.Native.GC.Run(true);
    }

    /// <inheritdoc/>
    internal override void Print(string line)
    {
        System.Console.WriteLine(line);
    }
}
