// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Pulls the tokens of one JSON text (RFC 8259) that lies in memory as a whole.</summary>
/// <remarks>Makes no strings and does not recurse. Allocates nothing. Not thread-safe.</remarks>
public sealed class JsonReader
{
    /// <summary>Objects and arrays that may be open at once. HAP bodies need three.</summary>
    public const int MaxDepth = 16;

    /// <summary>The token that the last <see cref="Next"/> found.</summary>
    public JsonToken Token { get; private set; }

    /// <summary>First raw byte of the token; of a name or string the first one behind the quote.</summary>
    public int TokenOffset { get; private set; }

    /// <summary>Raw bytes of the token; of a name or string without the quotes and still escaped.</summary>
    public int TokenLength { get; private set; }

    /// <summary>Starts at the front of a text.</summary>
    public void Reset(byte[] buffer, int offset, int count)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads the next token.</summary>
    public ParseStatus Next()
    {
        throw new NotImplementedException();
    }

    /// <summary>Passes over the value that starts at the current token, with everything in it. On a name: over the member's value.</summary>
    public ParseStatus Skip()
    {
        throw new NotImplementedException();
    }

    /// <summary>Compares the current name or string, unescaped, with ASCII text.</summary>
    public bool NameEquals(byte[] asciiName)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads an integer 0..2^64-1 exactly; <c>1.0</c> and <c>1e0</c> are integers too.</summary>
    public bool TryGetUnsigned(out ulong value)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads an integer -2^63..2^63-1 exactly; <c>-1.0</c> and <c>-1e0</c> are integers too.</summary>
    public bool TryGetSigned(out long value)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads a number as the nearest 32-bit float.</summary>
    public bool TryGetFloat(out float value)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads <c>true</c>, <c>false</c>, 1 or 0, as HAP allows for booleans.</summary>
    public bool TryGetBool(out bool value)
    {
        throw new NotImplementedException();
    }

    /// <summary>Writes the current name or string, unescaped, as UTF-8.</summary>
    /// <returns>Bytes written; -1: not valid UTF-8, or half a surrogate pair; -2: does not fit. Nothing of use is written then.</returns>
    public int CopyString(byte[] destination, int offset, int capacity)
    {
        throw new NotImplementedException();
    }

    /// <summary>Decodes the current string as base 64.</summary>
    /// <returns>Bytes written; -1: not base 64; -2: does not fit. <paramref name="capacity"/> must hold the text, 4/3 of the result.</returns>
    public int CopyBase64(byte[] destination, int offset, int capacity)
    {
        throw new NotImplementedException();
    }
}
