// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Fuzz;

/// <summary>Which ways through the instrumented code an execution took: one counter for each pair of blocks that ran one after the other.</summary>
/// <remarks>Public because instrumented assemblies call it. One thread.</remarks>
public static class Coverage
{
    /// <summary>Counters.</summary>
    public const int MapBytes = 1 << 17;

    private const int Mask = MapBytes - 1;

    private static readonly byte[] s_map = new byte[MapBytes];
    private static int s_previous;

    /// <summary>A block begins. Called by the instrumented code.</summary>
    /// <param name="block">Its number, spread over the map.</param>
    public static void Hit(int block)
    {
        s_map[(block ^ s_previous) & Mask]++;
        s_previous = block >> 1;
    }

    /// <summary>Forgets what ran.</summary>
    internal static void Clear()
    {
        Array.Clear(s_map);
        s_previous = 0;
    }

    /// <summary>What is known to be possible, with what has just run added to it.</summary>
    /// <param name="known">One byte a counter, one bit a class of counts.</param>
    /// <returns>How many classes are new.</returns>
    internal static int AddTo(byte[] known)
    {
        int added = 0;
        ReadOnlySpan<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(s_map);
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            for (int i = word * 8; i < (word * 8) + 8; i++)
            {
                byte bit = ClassOf(s_map[i]);
                if ((known[i] & bit) != bit)
                {
                    known[i] |= bit;
                    added++;
                }
            }
        }

        return added;
    }

    /// <summary>What has just run, one bit a class of counts.</summary>
    internal static byte[] Classes()
    {
        byte[] classes = new byte[MapBytes];
        AddTo(classes);
        return classes;
    }

    /// <summary>Tells apart whatever has run: the same for two runs only when every pair of blocks ran equally often (modulo 256).</summary>
    internal static string Fingerprint() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(s_map));

    // 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more, as other fuzzers sort them: more turns of a loop are news, each single turn is not.
    private static byte ClassOf(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
