// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Reads HTTP/1.1 requests out of a receive buffer, a part at a time (RFC 9112).</summary>
internal sealed class RequestParser
{
    /// <summary>Bytes from the start of the request to the end of its head, at most; longer is <see cref="HttpRefusal.Close"/>.</summary>
    internal int MaxHeadBytes { get; set; }

    /// <summary>Bytes of body, at most; longer is <see cref="HttpRefusal.OutOfResources"/>.</summary>
    internal int MaxBodyBytes { get; set; }

    /// <summary>What to do with a request that is Malformed or TooLarge.</summary>
    internal HttpRefusal Refusal { get; private set; }

    /// <summary>First byte of the request.</summary>
    internal int Start { get; private set; }

    /// <summary>Method of the request.</summary>
    internal HttpMethod Method { get; private set; }

    /// <summary>First byte of the path, which begins with a slash.</summary>
    internal int PathOffset { get; private set; }

    /// <summary>Bytes of the path, without the query.</summary>
    internal int PathLength { get; private set; }

    /// <summary>True when a question mark follows the path.</summary>
    internal bool HasQuery { get; private set; }

    /// <summary>First byte behind the question mark; 0 without a query.</summary>
    internal int QueryOffset { get; private set; }

    /// <summary>Bytes of the query; 0 without one.</summary>
    internal int QueryLength { get; private set; }

    /// <summary>True when the head names a length.</summary>
    internal bool HasContentLength { get; private set; }

    /// <summary>True when the whole head was read; everything but the body can be used then.</summary>
    internal bool IsHeadComplete { get; private set; }

    /// <summary>First byte of the body.</summary>
    internal int BodyOffset { get; private set; }

    /// <summary>Bytes of the body, 0 when there is none.</summary>
    internal int BodyLength { get; private set; }

    /// <summary>First byte behind the request.</summary>
    internal int End => BodyOffset + BodyLength;

    /// <summary>Starts a request.</summary>
    /// <param name="start">Index of its first byte in the buffer.</param>
    internal void Reset(int start)
    {
        throw new NotImplementedException();
    }

    /// <summary>Goes on where the last call stopped.</summary>
    /// <param name="buffer">The same bytes as in the last call, with more behind them.</param>
    /// <param name="end">First byte that is not there yet.</param>
    /// <returns>Done: the whole request, body included, is there. NeedMore. Malformed or TooLarge: see <see cref="Refusal"/>; close the connection.</returns>
    internal ParseStatus Parse(byte[] buffer, int end)
    {
        throw new NotImplementedException();
    }
}
