// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Routing;

/// <summary>One row of the router's table.</summary>
/// <remarks>A path is compared as its length and two words, its first and its last eight bytes: that is all of it up to 16.</remarks>
internal sealed class Route
{
    /// <summary>The shortest path.</summary>
    internal const int MinPathBytes = Word.Bytes;

    /// <summary>The longest path.</summary>
    internal const int MaxPathBytes = 2 * Word.Bytes;

    private readonly int _length;
    private readonly ulong _front;
    private readonly ulong _back;

    /// <summary>Makes a row.</summary>
    /// <param name="path">ASCII, 8 to 16 bytes, compared exactly.</param>
    /// <param name="method">The method it takes.</param>
    /// <param name="access">On which connections.</param>
    /// <param name="endpoint">Does the work.</param>
    internal Route(string path, HttpMethod method, RouteAccess access, Endpoint endpoint)
    {
        byte[] text = Encoding.UTF8.GetBytes(path);
        _length = text.Length;
        _front = BitConverter.ToUInt64(text, 0);
        _back = BitConverter.ToUInt64(text, _length - Word.Bytes);
        Method = method;
        Access = access;
        Endpoint = endpoint;
    }

    /// <summary>The method it takes.</summary>
    internal HttpMethod Method { get; }

    /// <summary>On which connections.</summary>
    internal RouteAccess Access { get; }

    /// <summary>Does the work.</summary>
    internal Endpoint Endpoint { get; }

    /// <summary>True when a query may follow the path.</summary>
    internal bool TakesQuery { get; set; }

    /// <summary>True when a request has this path, whatever its method.</summary>
    /// <param name="length">Bytes of its path.</param>
    /// <param name="front">The first eight of them.</param>
    /// <param name="back">The last eight.</param>
    /// <param name="hasQuery">True when a query follows.</param>
    internal bool HasPath(int length, ulong front, ulong back, bool hasQuery)
    {
        return _length == length && _back == back && _front == front && (TakesQuery || !hasQuery);
    }
}
