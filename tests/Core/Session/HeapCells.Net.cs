// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace HapNano.Tests.Session;

/// <summary>
/// What objects would take of the board's heap, by the board's rule: an object is a cell of 12 bytes and one more for each field; an array of bytes
/// is 20 bytes and its content, in whole cells. Reflection counts, so for .NET only; the interpreter has the last word.
/// </summary>
internal sealed class HeapCells
{
    private const int CellBytes = 12;
    private const int ArrayHeaderBytes = 20;

    private readonly HashSet<object> _seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, int> _bytes = new SortedDictionary<string, int>(StringComparer.Ordinal);
    private readonly Type[] _passedOver;

    /// <summary>Prepares to count.</summary>
    /// <param name="passedOver">Objects of these types, and what only they hold, belong to somebody else.</param>
    internal HeapCells(params Type[] passedOver)
    {
        _passedOver = passedOver;
    }

    /// <summary>Counted so far.</summary>
    internal int Bytes => _bytes.Values.Sum();

    /// <summary>Bytes by type, the largest first.</summary>
    internal string Listing => string.Join("\n", _bytes.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Value,7} {entry.Key}"));

    /// <summary>Counts an object and all that it holds, once.</summary>
    internal void Add(object value)
    {
        if (value == null || value is string || value is Type || value is Delegate || Array.Exists(_passedOver, type => type.IsInstanceOfType(value)) || !_seen.Add(value))
        {
            return;
        }

        if (value is Array array)
        {
            AddArray(array);
            return;
        }

        int size = CellBytes;
        for (Type level = value.GetType(); level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                size += CellBytes;
                Add(field.FieldType.IsValueType ? null : field.GetValue(value));
            }
        }

        Note(value, size);
    }

    private void AddArray(Array array)
    {
        Type element = array.GetType().GetElementType();
        int elementBytes = element.IsPrimitive ? System.Runtime.InteropServices.Marshal.SizeOf(element == typeof(bool) ? typeof(byte) : element)
            : element.IsEnum ? 4 : CellBytes;
        Note(array, (ArrayHeaderBytes + (array.Length * elementBytes) + CellBytes - 1) / CellBytes * CellBytes);
        if (!element.IsValueType)
        {
            foreach (object item in array)
            {
                Add(item);
            }
        }
    }

    private void Note(object value, int size)
    {
        string name = value.GetType().Name;
        _bytes[name] = (_bytes.TryGetValue(name, out int before) ? before : 0) + size;
    }
}
