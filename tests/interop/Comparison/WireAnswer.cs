// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests.Comparison;

/// <summary>One message of an accessory, in words that are the same for two accessories that mean the same.</summary>
internal sealed record WireAnswer(string Start, string Type, byte[] Body)
{
    private static readonly Dictionary<byte, string> s_items = new()
    {
        [0] = "method", [1] = "identifier", [2] = "salt", [3] = "key", [4] = "proof", [5] = "sealed", [6] = "state", [7] = "error", [11] = "permissions",
    };

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands for an answer that never came, on a connection that stayed open.</summary>
    public static WireAnswer None { get; } = new("", "", []);

    public int Status => int.Parse(Start.Split(' ')[1]);

    /// <summary>Status, and the body: JSON with names in place of instance ids, TLV8 with names of items and the values of short ones.</summary>
    /// <param name="names">Names of instance ids.</param>
    public string Describe(IReadOnlyDictionary<long, string> names)
    {
        if (this == None)
        {
            return "no answer";
        }

        string kind = Start.StartsWith("EVENT", StringComparison.Ordinal) ? "event " : "";
        string text = Body.Length == 0 ? ""
            : Type.StartsWith("application/pairing+tlv8", StringComparison.Ordinal) ? " " + DescribeTlv()
            : Body[0] == '{' ? " " + DescribeJson(names)
            : " text";
        return $"{kind}{Status}{text}";
    }

    private static void Rename(JsonNode? node, IReadOnlyDictionary<long, string> names)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? entry in array)
            {
                Rename(entry, names);
            }
        }
        else if (node is JsonObject members)
        {
            if (members["iid"] is JsonNode iid && names.TryGetValue(iid.GetValue<long>(), out string? name))
            {
                members["iid"] = name;
            }

            foreach ((string _, JsonNode? value) in members.ToArray())
            {
                Rename(value, names);
            }
        }
    }

    // The members of an entry and permissions have no order, and a boolean may be a number.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array when array.All(entry => entry is JsonValue) => new JsonArray([.. array.Select(entry => entry!.ToString()).Order(StringComparer.Ordinal)]),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValueKind() == JsonValueKind.True ? 1 : 0,
        _ => node?.DeepClone(),
    };

    private string DescribeJson(IReadOnlyDictionary<long, string> names)
    {
        JsonNode body = JsonNode.Parse(Body)!;
        if (body["accessories"] is not null)
        {
            return "the database";
        }

        Rename(body, names);
        return Sorted(body)!.ToJsonString(s_plain).Replace("\"", "").Replace("{characteristics:", "").Replace("]}", "]");
    }

    private string DescribeTlv()
    {
        var items = new List<string>();
        int at = 0;
        byte last = 0xFE;
        while (at + 2 <= Body.Length)
        {
            byte type = Body[at];
            int count = Body[at + 1];
            if (type != last)
            {
                string name = s_items.GetValueOrDefault(type, $"item {type}");
                items.Add(count == 1 ? $"{name}={Body[at + 2]}" : name);
            }

            last = type;
            at += 2 + count;
        }

        return string.Join(' ', items.Order(StringComparer.Ordinal));
    }
}
