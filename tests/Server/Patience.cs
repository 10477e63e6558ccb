// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server.Tests;

/// <summary>How long a test waits for what must come; no test says how soon it must.</summary>
internal static class Patience
{
    public static TimeSpan Long { get; } = TimeSpan.FromSeconds(60);
}
