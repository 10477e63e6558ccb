// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>What the tests need of <c>/accessories</c>, found by type as a controller does.</summary>
internal sealed class LampDatabase(JsonNode accessories)
{
    private const string AppleBase = "-0000-1000-8000-0026BB765291";
    private const string LightbulbService = "00000043" + AppleBase;

    public string On => Id("00000025");

    public string Brightness => Id("00000008");

    /// <summary>The database without values: what must never change over a restart.</summary>
    public string Structure()
    {
        JsonNode copy = accessories.DeepClone();
        foreach (JsonNode? characteristic in Services(copy).SelectMany(service => service!["characteristics"]!.AsArray()))
        {
            characteristic!.AsObject().Remove("value");
        }

        return copy.ToJsonString();
    }

    private static IEnumerable<JsonNode?> Services(JsonNode database) =>
        database["accessories"]!.AsArray().SelectMany(accessory => accessory!["services"]!.AsArray());

    private string Id(string shortType)
    {
        JsonNode lightbulb = Services(accessories).Single(service => service!["type"]!.GetValue<string>() == LightbulbService)!;
        JsonNode characteristic = lightbulb["characteristics"]!.AsArray()
            .Single(each => each!["type"]!.GetValue<string>() == shortType + AppleBase)!;
        return $"1.{characteristic["iid"]!.GetValue<int>()}";
    }
}
