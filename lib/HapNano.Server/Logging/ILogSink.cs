// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>Where log lines go.</summary>
public interface ILogSink
{
    /// <summary>Takes one line; called from any thread, sometimes under the stack's lock: it must not wait.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="category">What it is about.</param>
    /// <param name="text">A constant of the program, never data.</param>
    /// <param name="first">A number that the text announces, or 0.</param>
    /// <param name="second">A second one, or 0.</param>
    void Write(LogLevel level, LogCategory category, string text, int first, int second);
}
