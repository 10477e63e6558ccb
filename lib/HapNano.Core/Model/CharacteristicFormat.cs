// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The type of a characteristic's value, as HAP JSON names it.</summary>
public enum CharacteristicFormat
{
    /// <summary>true or false; 1 and 0 are accepted from controllers.</summary>
    Bool,

    /// <summary>0..255.</summary>
    UInt8,

    /// <summary>0..65,535.</summary>
    UInt16,

    /// <summary>0..4,294,967,295.</summary>
    UInt32,

    /// <summary>0..2^64-1.</summary>
    UInt64,

    /// <summary>-2,147,483,648..2,147,483,647.</summary>
    Int,

    /// <summary>A finite 32-bit floating-point number.</summary>
    Float,

    /// <summary>UTF-8 text, at most 64 bytes unless the definition allows more.</summary>
    String,

    /// <summary>TLV8 items; base64 in JSON.</summary>
    Tlv8,

    /// <summary>Bytes; base64 in JSON.</summary>
    Data,
}
