// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Metadata;

namespace HapNano.Surface.Tests.Interop;

/// <summary>A type as it stands in a method signature.</summary>
/// <param name="Code">How nanoFramework spells it in the name of a native method: I4, SZARRAY_U1, BYREF_I4, or the full name without dots.</param>
/// <param name="Definition">The type, or the one that it is an array of or a reference to, where it belongs to the assembly; else nil.</param>
internal readonly record struct TypeShape(string Code, TypeDefinitionHandle Definition)
{
    /// <summary>A type of another assembly.</summary>
    public TypeShape(string code)
        : this(code, default)
    {
    }
}
