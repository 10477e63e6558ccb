// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Interop.Tests;

/// <summary>A state folder of its own for one lamp, gone after the test.</summary>
internal sealed class LampFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hapnano-interop-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
