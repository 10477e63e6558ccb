// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>The program described an accessory that controllers would refuse. The message names the rule and where it was broken.</summary>
public sealed class DatabaseException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="rule">The broken rule.</param>
    /// <param name="message">Where, and what the rule asks for.</param>
    public DatabaseException(DatabaseRule rule, string message)
        : base(message)
    {
        Rule = rule;
    }

    /// <summary>The broken rule.</summary>
    public DatabaseRule Rule { get; }
}
