// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Diagnostics;

namespace HapNano.Server;

/// <summary>The log: constant texts and numbers, so that no key, code or name can get into it by mistake.</summary>
/// <remarks>Calls vanish from builds without HAPNANO_LOG, arguments and all.</remarks>
public static class Log
{
    /// <summary>Lines above this level are dropped.</summary>
    public static LogLevel Level { get; set; } = LogLevel.Warning;

    /// <summary>Where lines go; null drops them.</summary>
    public static ILogSink Sink { get; set; }

    /// <summary>Writes a line.</summary>
    [Conditional("HAPNANO_LOG")]
    public static void Write(LogLevel level, LogCategory category, string text)
    {
        Write(level, category, text, 0, 0);
    }

    /// <summary>Writes a line with two numbers that <paramref name="text"/> names.</summary>
    [Conditional("HAPNANO_LOG")]
    public static void Write(LogLevel level, LogCategory category, string text, int first, int second)
    {
        ILogSink sink = Sink;
        if (sink != null && level <= Level)
        {
            sink.Write(level, category, text, first, second);
        }
    }

    /// <summary>Writes what a thread caught: only the type, because the text of an exception may carry data.</summary>
    [Conditional("HAPNANO_LOG")]
    public static void Caught(LogCategory category, Exception exception)
    {
        Write(LogLevel.Warning, category, exception.GetType().FullName, 0, 0);
    }
}
