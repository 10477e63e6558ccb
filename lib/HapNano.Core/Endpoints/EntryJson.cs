// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Endpoints;

/// <summary>The JSON that answers and events have in common: <c>{"characteristics":[{"aid":1,"iid":9,"status":0,"value":true}]}</c>.</summary>
/// <remarks>Put together in the writer's scratch: 99 bytes of it at most, before the value.</remarks>
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
    /// <returns>How much of the entry is in the writer's scratch: as of every method here, and what the next one wants to know.</returns>
    internal static int Start(JsonWriter writer, int index, ulong aid, ulong iid)
    {
        byte[] text = writer.Scratch;
        int at = TextPiece.Put(text, 0, index == 0 ? s_first : s_next);
        at = TextPiece.PutUnsigned(text, at, aid);
        at = TextPiece.Put(text, at, s_iid);
        return TextPiece.PutUnsigned(text, at, iid);
    }

    /// <summary>Puts the status of an entry.</summary>
    internal static int Status(JsonWriter writer, int at, HapStatus status)
    {
        byte[] text = writer.Scratch;
        return TextPiece.PutSigned(text, TextPiece.Put(text, at, s_status), (int)status);
    }

    /// <summary>Writes the value of an entry as it is now, or as it was when the interrupted writing of it began.</summary>
    /// <returns>0: all of it is in the sink, and the scratch is free.</returns>
    internal static int Value(JsonWriter writer, int at, Characteristic characteristic, ValueSnapshot snapshot)
    {
        byte[] text = writer.Scratch;
        writer.Sink.Append(text, 0, TextPiece.Put(text, at, s_value));
        snapshot.Hold(characteristic);
        characteristic.WriteValue(writer, snapshot);
        return 0;
    }

    /// <summary>Puts a value that is not kept: which press of a button.</summary>
    internal static int Value(JsonWriter writer, int at, int value)
    {
        byte[] text = writer.Scratch;
        return TextPiece.PutSigned(text, TextPiece.Put(text, at, s_value), value);
    }

    /// <summary>Ends an entry, and the list behind the last one.</summary>
    internal static void End(JsonWriter writer, int at, bool isLast)
    {
        byte[] text = writer.Scratch;
        writer.Sink.Append(text, 0, TextPiece.Put(text, at, isLast ? s_last : s_end));
    }
}
