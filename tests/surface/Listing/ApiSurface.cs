// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Listing;

/// <summary>All listings together.</summary>
internal sealed class ApiSurface
{
    private ApiSurface(IReadOnlyList<ApiListing> listings)
    {
        Listings = listings;
        Owners = listings
            .SelectMany(listing => listing.Types.Select(type => (type.FullName, Listing: listing)))
            .ToDictionary(each => each.FullName, each => each.Listing, StringComparer.Ordinal);
    }

    public IReadOnlyList<ApiListing> Listings { get; }

    /// <summary>Which listing defines a type, by its full name.</summary>
    public IReadOnlyDictionary<string, ApiListing> Owners { get; }

    public static ApiSurface Load() => new(
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "api"), "*.txt").Order(StringComparer.Ordinal).Select(ApiListing.Read)]);
}
