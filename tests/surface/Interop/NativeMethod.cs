// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Interop;

/// <summary>One entry of the table in which an image finds native methods. The interpreter counts all methods, so managed ones have entries too.</summary>
/// <param name="ClassName">Namespace and class, with underscores.</param>
/// <param name="Name">Method, <c>___</c>, <c>STATIC__</c>, and the codes of result and arguments.</param>
/// <param name="IsNative">Whether an image must have it.</param>
/// <param name="IsCounted">Whether the checksum covers it: not in interfaces, enums and delegates.</param>
internal sealed record NativeMethod(string ClassName, string Name, bool IsNative, bool IsCounted);
