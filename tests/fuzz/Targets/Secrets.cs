// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text;
using HapNano.Storage;
using HapNano.Tests.Fakes;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>What must never be heard from an accessory, in whatever spelling.</summary>
internal sealed class Secrets
{
    // Identity record: version 1, device id 6, Ed25519 seed 32. Setup record: version 1, kind 1, setup id 4, code 10, salt 16, verifier 384.
    private const int SeedOffset = 7;
    private const int SeedBytes = 32;
    private const int VerifierBytes = 384;
    private const int ProbeBytes = 16;

    private readonly List<byte[]> _spellings = [];

    /// <summary>The secrets of an accessory.</summary>
    internal Secrets(HostBench bench)
    {
        byte[]? identity = bench.Store.Get(StoreRecord.Identity);
        byte[]? setup = bench.Store.Get(StoreRecord.Setup);
        Add(identity![SeedOffset..(SeedOffset + SeedBytes)]);
        Add(setup![^VerifierBytes..]);
        _spellings.Add(Encoding.ASCII.GetBytes(HostBench.Code));
        _spellings.Add(Encoding.ASCII.GetBytes(HostBench.Code.Replace("-", "")));
    }

    /// <summary>One more that has come up.</summary>
    internal void Add(byte[]? secret)
    {
        if (secret != null)
        {
            byte[] probe = secret[..ProbeBytes];
            _spellings.Add(probe);
            _spellings.Add(Encoding.ASCII.GetBytes(Convert.ToHexString(probe)));
            _spellings.Add(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(probe)));

            // 15 bytes: as many letters of base 64 do not depend on what follows.
            _spellings.Add(Encoding.ASCII.GetBytes(Convert.ToBase64String(probe[..(ProbeBytes - 1)])));
        }
    }

    /// <summary>Throws when a text holds one.</summary>
    internal void Check(byte[] text)
    {
        foreach (byte[] spelling in _spellings)
        {
            Require(text.AsSpan().IndexOf(spelling) < 0, "a secret came out");
        }
    }
}
