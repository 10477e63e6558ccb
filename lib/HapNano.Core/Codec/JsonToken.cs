// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>What <see cref="JsonReader"/> found.</summary>
public enum JsonToken
{
    /// <summary>Nothing read yet, or the text is malformed.</summary>
    None,

    /// <summary><c>{</c></summary>
    ObjectStart,

    /// <summary><c>}</c></summary>
    ObjectEnd,

    /// <summary><c>[</c></summary>
    ArrayStart,

    /// <summary><c>]</c></summary>
    ArrayEnd,

    /// <summary>Name of an object member, with the colon behind it.</summary>
    Name,

    /// <summary>A string value.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>false</c></summary>
    False,

    /// <summary><c>null</c></summary>
    Null,

    /// <summary>One whole value was read and nothing but white space follows it.</summary>
    End,
}
