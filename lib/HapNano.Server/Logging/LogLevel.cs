// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>How much a line of the log matters.</summary>
public enum LogLevel
{
    /// <summary>Nothing is logged.</summary>
    None,

    /// <summary>Something that should not happen did.</summary>
    Error,

    /// <summary>The world did not play along; the server goes on.</summary>
    Warning,

    /// <summary>What an owner would like to know.</summary>
    Information,

    /// <summary>What an author would like to know.</summary>
    Debug,
}
