// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using HapNano.Surface.Tests.Listing;
using HapNano.Surface.Tests.Reference;

namespace HapNano.Surface.Tests;

[TestClass]
public sealed class ReferenceAssemblyTests
{
    [TestMethod]
    public void Build_EveryListing_GivesTheTypesAndMembersListed()
    {
        ApiSurface surface = ApiSurface.Load();
        string folder = Directory.CreateTempSubdirectory("hapnano-surface-").FullName;
        try
        {
            foreach (ApiListing listing in surface.Listings)
            {
                File.WriteAllBytes(Path.Combine(folder, listing.AssemblyName + ".dll"), ReferenceAssembly.Build(listing, surface.Owners));
            }

            using var context = new MetadataLoadContext(new PathAssemblyResolver(Directory.GetFiles(folder)), "mscorlib");
            foreach (ApiListing listing in surface.Listings)
            {
                AssertSameTypes(listing, context.LoadFromAssemblyName(listing.AssemblyName));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertSameTypes(ApiListing listing, Assembly assembly)
    {
        foreach (ApiType type in listing.Types)
        {
            Type? built = assembly.GetType(type.FullName);
            Assert.IsNotNull(built, type.FullName);
            const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            string[] expected = [.. type.Members.Where(member => member.Kind is 'M' or 'O' or 'C').Select(member => member.Name).Order(StringComparer.Ordinal)];
            string[] methods = [.. built.GetMembers(all).OfType<MethodBase>()
                .Where(method => !IsAccessor(method)).Select(method => method.Name).Order(StringComparer.Ordinal)];
            CollectionAssert.AreEqual(expected, methods, type.FullName);
            Assert.HasCount(type.Members.Count(member => member.Kind == 'P'), built.GetProperties(all), type.FullName);
        }
    }

    private static bool IsAccessor(MethodBase method) =>
        method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal)
            || method.Name.StartsWith("add_", StringComparison.Ordinal) || method.Name.StartsWith("remove_", StringComparison.Ordinal));
}
