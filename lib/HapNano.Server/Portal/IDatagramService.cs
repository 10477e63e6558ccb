// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>A protocol of one question and one answer in a packet each.</summary>
internal interface IDatagramService
{
    /// <summary>Turns a question into its answer, in place.</summary>
    /// <param name="packet">Holds the question from its start, and receives the answer; at least 576 bytes.</param>
    /// <param name="count">Bytes of the question.</param>
    /// <returns>Bytes of the answer; 0 for none.</returns>
    int Answer(byte[] packet, int count);

    /// <summary>True when the answer just made is for everybody on the link, because whom it is for has no address yet.</summary>
    bool IsBroadcast { get; }
}
