// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace HapNano.Gpio.Tests.Boards;

/// <summary>The files of a board, as texts.</summary>
internal sealed record BoardFolder(string Name, string Source, string Readme, string Options, string Partitions)
{
    private static readonly string s_root = typeof(BoardFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BoardsFolder").Value!;

    /// <summary>Folders of boards/ but the virtual one's.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(s_root).Select(folder => Path.GetFileName(folder)!)
        .Where(name => name != "virtual").Order(StringComparer.Ordinal);

    public static string Table => File.ReadAllText(Path.Combine(s_root, "README.md"));

    public static BoardFolder Read(string name) =>
        new(name, Text(name, "Board.cs"), Text(name, "README.md"), Text(name, "defconfig"), Text(name, "partitions.csv"));

    private static string Text(string name, string file)
    {
        string path = Path.Combine(s_root, name, file);
        return File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
    }
}
