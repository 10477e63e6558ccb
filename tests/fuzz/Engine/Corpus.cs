// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.IO;

namespace HapNano.Fuzz;

/// <summary>The inputs in the tree: a text file a target, one input in base 64 a line, comments behind a number sign.</summary>
internal static class Corpus
{
    /// <summary>The inputs of a target, as they were when the program was built.</summary>
    internal static List<byte[]> Read(FuzzTarget target)
    {
        var inputs = new List<byte[]>();
        using Stream? file = typeof(Corpus).Assembly.GetManifestResourceStream("corpus/" + target.Name);
        if (file == null)
        {
            return inputs;
        }

        using var reader = new StreamReader(file);
        for (string? line = reader.ReadLine(); line != null; line = reader.ReadLine())
        {
            if (line.Length > 0 && line[0] != '#')
            {
                inputs.Add(Convert.FromBase64String(line));
            }
        }

        return inputs;
    }

    /// <summary>Puts the inputs behind the comments that the file has.</summary>
    internal static void Write(string path, IEnumerable<byte[]> inputs)
    {
        var lines = new List<string>();
        string[] old = File.Exists(path) ? File.ReadAllLines(path) : [];
        int kept = Array.FindIndex(old, line => line == "# found by search");
        lines.AddRange(kept < 0 ? old : old[..kept]);
        lines.Add("# found by search");
        var known = new HashSet<string>(lines);
        foreach (byte[] input in inputs)
        {
            string line = Convert.ToBase64String(input);
            if (known.Add(line))
            {
                lines.Add(line);
            }
        }

        File.WriteAllLines(path, lines);
    }
}
