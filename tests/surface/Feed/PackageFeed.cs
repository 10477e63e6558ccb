// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.IO.Compression;
using System.Security;
using HapNano.Surface.Tests.Listing;
using HapNano.Surface.Tests.Reference;

namespace HapNano.Surface.Tests.Feed;

/// <summary>A folder of packages with the public ids and versions: reference assemblies, and the stand-in for the SDK.</summary>
internal static class PackageFeed
{
    private const string SdkPackage = "nanoFramework.NET.Sdk";

    public static void Write(string folder, ApiSurface surface, string sdkVersion)
    {
        Directory.CreateDirectory(folder);
        foreach (ApiListing listing in surface.Listings)
        {
            WriteReferencePackage(folder, listing, surface);
        }

        WriteSdk(folder, sdkVersion);
    }

    /// <summary>The package that carries an assembly: the core library has a name of its own, the others are prefixed once.</summary>
    public static string PackageId(string assemblyName) => assemblyName == "mscorlib" ? "nanoFramework.CoreLibrary"
        : assemblyName.StartsWith("nanoFramework.", StringComparison.Ordinal) ? assemblyName
        : "nanoFramework." + assemblyName;

    private static void WriteReferencePackage(string folder, ApiListing listing, ApiSurface surface)
    {
        string id = PackageId(listing.AssemblyName);
        IEnumerable<ApiListing> references = surface.Listings.Where(other => listing.References.Contains(other.AssemblyName));
        using ZipArchive package = Create(folder, id, Version(listing), references);
        using Stream assembly = package.CreateEntry($"lib/{listing.AssemblyName}.dll").Open();
        assembly.Write(ReferenceAssembly.Build(listing, surface.Owners));
    }

    private static void WriteSdk(string folder, string version)
    {
        using ZipArchive package = Create(folder, SdkPackage, version, []);
        foreach (string file in new[] { "Sdk.props", "Sdk.targets" })
        {
            package.CreateEntryFromFile(Path.Combine(AppContext.BaseDirectory, "sdk", file), $"Sdk/{file}");
        }
    }

    private static ZipArchive Create(string folder, string id, string version, IEnumerable<ApiListing> dependencies)
    {
        ZipArchive package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        string lines = string.Concat(dependencies.Select(
            listing => $"""<dependency id="{PackageId(listing.AssemblyName)}" version="{Version(listing)}" />"""));
        using var writer = new StreamWriter(package.CreateEntry(id + ".nuspec").Open());
        writer.Write($"""
            <?xml version="1.0" encoding="utf-8"?>
            <package>
              <metadata>
                <id>{SecurityElement.Escape(id)}</id>
                <version>{version}</version>
                <authors>made by the surface gate</authors>
                <description>Public surface only; every body throws.</description>
                <dependencies>{lines}</dependencies>
              </metadata>
            </package>
            """);
        return package;
    }

    private static string Version(ApiListing listing) => listing.AssemblyVersion.ToString(3);
}
