// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;

namespace HapNano.Simulation;

/// <summary>The long run, and the replay of a seed that failed: <c>--seed N --hours H [--seeds COUNT] [--mutation NAME] [--native]</c>.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        int seed = 1;
        int seeds = 1;
        long hours = 1000;
        Mutation mutation = Mutation.None;
        bool isNative = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--seed":
                    seed = int.Parse(arguments[++i]);
                    break;
                case "--seeds":
                    seeds = int.Parse(arguments[++i]);
                    break;
                case "--hours":
                    hours = long.Parse(arguments[++i]);
                    break;
                case "--mutation":
                    mutation = Enum.Parse<Mutation>(arguments[++i]);
                    break;
                case "--native":
                    isNative = true;
                    break;
                default:
                    Console.Error.WriteLine("--seed N --hours H [--seeds COUNT] [--mutation NAME] [--native]");
                    return 2;
            }
        }

        bool isGood = true;
        for (int i = 0; i < seeds; i++)
        {
            isGood &= Run(seed + i, hours, mutation, isNative);
        }

        return isGood ? 0 : 1;
    }

    private static bool Run(int seed, long hours, Mutation mutation, bool isNative)
    {
        var simulation = new Simulation(seed, mutation, isNative ? new NativeKeys() : new QuickKeys());
        var watch = Stopwatch.StartNew();
        bool isGood = true;
        try
        {
            simulation.Run(hours);
        }
        catch (Exception exception)
        {
            // Whatever it is, the seed replays it.
            isGood = false;
            Console.WriteLine($"seed {seed}, {simulation.NowMs / 3600000.0:F2} hours: {exception}");
        }

        Console.WriteLine(
            $"seed {seed}: {simulation.NowMs / 3600000} hours in {watch.Elapsed.TotalSeconds:F1} s; {simulation.Model.Answers} answers, {simulation.Model.Events} events, "
            + $"{simulation.Boots} boots, {simulation.Cuts} power cuts, {simulation.Resets} resets, {simulation.Steps} steps");
        if (hours >= 1000)
        {
            Console.WriteLine("  " + string.Join(", ", simulation.Model.Tally.Select(count => $"{count.Key}: {count.Value}")));
        }

        return isGood;
    }
}
