// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Session;

/// <summary>What a program that weighs and counts needs of the place where it runs.</summary>
internal abstract class SessionMeter
{
    /// <summary>Bytes of heap that nothing uses, after a collection where that is what it takes to know; only differences are looked at.</summary>
    internal abstract long FreeBytes();

    /// <summary>Shows one line.</summary>
    internal abstract void Print(string line);

    /// <summary>Requests of one kind follow, and nothing else.</summary>
    internal virtual void Begin()
    {
    }

    /// <summary>They are over.</summary>
    /// <param name="name">What kind it was.</param>
    /// <param name="count">How many.</param>
    internal virtual void End(string name, int count)
    {
    }
}
