// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// Each test has processes and, where it needs one, a network of its own; most of their time is waiting for probes and announcements.
[assembly: Parallelize(Workers = 4, Scope = ExecutionScope.MethodLevel)]

namespace HapNano.Interop.Tests;

[TestClass]
public static class TestSettings
{
    [AssemblyCleanup]
    public static void CleanUp() => NamedLamp.Forget();
}
