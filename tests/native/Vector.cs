// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Reflection;

namespace HapNano.Tests;

/// <summary>Reads a value of a vector file by the name it has there.</summary>
internal static class Vector
{
    /// <summary>The bytes of one value.</summary>
    internal static byte[] Bytes(Type vectors, string name)
    {
        FieldInfo? field = vectors.GetField(name, BindingFlags.Public | BindingFlags.Static);
        ArgumentNullException.ThrowIfNull(field, name);
        return Convert.FromHexString((string)field.GetRawConstantValue()!);
    }
}
