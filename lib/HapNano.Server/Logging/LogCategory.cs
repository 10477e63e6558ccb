// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>The part of the server that a line of the log is about.</summary>
public enum LogCategory
{
    /// <summary>Start, stop, reset.</summary>
    Server,

    /// <summary>Connections.</summary>
    Connection,

    /// <summary>Stored records.</summary>
    Flash,

    /// <summary>Discovery.</summary>
    Mdns,

    /// <summary>The link to the network.</summary>
    Network,
}
