// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;

namespace HapNano.Server.Tests;

/// <summary>Remembers what was logged.</summary>
internal sealed class RecordingLog : ILogSink
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Write(LogLevel level, LogCategory category, string text, int first, int second)
    {
        lock (_lines)
        {
            _lines.Add($"{level} {category} {text} {first}");
        }
    }
}
