// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>What a connection is doing, and so what it does with the next byte.</summary>
internal enum ConnectionState
{
    /// <summary>Waits for a request, or reads one.</summary>
    Reading,

    /// <summary>Has a request whose answer comes later.</summary>
    Waiting,

    /// <summary>Streams an answer.</summary>
    Answering,

    /// <summary>Streams an event message.</summary>
    Notifying,

    /// <summary>Sends its last answer.</summary>
    Closing,

    /// <summary>Does nothing any more; its socket is to be closed.</summary>
    Ended,
}
