// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;

namespace HapNano.Server.Tests;

/// <summary>The states that a boot may find: the one that everybody knows, and those that an operation under way may have reached.</summary>
/// <remarks>A state is a value for each of some names. The value <c>*</c> is any, and one that begins with <c>!</c> is any but that.</remarks>
internal sealed class PowerFacts
{
    private readonly List<Dictionary<string, string>> _worlds = [[]];

    /// <summary>Something is asked for that changes these values: from here on a boot may find them changed.</summary>
    public void Begin(params (string Name, string Value)[] changes)
    {
        var next = new Dictionary<string, string>(_worlds[^1]);
        foreach ((string name, string value) in changes)
        {
            next[name] = value;
        }

        _worlds.Add(next);
    }

    /// <summary>What was asked for has been promised: from here on a boot must find it.</summary>
    public void Promise()
    {
        _worlds.RemoveRange(0, _worlds.Count - 1);
    }

    /// <summary>What was asked for has been refused: from here on a boot must find what was before.</summary>
    public void Refuse()
    {
        _worlds.RemoveRange(1, _worlds.Count - 1);
    }

    /// <summary>Somebody has booted, and the network has seen what it found.</summary>
    public void Found(IReadOnlyDictionary<string, string> found, string where)
    {
        if (!_worlds.Any(world => Agrees(world, found)))
        {
            throw new InvalidOperationException(
                $"{where}: found {Text(found)}; allowed {this}");
        }

        _worlds.Clear();
        _worlds.Add(new Dictionary<string, string>(found));
    }

    /// <summary>The facts as they are, to go on from in another way.</summary>
    public PowerFacts Copy()
    {
        var copy = new PowerFacts();
        copy._worlds.Clear();
        copy._worlds.AddRange(_worlds.Select(world => new Dictionary<string, string>(world)));
        return copy;
    }

    /// <summary>A text that is the same for the same facts.</summary>
    public override string ToString() => string.Join(" or ", _worlds.Select(Text));

    private static bool Agrees(Dictionary<string, string> world, IReadOnlyDictionary<string, string> found)
    {
        return world.All(fact => fact.Value == "*"
            || (fact.Value.StartsWith('!') ? found[fact.Key] != fact.Value[1..] : found[fact.Key] == fact.Value));
    }

    private static string Text(IReadOnlyDictionary<string, string> world)
    {
        return "{" + string.Join(", ", world.Select(fact => $"{fact.Key}={fact.Value}")) + "}";
    }
}
