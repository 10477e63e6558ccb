// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Interop.Tests;

/// <summary>hap-controller refused, with its own words.</summary>
internal sealed class ControllerException(string message) : Exception(message);
