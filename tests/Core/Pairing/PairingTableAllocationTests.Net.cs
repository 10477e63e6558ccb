// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Pairing;

namespace HapNano.Tests.Pairing;

/// <summary>Whoever is removed on flash is removed here too, also when there is no memory left. Only .NET can count what one thread allocates.</summary>
[TestClass]
public class PairingTableAllocationTests
{
    [TestMethod]
    public void Apply_RemovedPairing_NeedsNoMemory()
    {
        PairingTable table = new PairingTable();
        byte[] record = new byte[PairingTable.MaxStoredBytes];
        Remove(table, record);
        Assert.AreEqual(0L, Remove(table, record));
        Assert.IsFalse(table.IsPaired);
    }

    // Returns the bytes that were allocated while the removal was applied.
    private static long Remove(PairingTable table, byte[] record)
    {
        byte[] pairing = new byte[PairingRecord.PairingBytes];
        PairingRecord.Fill(pairing, new byte[] { 0x30 }, 0, 1, new byte[32], 0, PairingRecord.AdminPermission);
        table.ComposeWith(record, pairing);
        table.Apply(record);
        table.ComposeWithout(record, table.At(0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        table.Apply(record);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
