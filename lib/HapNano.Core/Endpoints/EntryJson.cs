// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Endpoints;

/// <summary>The JSON that answers and events have in common: <c>{"characteristics":[{"aid":1,"iid":9,"status":0,"value":true}]}</c>.</summary>
internal static class EntryJson
{
    private static readonly byte[] s_first = Encoding.UTF8.GetBytes("{\"characteristics\":[{\"aid\":");
    private static readonly byte[] s_next = Encoding.UTF8.GetBytes(",{\"aid\":");
    private static readonly byte[] s_iid = Encoding.UTF8.GetBytes(",\"iid\":");
    private static readonly byte[] s_status = Encoding.UTF8.GetBytes(",\"status\":");
    private static readonly byte[] s_value = Encoding.UTF8.GetBytes(",\"value\":");
    private static readonly byte[] s_end = Encoding.UTF8.GetBytes("}");
    private static readonly byte[] s_last = Encoding.UTF8.GetBytes("}]}");

    /// <summary>Starts an entry, and the list when it is the first one.</summary>
    internal static void Start(JsonWriter writer, int index, ulong aid, ulong iid)
    {
        writer.Raw(index == 0 ? s_first : s_next);
        writer.Unsigned(aid);
        writer.Raw(s_iid);
        writer.Unsigned(iid);
    }

    /// <summary>Writes the status of an entry.</summary>
    internal static void Status(JsonWriter writer, HapStatus status)
    {
        writer.Raw(s_status);
        writer.Signed((int)status);
    }

    /// <summary>Writes the value of an entry as it is now, or as it was when the interrupted writing of it began.</summary>
    internal static void Value(JsonWriter writer, Characteristic characteristic, ValueSnapshot snapshot)
    {
        writer.Raw(s_value);
        snapshot.Hold(characteristic);
        characteristic.WriteValue(writer, snapshot);
    }

    /// <summary>Writes a value that is not kept: which press of a button.</summary>
    internal static void Value(JsonWriter writer, int value)
    {
        writer.Raw(s_value);
        writer.Signed(value);
    }

    /// <summary>Ends an entry, and the list behind the last one.</summary>
    internal static void End(JsonWriter writer, bool isLast)
    {
        writer.Raw(isLast ? s_last : s_end);
    }
}
