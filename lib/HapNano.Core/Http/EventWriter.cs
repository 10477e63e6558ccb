// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Writes the head of an event message, which is a response nobody asked for, with its own protocol name (HAP event messages).</summary>
internal static class EventWriter
{
    private static readonly byte[] s_statusLine = Encoding.UTF8.GetBytes("EVENT/1.0 200 OK\r\n");

    /// <summary>Writes the head of an event message with a JSON body.</summary>
    /// <param name="sink">Receives the head.</param>
    /// <param name="contentLength">Bytes of body that follow.</param>
    internal static void Head(ByteSink sink, int contentLength)
    {
        sink.Append(s_statusLine);
        ResponseWriter.Fields(sink, HttpContent.Json, contentLength);
    }
}
