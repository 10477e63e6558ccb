// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Crypto;

/// <summary>Walks the cases of a vector file in which names repeat.</summary>
internal sealed class CaseReader
{
    private readonly string[] _lines;
    private int _start;
    private int _end;

    /// <summary>Stands before the first case.</summary>
    /// <param name="lines">Lines <c>name = hex</c>; an empty line, or a name that the case has already, starts the next case.</param>
    internal CaseReader(string[] lines)
    {
        _lines = lines;
    }

    /// <summary>Cases walked so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Goes to the next case.</summary>
    /// <returns>False behind the last one.</returns>
    internal bool Next()
    {
        _start = _end;
        while (_start < _lines.Length && _lines[_start].Length == 0)
        {
            _start++;
        }

        _end = _start;
        while (_end < _lines.Length && _lines[_end].Length != 0 && !Has(NameOf(_lines[_end])))
        {
            _end++;
        }

        Count += _end > _start ? 1 : 0;
        return _end > _start;
    }

    /// <summary>True when the case has a value of this name.</summary>
    internal bool Has(string name)
    {
        return IndexOf(name) >= 0;
    }

    /// <summary>The value of this name.</summary>
    internal byte[] Bytes(string name)
    {
        return Hex.Bytes(Text(name));
    }

    /// <summary>The value of this name, in hex.</summary>
    internal string Text(string name)
    {
        int index = IndexOf(name);
        if (index < 0)
        {
            throw new ArgumentException(name);
        }

        return _lines[index].Substring(name.Length + 2).Trim();
    }

    private static string NameOf(string line)
    {
        return line.Substring(0, line.IndexOf(" ="));
    }

    private int IndexOf(string name)
    {
        for (int i = _start; i < _end; i++)
        {
            if (_lines[i].StartsWith(name + " ="))
            {
                return i;
            }
        }

        return -1;
    }
}
