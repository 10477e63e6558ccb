// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>A request on its way, and what the model has to know to say what its answer must be.</summary>
internal sealed class Request
{
    public required RequestKind Kind { get; init; }

    /// <summary>Head and body, before any frame is made of it.</summary>
    public required byte[] Text { get; init; }

    public long SentMs { get; set; }

    /// <summary>Reads: the instance ids asked for.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    /// <summary>Writes.</summary>
    public IReadOnlyList<WriteEntry> Entries { get; init; } = [];

    /// <summary>Prepare and timed writes; negative for none.</summary>
    public long Pid { get; init; } = -1;

    /// <summary>Prepare.</summary>
    public long TtlMs { get; init; }

    /// <summary>Pairings, M5 of Pair Setup and M3 of Pair Verify.</summary>
    public string Identifier { get; init; } = "";

    public string Key { get; init; } = "";

    public byte Permissions { get; init; }

    /// <summary>M3 and M5: code, proof, tag and signature are right.</summary>
    public bool IsRight { get; init; }

    /// <summary>Bad requests: the pairing exchange that they end, if this connection runs it.</summary>
    public string Ends { get; init; } = "";

    /// <summary>M3: the M2 that it answers.</summary>
    public byte[] Basis { get; init; } = [];

    /// <summary>Pair Verify M3: what both ends share.</summary>
    public byte[] SharedSecret { get; init; } = [];

    /// <summary>What it asked for is durable.</summary>
    public bool IsStored { get; set; }

    /// <summary>Bad requests: the status that HAP gives them.</summary>
    public int BadStatus { get; init; }

    public string BadBody { get; init; } = "";

    /// <summary>What the controller does with the answer: status and body.</summary>
    public Action<int, byte[]>? Then { get; init; }
}
