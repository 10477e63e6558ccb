// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>What the model knows of one connection.</summary>
internal sealed class ModelSession
{
    /// <summary>The controller's identifier; empty before Pair Verify.</summary>
    public string Identifier { get; set; } = "";

    public HashSet<int> Subscriptions { get; } = [];

    /// <summary>Changed, and this controller has still to hear of it.</summary>
    public HashSet<int> Pending { get; } = [];

    /// <summary>Presses that this controller has still to hear of.</summary>
    public Queue<int> Presses { get; } = new();

    /// <summary>Since when something is pending.</summary>
    public long PendingSinceMs { get; set; }

    public long PreparedPid { get; set; } = -1;

    public long PreparedUntilMs { get; set; }

    /// <summary>Pair Setup M6 was made: bytes of the connection before it, and whose; negative without.</summary>
    public long M6Start { get; set; } = -1;

    public string M6Identifier { get; set; } = "";

    /// <summary>Pair Verify M2, while M3 is expected.</summary>
    public byte[]? VerifyM2 { get; set; }

    /// <summary>Pair Setup M2, the last one.</summary>
    public byte[] SetupM2 { get; set; } = [];
}
