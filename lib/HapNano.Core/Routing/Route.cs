// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Routing;

/// <summary>One row of the router's table.</summary>
internal sealed class Route
{
    private readonly byte[] _path;

    /// <summary>Makes a row.</summary>
    /// <param name="path">ASCII, compared exactly.</param>
    /// <param name="method">The method it takes.</param>
    /// <param name="access">On which connections.</param>
    /// <param name="endpoint">Does the work.</param>
    internal Route(string path, HttpMethod method, RouteAccess access, Endpoint endpoint)
    {
        _path = Encoding.UTF8.GetBytes(path);
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

    /// <summary>True when the request has this path, whatever its method.</summary>
    internal bool HasPath(RequestParser request, byte[] buffer)
    {
        if (request.PathLength != _path.Length || (request.HasQuery && !TakesQuery))
        {
            return false;
        }

        // Most paths differ in length already; the last characters differ more often than the first.
        int offset = request.PathOffset;
        for (int i = _path.Length - 1; i >= 0; i--)
        {
            if (buffer[offset + i] != _path[i])
            {
                return false;
            }
        }

        return true;
    }
}
