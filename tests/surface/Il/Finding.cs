// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Il;

/// <summary>A construct that compiles for the board and breaks there.</summary>
/// <param name="Rule">What is refused, and what the interpreter does with it.</param>
/// <param name="Where">file:line of the source, or the member when the compiler left no line.</param>
internal sealed record Finding(string Rule, string Where)
{
    public override string ToString() => $"{Where}: {Rule}";
}
