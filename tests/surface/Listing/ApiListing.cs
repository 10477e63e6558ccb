// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Listing;

/// <summary>The public surface of one nanoFramework assembly, read from its listing in <c>api/</c> (format: api/README.md).</summary>
internal sealed class ApiListing
{
    private ApiListing(string assemblyName, Version assemblyVersion, IReadOnlyList<string> references, IReadOnlyList<ApiType> types)
    {
        AssemblyName = assemblyName;
        AssemblyVersion = assemblyVersion;
        References = references;
        Types = types;
    }

    public string AssemblyName { get; }

    public Version AssemblyVersion { get; }

    /// <summary>Names of the referenced assemblies.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Types in metadata order: an enclosing type stands before its nested ones.</summary>
    public IReadOnlyList<ApiType> Types { get; }

    public static ApiListing Read(string path)
    {
        string name = "";
        var version = new Version();
        var references = new List<string>();
        var types = new SortedDictionary<string, ApiType>(StringComparer.Ordinal);
        var members = new List<(string Type, ApiMember Member)>();
        foreach (string[] columns in File.ReadLines(path).Select(line => line.Split('\t')))
        {
            switch (columns[0])
            {
                case "#assembly":
                    name = columns[1];
                    version = Version.Parse(columns[2]);
                    break;
                case "#reference":
                    references.Add(columns[1]);
                    break;
                case var comment when comment.StartsWith('#'):
                    break;
                default:
                    if (columns[1] == "T")
                    {
                        types.Add(columns[0], ApiType.Parse(columns));
                    }
                    else
                    {
                        members.Add((columns[0][..columns[0].IndexOf("::", StringComparison.Ordinal)], ApiMember.Parse(columns)));
                    }

                    break;
            }
        }

        foreach ((string type, ApiMember member) in members)
        {
            types[type].Members.Add(member);
        }

        return new ApiListing(name, version, references, [.. types.Values]);
    }
}
