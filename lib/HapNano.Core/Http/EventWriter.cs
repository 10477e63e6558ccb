// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Writes the head of an event message, which is a response nobody asked for, with its own protocol name (HAP event messages).</summary>
internal static class EventWriter
{
    private static readonly byte[] s_statusLine = Encoding.UTF8.GetBytes("EVENT/1.0 200 OK\r\n");

    /// <summary>Puts the head of an event message with a JSON body.</summary>
    /// <param name="text">Receives the head.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="contentLength">Bytes of body that follow.</param>
    /// <returns>First index behind it.</returns>
    internal static int PutHead(byte[] text, int at, int contentLength)
    {
        return ResponseWriter.PutFields(text, TextPiece.Put(text, at, s_statusLine), HttpContent.Json, contentLength);
    }
}
