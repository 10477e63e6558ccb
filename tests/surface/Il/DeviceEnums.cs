// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Surface.Tests.Listing;

namespace HapNano.Surface.Tests.Il;

/// <summary>Names of the enums that other assemblies define: the listed ones, and those of our own assemblies as they are checked.</summary>
internal static class DeviceEnums
{
    private static readonly Lazy<HashSet<string>> s_listed = new(() =>
        [.. ApiSurface.Load().Listings.SelectMany(listing => listing.Types).Where(type => type.What == "enum").Select(type => type.FullName)]);

    /// <summary>An enum of nanoFramework, or one of ours in another assembly (ours are never boxed structs: those are refused where they are defined).</summary>
    public static bool Contains(string fullName) =>
        s_listed.Value.Contains(fullName) || fullName.StartsWith("HapNano.", StringComparison.Ordinal);
}
