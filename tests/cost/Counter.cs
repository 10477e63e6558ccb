// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Cost.Tests;

/// <summary>What counted code calls.</summary>
public static class Counter
{
    private const int MaxMethods = 4096;

    // Array.IndexOf looks at bytes in native code: so much for each, in hundredths of a unit.
    private const int IndexOfByteCost = 157;

    /// <summary>Hundredths of a unit by method.</summary>
    public static readonly long[] Units = new long[MaxMethods];

    /// <summary>Entries by method.</summary>
    public static readonly long[] Calls = new long[MaxMethods];

    /// <summary>Objects and arrays made, boxes included, by method.</summary>
    public static readonly long[] Allocations = new long[MaxMethods];

    private static int s_method;

    public static void Enter(int method)
    {
        Calls[method]++;
    }

    public static void Add(int method, int cost)
    {
        Units[method] += cost;
        s_method = method;
    }

    public static void Allocate(int method)
    {
        Allocations[method]++;
    }

    public static int IndexOf(Array array, object value, int startIndex, int count)
    {
        int index = Array.IndexOf(array, value, startIndex, count);
        Units[s_method] += (index < startIndex ? count : index - startIndex + 1) * IndexOfByteCost;
        return index;
    }
}
