// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;

namespace HapNano.Fuzz;

/// <summary>Makes an exception of an assertion in the product that does not hold, in place of the end of the process.</summary>
internal sealed class ThrowingListener : TraceListener
{
    /// <inheritdoc/>
    public override void Fail(string? message, string? detailMessage) => throw new PropertyException("assertion: " + message);

    /// <inheritdoc/>
    public override void Write(string? message)
    {
    }

    /// <inheritdoc/>
    public override void WriteLine(string? message)
    {
    }
}
