// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HapNano.Definitions;

/// <summary>What HomeKit defines: the files of <c>Data</c>.</summary>
internal sealed class HapData
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Dictionary<string, CharacteristicRow> _characteristics;
    private readonly Dictionary<string, ServiceRow> _services;

    /// <summary>Reads a folder.</summary>
    public HapData(string folder)
    {
        Characteristics = Read<CharacteristicRow>(folder, "characteristics");
        Services = Read<ServiceRow>(folder, "services");
        Categories = Read<CategoryRow>(folder, "categories");
        _characteristics = Characteristics.ToDictionary(row => row.Name);
        _services = Services.ToDictionary(row => row.Name);
    }

    public CharacteristicRow[] Characteristics { get; }

    public ServiceRow[] Services { get; }

    public CategoryRow[] Categories { get; }

    /// <exception cref="UnknownNameException">There is none.</exception>
    public CharacteristicRow Characteristic(string name) => _characteristics.GetValueOrDefault(name)
        ?? throw new UnknownNameException($"HomeKit has no characteristic {name}: characteristics.json lists them");

    /// <exception cref="UnknownNameException">There is none.</exception>
    public ServiceRow Service(string name) => _services.GetValueOrDefault(name)
        ?? throw new UnknownNameException($"HomeKit has no service {name}: services.json lists them");

    private static T[] Read<T>(string folder, string name)
    {
        string text = File.ReadAllText(Path.Combine(folder, name + ".json"));
        return JsonSerializer.Deserialize<Dictionary<string, T[]>>(text, s_options)![name];
    }
}
