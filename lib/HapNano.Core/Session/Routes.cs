// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Routing;

namespace HapNano.Session;

/// <summary>The table of everything that can be asked for (HAP: table of URLs). What is asked for most stands first.</summary>
internal static class Routes
{
    /// <summary>Makes the router of one host.</summary>
    /// <param name="database">The accessories.</param>
    /// <param name="pairings">Tells administrators from others.</param>
    /// <param name="setup">The accessory's one Pair Setup.</param>
    /// <param name="pairingsExchange">Adds, removes and lists.</param>
    /// <param name="observer">Learns who writes.</param>
    internal static Router Create(
        AccessoryDatabase database, PairingTable pairings, PairSetup setup, PairingsExchange pairingsExchange, IWriteObserver observer)
    {
        JsonReader reader = new JsonReader();
        return new Router(new Route[]
        {
            new Route("/characteristics", HttpMethod.Put, RouteAccess.SessionWithStatus, new WriteEndpoint(database, pairings, observer, reader))
            {
                TakesQuery = true,
            },
            new Route("/characteristics", HttpMethod.Get, RouteAccess.SessionWithStatus, new ReadEndpoint(database, pairings))
            {
                TakesQuery = true,
            },
            new Route("/accessories", HttpMethod.Get, RouteAccess.SessionWithStatus, new AccessoriesEndpoint(database)),
            new Route("/pair-verify", HttpMethod.Post, RouteAccess.PlainOnly, new PairVerifyEndpoint()),
            new Route("/pair-setup", HttpMethod.Post, RouteAccess.PlainOnly, new PairSetupEndpoint(setup)),
            new Route("/pairings", HttpMethod.Post, RouteAccess.Session, new PairingsEndpoint(pairingsExchange)),
            new Route("/prepare", HttpMethod.Put, RouteAccess.SessionWithStatus, new PrepareEndpoint(reader)),
            new Route("/identify", HttpMethod.Post, RouteAccess.Any, new IdentifyEndpoint(pairings, database)),
            new Route("/resource", HttpMethod.Post, RouteAccess.Session, new ResourceEndpoint()),
        });
    }
}
