// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Fuzz;

/// <summary>Something that must hold did not.</summary>
internal sealed class PropertyException(string message) : Exception(message)
{
    /// <summary>Throws unless something holds.</summary>
    internal static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyException(what);
        }
    }
}
