// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Cost.Tests;

/// <summary>What counted code calls.</summary>
public static class Counter
{
    private const int MaxMethods = 4096;
    private const int MaxDepth = 1024;

    // Array.IndexOf looks at bytes in native code: so much for each, in hundredths of a unit.
    private const int IndexOfByteCost = 157;

    /// <summary>Hundredths of a unit by method, without those of the methods that it called.</summary>
    public static readonly long[] Units = new long[MaxMethods];

    /// <summary>Entries by method.</summary>
    public static readonly long[] Calls = new long[MaxMethods];

    /// <summary>Objects and arrays made, boxes included, by method.</summary>
    public static readonly long[] Allocations = new long[MaxMethods];

    /// <summary>Hundredths of a unit by method, those of the methods that it called included.</summary>
    public static readonly long[] Inclusive = new long[MaxMethods];

    // Calls under way: the method, and what had been counted in all when it was entered.
    private static readonly int[] s_frames = new int[MaxDepth];
    private static readonly long[] s_entered = new long[MaxDepth];
    private static readonly int[] s_active = new int[MaxMethods];
    private static int s_depth;
    private static long s_total;
    private static int s_method;

    public static void Enter(int method)
    {
        Calls[method]++;
        s_frames[s_depth] = method;
        s_entered[s_depth] = s_total;
        s_depth++;
        s_active[method]++;
    }

    /// <summary>A method returns. What an exception left open above it returns too.</summary>
    public static void Exit(int method)
    {
        int left;
        do
        {
            s_depth--;
            left = s_frames[s_depth];
            s_active[left]--;
            if (s_active[left] == 0)
            {
                Inclusive[left] += s_total - s_entered[s_depth];
            }
        }
        while (left != method);
    }

    public static void Add(int method, int cost)
    {
        Units[method] += cost;
        s_total += cost;
        s_method = method;
    }

    public static void Allocate(int method)
    {
        Allocations[method]++;
    }

    public static int IndexOf(Array array, object value, int startIndex, int count)
    {
        int index = Array.IndexOf(array, value, startIndex, count);
        Add(s_method, (index < startIndex ? count : index - startIndex + 1) * IndexOfByteCost);
        return index;
    }
}
