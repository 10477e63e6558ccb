// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Routing;

/// <summary>Finds the endpoint of a request in one table, or the answer to a request that has none (HAP: table of URLs).</summary>
internal sealed class Router
{
    private readonly Route[] _routes;
    private readonly Route _write;

    /// <summary>Makes the router.</summary>
    /// <param name="routes">Any number of rows; rows of one path have the same access.</param>
    internal Router(Route[] routes)
    {
        _routes = routes;
        Route write = new Route(RequestLine.WritePath, HttpMethod.Put, RouteAccess.Any, null);
        for (int i = 0; i < routes.Length; i++)
        {
            Route route = routes[i];
            bool isWrite = route.Method == write.Method && route.Length == write.Length && route.Front == write.Front && route.Back == write.Back;
            _write = isWrite ? route : _write;
        }
    }

    /// <summary>Finds the endpoint.</summary>
    /// <param name="exchange">A whole request.</param>
    /// <param name="refusal">The answer when there is none: 400, 404, 405 or 470.</param>
    /// <returns>The endpoint; null for <paramref name="refusal"/>.</returns>
    internal Endpoint Find(Exchange exchange, out Answer refusal)
    {
        RequestParser request = exchange.Request;
        if (request.IsWrite && _write != null)
        {
            return Enter(_write, exchange, out refusal);
        }

        int length = request.PathLength;
        return length >= Route.MinPathBytes && length <= Route.MaxPathBytes
            ? FindKnown(exchange, request, length, out refusal)
            : Refuse(null, exchange, out refusal);
    }

    private Endpoint FindKnown(Exchange exchange, RequestParser request, int length, out Answer refusal)
    {
        int offset = request.PathOffset;
        ulong front = BitConverter.ToUInt64(exchange.Buffer, offset);
        ulong back = BitConverter.ToUInt64(exchange.Buffer, offset + length - Word.Bytes);
        HttpMethod method = request.Method;
        bool hasQuery = request.HasQuery;
        Route[] routes = _routes;
        Route path = null;
        for (int i = 0; i < routes.Length; i++)
        {
            Route route = routes[i];
            if (route.Back == back && route.Length == length && route.Front == front && (!hasQuery || route.TakesQuery))
            {
                path = route;
                if (route.Method == method)
                {
                    return Enter(route, exchange, out refusal);
                }
            }
        }

        return Refuse(path, exchange, out refusal);
    }

    private static Endpoint Refuse(Route path, Exchange exchange, out Answer refusal)
    {
        refusal = exchange.Peer.IsSecured || IsOpen(path)
            ? exchange.AnswerEmpty(path == null ? HttpStatus.NotFound : HttpStatus.MethodNotAllowed)
            : RefusePlain(path, exchange);
        return null;
    }

    private static Endpoint Enter(Route route, Exchange exchange, out Answer refusal)
    {
        refusal = Answer.Empty;
        if (exchange.Peer.IsSecured)
        {
            if (route.Access != RouteAccess.PlainOnly)
            {
                return route.Endpoint;
            }

            // HAP Pair Setup, Pair Verify: a session has one identity; neither can be run inside it.
            refusal = exchange.AnswerEmpty(HttpStatus.BadRequest);
            return null;
        }

        if (IsOpen(route))
        {
            return route.Endpoint;
        }

        refusal = RefusePlain(route, exchange);
        return null;
    }

    private static bool IsOpen(Route route)
    {
        return route != null && (route.Access == RouteAccess.Any || route.Access == RouteAccess.PlainOnly);
    }

    // A stranger does not learn which other paths exist.
    private static Answer RefusePlain(Route route, Exchange exchange)
    {
        return route != null && route.Access == RouteAccess.SessionWithStatus
            ? exchange.AnswerStatus(HttpStatus.AuthorizationRequired, HapStatus.InsufficientAuthorization)
            : exchange.AnswerEmpty(HttpStatus.AuthorizationRequired);
    }
}
