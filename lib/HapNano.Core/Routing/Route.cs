// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Routing;

/// <summary>One row of the router's table.</summary>
/// <remarks>
/// A path is compared as its length and two words, its first and its last eight bytes: that is all of it up to 16. Fields, because the router walks them with
/// every request.
/// </remarks>
internal sealed class Route
{
    /// <summary>The shortest path.</summary>
    internal const int MinPathBytes = Word.Bytes;

    /// <summary>The longest path.</summary>
    internal const int MaxPathBytes = 2 * Word.Bytes;

    /// <summary>Bytes of the path.</summary>
    internal readonly int Length;

    /// <summary>The first eight of them.</summary>
    internal readonly ulong Front;

    /// <summary>The last eight.</summary>
    internal readonly ulong Back;

    /// <summary>The method it takes.</summary>
    internal readonly HttpMethod Method;

    /// <summary>On which connections.</summary>
    internal readonly RouteAccess Access;

    /// <summary>Does the work.</summary>
    internal readonly Endpoint Endpoint;

    /// <summary>Makes a row.</summary>
    /// <param name="path">ASCII, 8 to 16 bytes, compared exactly.</param>
    /// <param name="method">The method it takes.</param>
    /// <param name="access">On which connections.</param>
    /// <param name="endpoint">Does the work.</param>
    internal Route(string path, HttpMethod method, RouteAccess access, Endpoint endpoint)
    {
        byte[] text = Encoding.UTF8.GetBytes(path);
        Length = text.Length;
        Front = BitConverter.ToUInt64(text, 0);
        Back = BitConverter.ToUInt64(text, Length - Word.Bytes);
        Method = method;
        Access = access;
        Endpoint = endpoint;
    }

    /// <summary>True when a query may follow the path.</summary>
    internal bool TakesQuery { get; set; }
}
