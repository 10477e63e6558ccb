// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace HapNano.Fuzz;

/// <summary>Looks for inputs that take a new way through the code, or break a property, by changing those that did.</summary>
internal sealed class Search
{
    private const int HangSeconds = 60;
    private const int ReportEvery = 20000;

    // Of the inputs that take no new way, so many get the whole care too.
    private const int ThoroughOneIn = 8;

    private readonly FuzzTarget _target;
    private readonly Arguments _arguments;
    private readonly Randomness _random;
    private readonly byte[] _known = new byte[Coverage.MapBytes];
    private readonly List<byte[]> _inputs = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _executions;
    private long _classes;
    private string? _failure;

    private Search(Arguments arguments)
    {
        _arguments = arguments;
        _target = FuzzTarget.All.Single(target => target.Name == arguments.Target);
        _random = new Randomness(arguments.Seed);
        Trace.Listeners.Clear();
        Trace.Listeners.Add(new ThrowingListener());
    }

    /// <summary>Runs a command where the code is instrumented.</summary>
    /// <returns>One line; it begins with "failed" when a property was broken.</returns>
    public static string Run(string[] arguments) => new Search(new Arguments(arguments)).Run();

    private bool IsOver => _failure != null
        || (_arguments.Executions > 0 && _executions >= _arguments.Executions)
        || (_arguments.Minutes > 0 && _clock.Elapsed.TotalMinutes >= _arguments.Minutes);

    private string Run()
    {
        if (_arguments.Input != null)
        {
            return RunOnly([.. _arguments.Input.Split(',').Select(Convert.FromBase64String)]);
        }

        byte[] current = [];
        using Timer watch = WatchForHang(() => current);
        foreach (byte[] input in _arguments.IsFromSeeds ? _target.Seeds() : _target.Seeds().Concat(Corpus.Read(_target)))
        {
            current = input;
            TryInput(input);
        }

        while (!IsOver)
        {
            byte[] input = _inputs[_random.OneIn(2) ? _random.Below(_inputs.Count) : _inputs.Count - 1 - _random.Below(Math.Min(_inputs.Count, 50))];
            current = _target.Mutate(input, _random.Pick([.. _inputs.Slice(_random.Below(_inputs.Count), 1)]), _random);
            TryInput(current);
            if (_executions % ReportEvery == 0)
            {
                Console.WriteLine(Summary());
            }
        }

        if (_failure == null && _arguments.Corpus != null)
        {
            Corpus.Write(_arguments.Corpus, Smallest());
        }

        return _failure ?? Summary();
    }

    private string RunOnly(byte[][] inputs)
    {
        foreach (byte[] input in inputs)
        {
            TryInput(input);
        }

        return _failure ?? "passed; ways " + string.Join(' ', inputs.Select(Ways));
    }

    // Once more: whatever is made only once has been made.
    private string Ways(byte[] input)
    {
        Coverage.Clear();
        Execute(input, isQuick: true);
        return Coverage.Fingerprint();
    }

    private string Summary() =>
        $"{_target.Name}: {_executions} executions in {_clock.Elapsed.TotalSeconds:0} s, {_classes} classes of edges, {_inputs.Count} inputs, seed {_arguments.Seed}";

    private void TryInput(byte[] input)
    {
        _executions++;
        Coverage.Clear();
        Exception? thrown = Execute(input, isQuick: true);
        int added = thrown == null ? Coverage.AddTo(_known) : 0;
        if (thrown == null && (added > 0 || _random.OneIn(ThoroughOneIn)))
        {
            thrown = Execute(input);
        }

        if (thrown != null)
        {
            input = Shrink(input, thrown);
            _failure = $"failed after {_executions} executions: {_target.Name} --input {Convert.ToBase64String(input)}\n{Execute(input)}";
        }
        else if (added > 0)
        {
            _classes += added;
            _inputs.Add(input);
        }
    }

    private Exception? Execute(byte[] input, bool isQuick = false)
    {
        try
        {
            if (isQuick)
            {
                _target.RunQuick(input);
            }
            else
            {
                _target.Run(input);
            }

            return null;
        }
        catch (Exception exception)
        {
            // Whatever it is, it is what is searched for.
            return exception;
        }
    }

    // Cuts pieces off as long as the same thing fails in the same way.
    private byte[] Shrink(byte[] input, Exception thrown)
    {
        string kind = Kind(thrown);
        for (int count = input.Length / 2; count > 0; count /= 2)
        {
            for (int at = 0; at + count <= input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + count)..]];
                Exception? again = Execute(shorter);
                if (again != null && Kind(again) == kind)
                {
                    input = shorter;
                }
                else
                {
                    at += count;
                }
            }
        }

        return input;
    }

    private static string Kind(Exception exception) => exception.GetType().Name + exception.StackTrace?.Split('\n')[0];

    // The shortest inputs first; each that adds something stays.
    private List<byte[]> Smallest()
    {
        var kept = new List<byte[]>();
        byte[] known = new byte[Coverage.MapBytes];
        foreach (byte[] seed in _target.Seeds())
        {
            Coverage.Clear();
            Execute(seed);
            Coverage.AddTo(known);
        }

        var ranked = new List<(byte[] Input, byte[] Classes)>();
        foreach (byte[] input in _inputs.OrderBy(input => input.Length))
        {
            Coverage.Clear();
            Execute(input);

            // Edges count here, not how often: that would keep an input for each turn of each loop.
            byte[] classes = Coverage.Classes();
            bool isNew = false;
            for (int i = 0; i < classes.Length; i++)
            {
                isNew |= classes[i] != 0 && known[i] == 0;
                known[i] |= classes[i];
            }

            if (isNew)
            {
                kept.Add(input);
            }
        }

        return kept;
    }

    // An input that never ends is a finding too.
    private Timer WatchForHang(Func<byte[]> current)
    {
        long seen = -1;
        return new Timer(
            _ =>
            {
                long executions = Interlocked.Read(ref _executions);
                if (executions == seen && !IsOver)
                {
                    Console.WriteLine($"failed: {_target.Name} does not end: --input {Convert.ToBase64String(current())}");
                    Environment.Exit(1);
                }

                seen = executions;
            },
            null,
            TimeSpan.FromSeconds(HangSeconds),
            TimeSpan.FromSeconds(HangSeconds));
    }
}
