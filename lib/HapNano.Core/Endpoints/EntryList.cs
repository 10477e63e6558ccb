// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Endpoints;

/// <summary>Walks the entries of a request while the units of its answer are written, which may take several calls and repeat one unit.</summary>
internal sealed class EntryList
{
    /// <summary>Offset of the first entry in the request.</summary>
    internal int First;

    /// <summary>First byte behind the list.</summary>
    internal int End;

    /// <summary>What was asked for besides the entries.</summary>
    internal ReadOptions Options;

    /// <summary>Result of each entry of a write, in the endpoint's own coding; null until the first one that is not plain success.</summary>
    internal byte[] Results;

    /// <summary>Entries of a write; 0 for a read.</summary>
    internal int Count;

    private int _unit;
    private int _offset;
    private int _next;

    /// <summary>Finds the entry of a unit.</summary>
    /// <param name="unit">0, the unit of the last call, or the one behind it.</param>
    /// <returns>Offset of the entry in the request.</returns>
    internal int Seek(int unit)
    {
        if (unit == 0)
        {
            _offset = First;
        }
        else if (unit != _unit)
        {
            _offset = _next;
        }

        _unit = unit;
        return _offset;
    }

    /// <summary>Says where the entry behind the sought one is.</summary>
    internal void SetNext(int offset)
    {
        _next = offset;
    }
}
