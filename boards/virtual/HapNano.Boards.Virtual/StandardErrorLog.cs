// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>The log of the virtual board: standard error, so that it never mixes with the panel.</summary>
internal sealed class StandardErrorLog : ILogSink
{
    public void Write(LogLevel level, LogCategory category, string text, int first, int second) =>
        Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss.fff}  {level,-11} {category,-10} {text} {first} {second}");
}
