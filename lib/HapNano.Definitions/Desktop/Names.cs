// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>Words of the data as C# names.</summary>
internal static class Names
{
    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    public static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Field(string name) => "_" + Lower(name);

    public static string Static(string name) => "s_" + Lower(name);

    /// <summary>A member of CharacteristicFormat.</summary>
    public static string Format(string format) => format.StartsWith("uint", StringComparison.Ordinal) ? "UInt" + format[4..] : Capital(format);

    /// <summary>A member of CharacteristicPermissions.</summary>
    public static string Admin(string permission) => "Admin" + Capital(permission);
}
