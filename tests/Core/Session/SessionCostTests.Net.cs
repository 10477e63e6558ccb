// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Reflection;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Endpoints;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>
/// What a session would take of the board's heap, by the board's rule: an object is a cell of 12 bytes and one more for each field; an array of bytes
/// is 20 bytes and its content, in whole cells. Reflection counts, so for .NET only; the interpreter has the last word.
/// </summary>
[TestClass]
public class SessionCostTests
{
    private const int CellBytes = 12;
    private const int ArrayHeaderBytes = 20;

    private static readonly Type[] s_shared =
    {
        typeof(HapHost), typeof(BufferPool), typeof(ByteSink), typeof(JsonWriter), typeof(Tlv8Writer), typeof(CryptoProvider), typeof(Endpoint),
        typeof(Characteristic), typeof(PairingContext),
    };

    public TestContext TestContext { get; set; }

    [TestMethod]
    public void Session_Idle_TakesLessThan1800Bytes()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true,\"value\":true}]}");
        bench.Relay.Move(false);
        bench.Settle();
        peer.Take();
        int bytes = Measure(peer.Connection, new HashSet<object>(ReferenceEqualityComparer.Instance));
        TestContext.WriteLine("an idle session: " + bytes + " bytes of heap; eight: " + (8 * bytes));
        Assert.IsTrue(bytes < 1800, bytes.ToString());
    }

    [TestMethod]
    public void Stranger_Idle_TakesLessThan2200Bytes()
    {
        HostBench bench = HostBench.Paired();
        int bytes = Measure(bench.Connect().Connection, new HashSet<object>(ReferenceEqualityComparer.Instance));
        TestContext.WriteLine("a stranger that says nothing: " + bytes + " bytes of heap");
        Assert.IsTrue(bytes < 2200, bytes.ToString());
    }

    private static int Measure(object value, HashSet<object> seen)
    {
        if (value == null || value is string || value is Type || IsShared(value) || !seen.Add(value))
        {
            return 0;
        }

        Type type = value.GetType();
        if (value is byte[] bytes)
        {
            return Cells(ArrayHeaderBytes + bytes.Length);
        }

        if (value is Array array)
        {
            int total = Cells(ArrayHeaderBytes + (array.Length * CellBytes));
            foreach (object element in array)
            {
                total += Measure(element, seen);
            }

            return total;
        }

        int size = CellBytes;
        for (Type level = type; level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                size += CellBytes + (field.FieldType.IsValueType ? 0 : Measure(field.GetValue(value), seen));
            }
        }

        return size;
    }

    private static int Cells(int bytes)
    {
        return (bytes + CellBytes - 1) / CellBytes * CellBytes;
    }

    private static bool IsShared(object value)
    {
        return Array.Exists(s_shared, type => type.IsInstanceOfType(value));
    }
}
