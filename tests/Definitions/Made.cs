// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;
using System.Text.Json;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Definitions.Tests;

/// <summary>What was generated, found by name, and what a controller gets to see of it.</summary>
internal static class Made
{
    private const int MostBytes = 1 << 20;

    private static readonly Assembly s_assembly = typeof(Made).Assembly;

    /// <summary>A generated class.</summary>
    public static Type Class(string name) => s_assembly.GetType("HapNano.Model." + name, throwOnError: true)!;

    /// <summary>The shared definition of a characteristic.</summary>
    public static CharacteristicDefinition Definition(string name) =>
        (CharacteristicDefinition)Class("CharacteristicDefinitions").GetProperty(name)!.GetValue(null)!;

    /// <summary>A service as <c>new</c> makes it; its texts are called Made.</summary>
    public static Service Service(string name)
    {
        ConstructorInfo constructor = Class(name).GetConstructors().Single();
        return (Service)constructor.Invoke([.. constructor.GetParameters().Select(parameter => (object)"Made")]);
    }

    /// <summary>Calls every Add method of a generated class, with the defaults it offers.</summary>
    public static void AddOptional(object service, Type declaring)
    {
        foreach (MethodInfo add in declaring.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(method => method.Name.StartsWith("Add", StringComparison.Ordinal)))
        {
            IEnumerable<object?> arguments = add.GetParameters().Skip(add.IsStatic ? 1 : 0)
                .Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : TextFor(add.Name));
            add.Invoke(add.IsStatic ? null : service, [.. add.IsStatic ? arguments.Prepend(service) : arguments]);
        }
    }

    /// <summary>An accessory with these services.</summary>
    public static Accessory Accessory(params Service[] services)
    {
        var accessory = new Accessory("Made", "Maker", "Model", "SN-1", hardware: "2.1");
        Array.ForEach(services, accessory.Add);
        return accessory;
    }

    /// <summary>The body of GET /accessories, parsed.</summary>
    public static JsonElement Body(AccessoryDatabase database)
    {
        var sink = new ByteSink();
        var writer = new JsonWriter(sink);
        byte[] buffer = new byte[MostBytes];
        sink.Reset(buffer, 0, buffer.Length, 0);
        int unit = 0;
        while (database.WriteUnit(unit, writer, null))
        {
            unit++;
        }

        return JsonDocument.Parse(buffer.AsMemory(0, sink.Written)).RootElement;
    }

    /// <summary>The services of the only accessory: its information, the protocol's, then those that were added.</summary>
    public static JsonElement[] Services(Accessory accessory) =>
        [.. Body(new AccessoryDatabase(accessory)).GetProperty("accessories")[0].GetProperty("services").EnumerateArray()];

    public static JsonElement[] CharacteristicsOf(JsonElement service) => [.. service.GetProperty("characteristics").EnumerateArray()];

    public static string TypeOf(JsonElement item) => item.GetProperty("type").GetString()!;

    private static string TextFor(string method) => method.EndsWith("Revision", StringComparison.Ordinal) ? "1.2.3" : "Made";
}
