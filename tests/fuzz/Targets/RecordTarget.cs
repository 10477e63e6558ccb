// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Server;
using HapNano.Server.Tests;
using HapNano.Session;
using HapNano.Storage;
using HapNano.Tests;
using HapNano.Tests.Fakes;
using HapNano.Tests.Model;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>Stored records, and the files that they lie in: what cannot be used is refused at boot, what is taken works.</summary>
/// <remarks>Input: the record's number, with bit 7 for a file of it whose CRC is put right, then the content.</remarks>
internal sealed class RecordTarget : FuzzTarget
{
    private const byte FileFlag = 0x80;
    private const byte WithoutCrcFlag = 0x40;
    private const int Capacity = 1200;

    private readonly HostBench _good = HostBench.Paired();

    /// <inheritdoc/>
    internal override string Name => "records";

    /// <inheritdoc/>
    protected override byte[][] Words => [[1], [2], [0, 0], [0xFF, 0xFF], [1, 0], [16], [17], "HNS"u8.ToArray(), "518-08-582"u8.ToArray(), new byte[83]];

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (StoreRecord record in Enum.GetValues<StoreRecord>())
        {
            byte[] content = _good.Store.Get(record) ?? [1, 1, 0, 1, 0];
            yield return [(byte)record, .. content];
            byte[] head = [(byte)'H', (byte)'N', (byte)'S', 1, (byte)record, 1, 0, 0, 1, 0, 0, 0, (byte)content.Length, (byte)(content.Length >> 8), 0, 0];
            yield return [(byte)((byte)record | FileFlag), .. head, .. content];
        }
    }

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        var record = (StoreRecord)(1 + (input.Length == 0 ? 0 : ((input[0] & 0x3F) + 7) % 8));
        byte[] content = input.Length == 0 ? [] : input[1..];
        if (input.Length > 0 && (input[0] & FileFlag) != 0)
        {
            RunFile(record, content, (input[0] & WithoutCrcFlag) == 0);
        }
        else
        {
            RunRecord(record, content);
        }
    }

    private static void RunRecord(StoreRecord record, byte[] content)
    {
        NamesRecord.TryRead(content, content.Length, out int instance, out int host);
        Require(instance is >= 1 and <= 9999 && host is >= 1 and <= 9999, "a name's number out of range");
        FakeStore store = HostBench.Paired().Store;
        store.Set(record, content);
        var crypto = new QuickCrypto();
        var state = new AccessoryState(store, crypto);
        if (state.Load(null) != BootStatus.Ready)
        {
            Require(state.Record == record, "another record was blamed");
            return;
        }

        Require(state.Pairings.Count <= PairingTable.Capacity && state.FailedAttempts is >= 0 and <= 255, "out of range");
        var lamp = new Lightbulb();
        lamp.AddBrightness();
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        var databaseState = new DatabaseState(store, crypto);
        if (!CanLoad(databaseState, database))
        {
            return;
        }

        Require(databaseState.ConfigurationNumber is >= 1 and <= 65535, "c# out of range");
        Require(lamp.Brightness.Value is >= 0 and <= 100, "a value out of its range");
        CheckServes(new HapHost(database, databaseState, state, crypto, new HostBench()));
    }

    // A record that leaves no instance id to draw is refused in the way that a program's own mistakes are.
    private static bool CanLoad(DatabaseState state, AccessoryDatabase database)
    {
        try
        {
            return state.Load(database) == BootStatus.Ready;
        }
        catch (DatabaseException)
        {
            return false;
        }
    }

    // It answers a stranger, whatever it found.
    private static void CheckServes(HapHost host)
    {
        HapConnection connection = host.Accept(1, 1000);
        byte[] request = Hex.Utf8("GET /accessories HTTP/1.1\r\n\r\n");
        Require(connection.Receive(request, 0, request.Length, 1000) == request.Length && connection.OutputCount > 0, "no answer");
        connection.Closed(1000);
    }

    private static void RunFile(StoreRecord record, byte[] file, bool isCrcRight)
    {
        var medium = new MemoryMedium();
        if (isCrcRight)
        {
            uint crc = Crc32.Finish(Crc32.Update(Crc32.Start, file, 0, file.Length));
            file = [.. file, (byte)crc, (byte)(crc >> 8), (byte)(crc >> 16), (byte)(crc >> 24)];
        }

        Put(medium, FlashStore.NameOf(record) + ".0", file);
        var store = new FlashStore(medium);
        var content = new Guarded(Capacity);
        int count = store.Read(record, content.Buffer, content.Offset, Capacity);
        content.Check();
        Require(count >= -2 && count <= Capacity && count <= file.Length, "more than there is");
        Require(store.IsDamaged(record) ? count == -2 : count >= -2, "damaged, and yet read");
        if (store.Write(record, [7], 0, 1))
        {
            Require(new FlashStore(medium).Read(record, content.Buffer, content.Offset, Capacity) == 1, "written and not there");
        }
    }

    private static void Put(MemoryMedium medium, string name, byte[] content)
    {
        System.IO.Stream stream = medium.Create(name);
        stream.Write(content, 0, content.Length);
        medium.Commit(stream);
    }
}
