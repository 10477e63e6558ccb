// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Session;

/// <summary>Counts what was ever allocated, which is stricter than what is in use. Only .NET knows it.</summary>
internal sealed class NetMeter : SessionMeter
{
    private readonly TestContext _context;

    internal NetMeter(TestContext context)
    {
        _context = context;
    }

    internal override long FreeBytes()
    {
        return -GC.GetAllocatedBytesForCurrentThread();
    }

    internal override void Print(string line)
    {
        _context.WriteLine(line);
    }
}
