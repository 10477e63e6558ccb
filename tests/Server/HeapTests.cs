// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using HapNano.Mdns;
using HapNano.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>What the server around the core keeps on the heap of a board for as long as it serves.</summary>
/// <remarks>
/// Reckoned by the board's rule from the objects of a running server: the heap is made of cells of 12 bytes; an object takes one and one more for each
/// field, an array one and what its elements take, at 12 bytes a reference. Strings, sockets and wait handles, which are the platform's, are not reckoned; threads are counted.
/// </remarks>
[TestClass]
public class HeapTests
{
    private const int CellBytes = 12;

    // lib/DESIGN.md section 3 has the table. Some cells more, for a PC's IPv6 and for what is likely to be added.
    private const int CeilingBytes = 4100;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, (int Count, int Bytes)> _found = new(StringComparer.Ordinal);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Serve_EightSessions_KeepsNoMoreThanItsShare()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        RawController[] sessions = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(_ => lamp.Connect().Verify(PairedState.Owner()))];
        Array.ForEach(sessions, session => session.Ask("GET /accessories"));

        // From the lamp's own switch to the database, the host, and whoever listens to it. On the loopback there is no discovery, which a lamp has.
        Visit(lamp.Switch, typeof(Switch));
        Visit(new MdnsThread(new MdnsService("Lamp", "lamp", "_hap._tcp", 4711), 1, null, 75000, null!), typeof(MdnsThread));
        AddType(typeof(ServerLife));
        foreach ((string what, (int count, int bytes)) in _found)
        {
            TestContext.WriteLine($"{bytes,6} {count,3} {what}");
        }

        int together = _found.Values.Sum(item => item.Bytes);
        TestContext.WriteLine($"{together,6}     together");
        Assert.AreEqual("MdnsThread NetworkThread", string.Join(' ', _seen.OfType<ServerThread>().Select(thread => thread.GetType().Name).Order()));
        Assert.HasCount(HapHost.MaxVerifiedConnections, _seen.OfType<ConnectionSocket>(), "and no thread of their own");
        Assert.IsLessThanOrEqualTo(CeilingBytes, together);
        Array.ForEach(sessions, session => session.Dispose());
    }

    private void Visit(object? item, Type owner)
    {
        if (item == null || item is string || item is Pointer || item is MulticastDelegate || !_seen.Add(item))
        {
            return;
        }

        Type type = item.GetType();
        if (item is Array array)
        {
            VisitArray(array, owner);
        }
        else if (IsOurs(type))
        {
            AddType(type);
            foreach (FieldInfo field in Fields(type).Where(field => !field.FieldType.IsPrimitive && !field.FieldType.IsEnum))
            {
                Visit(field.GetValue(item), type);
            }
        }
    }

    private void VisitArray(Array array, Type owner)
    {
        Type element = array.GetType().GetElementType()!;
        int elementBytes = element.IsPrimitive ? Buffer.ByteLength(array) / Math.Max(1, array.Length) : CellBytes;
        Add(owner, $"{owner.Name} {element.Name}[{array.Length}]", CellBytes + ((4 + (elementBytes * array.Length) + CellBytes - 1) / CellBytes * CellBytes));
        if (!element.IsPrimitive)
        {
            foreach (object? each in array)
            {
                Visit(each, owner);
            }
        }
    }

    private void AddType(Type type) => Add(type, type.Name, CellBytes * (1 + Fields(type).Count()));

    private void Add(Type owner, string what, int bytes)
    {
        if (owner.Assembly == typeof(HapServer).Assembly)
        {
            (int count, int before) = _found.GetValueOrDefault(what);
            _found[what] = (count + 1, before + bytes);
        }
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("HapNano.", StringComparison.Ordinal);

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type != null && IsOurs(type); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
