// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;

namespace HapNano.Fuzz;

/// <summary>Changes JSON that stays JSON: whole objects come twice, go, or change places; numbers and literals become others.</summary>
internal static class JsonMutator
{
    private static readonly string[] s_values = ["0", "1", "-1", "true", "false", "null", "\"\"", "\"x\"", "255", "256", "1.5", "18446744073709551615", "[]", "{}"];

    /// <summary>One change.</summary>
    /// <returns>The input itself when nothing in it looks like JSON.</returns>
    internal static byte[] Mutate(byte[] input, Randomness random)
    {
        List<(int Start, int End)> objects = Find(input, (byte)'{', (byte)'}');
        List<(int Start, int End)> values = Values(input);
        if (objects.Count > 0 && random.OneIn(2))
        {
            (int start, int end) = objects[random.Below(objects.Count)];
            byte[] copy = input[start..end];
            return random.OneIn(3) ? [.. input[..start], .. input[end..]] : [.. input[..end], (byte)',', .. copy, .. input[end..]];
        }

        if (values.Count > 0)
        {
            (int start, int end) = values[random.Below(values.Count)];
            return [.. input[..start], .. System.Text.Encoding.ASCII.GetBytes(random.Pick(s_values)), .. input[end..]];
        }

        return input;
    }

    // The innermost first; strings are not told from the rest.
    private static List<(int Start, int End)> Find(byte[] input, byte open, byte close)
    {
        var found = new List<(int, int)>();
        var starts = new Stack<int>();
        for (int i = 0; i < input.Length; i++)
        {
            if (input[i] == open)
            {
                starts.Push(i);
            }
            else if (input[i] == close && starts.Count > 0)
            {
                found.Add((starts.Pop(), i + 1));
            }
        }

        return found;
    }

    private static List<(int Start, int End)> Values(byte[] input)
    {
        var found = new List<(int, int)>();
        for (int i = 0; i < input.Length; i++)
        {
            if (input[i] == ':')
            {
                int length = input.AsSpan(i + 1).IndexOfAny(",}]"u8);
                found.Add((i + 1, length < 0 ? input.Length : i + 1 + length));
            }
        }

        return found;
    }
}
