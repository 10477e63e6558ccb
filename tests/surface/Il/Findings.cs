// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Il;

/// <summary>What was refused so far, each once.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => [.. _all.Distinct()];

    /// <summary>Notes a rule that is broken.</summary>
    /// <param name="isBroken">Whether it is.</param>
    /// <param name="rule">What is refused, and what the board does with it.</param>
    /// <param name="where">The place.</param>
    public void Refuse(bool isBroken, string rule, string where)
    {
        if (isBroken)
        {
            _all.Add(new Finding(rule, where));
        }
    }
}
